import { z } from "zod";
import { AccountId, InstrumentId, Millis } from "./identity.ts";
import { RefusalReason } from "./refusal-reason.ts";

/** cross: the whole account stands for the position. isolated: only the margin that was put there. */
export const MarginMode = z.enum(["cross", "isolated"]);
export type MarginMode = z.infer<typeof MarginMode>;

/** What a venue has set for one instrument of an account. */
export const LeverageSetting = z.object({
  /** Times, a whole number: venues take no other. */
  times: z.number().int().positive().max(1_000),
  marginMode: MarginMode,
});
export type LeverageSetting = z.infer<typeof LeverageSetting>;

/** What is known of an instrument's setting, and what became of our own wish. */
export const InstrumentLeverage = z.object({
  /** As the venue last told it, and our clock then; null before. */
  told: LeverageSetting.nullable(),
  toldAt: Millis.nullable(),
  /** What we last asked the venue to set, and our clock then; null when we never did. */
  asked: LeverageSetting.nullable(),
  askedAt: Millis.nullable(),
  /** none: never asked. asking: no answer yet, or an unreadable one. set: done. refused: the venue said no. */
  status: z.enum(["none", "asking", "set", "refused"]),
  /** The venue's words where it refused. */
  detail: z.string().max(500).nullable(),
});
export type InstrumentLeverage = z.infer<typeof InstrumentLeverage>;

/** A setting that a venue is to be told, once, before the first order in the instrument. */
export const LeverageOrder = z.object({
  accountId: AccountId,
  instrument: InstrumentId,
  setting: LeverageSetting,
  /** The signer's number; see Intent. */
  nonce: z.number().int().positive(),
  /** Our clock after which it may no longer be sent. */
  expiresAt: Millis,
});
export type LeverageOrder = z.infer<typeof LeverageOrder>;

const of = { accountId: AccountId, at: Millis, instrument: InstrumentId };

/** What a venue tells of a setting. `at` is our clock when it arrived. */
export const LeverageReport = z.discriminatedUnion("kind", [
  /** What the venue has now: after it was asked to set it, or to tell it. */
  z.object({ kind: z.literal("leverage-told"), ...of, setting: LeverageSetting }),
  /** It said no; what was set before stands. */
  z.object({
    kind: z.literal("leverage-refused"),
    ...of,
    /** Absent where the venue's words are plain themselves, as paper's are. */
    reason: RefusalReason.optional(),
    detail: z.string().max(500),
  }),
  /** No readable answer came: nobody knows what is set. */
  z.object({ kind: z.literal("leverage-unknown"), ...of, detail: z.string().max(500) }),
]);
export type LeverageReport = z.infer<typeof LeverageReport>;

/** A venue's settings. Like `submit` neither throws: every outcome is a report. */
export interface LeverageDesk {
  /** Asks the venue to set it, once: `leverage-told`, `leverage-refused` or `leverage-unknown`. */
  setLeverage(order: LeverageOrder): Promise<LeverageReport>;
  /** Asks what is set, also where nothing is held: `leverage-told` or `leverage-unknown`. */
  readLeverage(accountId: AccountId, instrument: InstrumentId): Promise<LeverageReport>;
}

import { z } from "zod";
import { DecimalString } from "./decimal.ts";
import { InstrumentId, Millis } from "./identity.ts";

/** What is remembered of a leader to notice his signs of trouble. */
export const LeaderSigns = z.object({
  /** His equity in USD, and our clock, at the last snapshot that was judged; null before the first. */
  equity: DecimalString.nullable(),
  readAt: Millis.nullable(),
  /**
   * What went (-) or came (+) without a reason that we know since `since` (at most an hour), USD, and his equity
   * then: money that is taken out in parts is one fall. Null before the second snapshot.
   */
  unexplained: z.object({ since: Millis, equity: DecimalString, amount: DecimalString }).nullable(),
  /** His equity in USD before the fall for which growth is held; null while it is not. */
  equityBeforeFall: DecimalString.nullable(),
  /** For how long he was seen holding positions, ms: how much his usual leverage is worth. */
  leverageSeenMs: z.number().nonnegative(),
  /** Snapshots of late in which his money moved although he showed no position. */
  unseenMoves: z.number().int().nonnegative(),
  /** Times that he added to a position which was losing, and the source's time of the newest. */
  losingAdds: z.record(InstrumentId, z.object({ count: z.number().int().positive(), at: Millis })),
  /** Signs that last, and were told: each is told once while it does. */
  standing: z.array(z.enum(["leader-leverage-high", "leader-positions-hidden"])),
});
export type LeaderSigns = z.infer<typeof LeaderSigns>;

export const NO_LEADER_SIGNS: LeaderSigns = {
  equity: null,
  readAt: null,
  unexplained: null,
  equityBeforeFall: null,
  leverageSeenMs: 0,
  unseenMoves: 0,
  losingAdds: {},
  standing: [],
};

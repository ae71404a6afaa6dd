import { z } from "zod";
import { InstrumentId } from "./identity.ts";
import { positive } from "./sizing.ts";

const leverage = z.number().min(0.1, "At least 0.1x.").max(50, "At most 50x.");
const slippageBps = z.number().min(0.1, "At least 0.1 bps.").max(1_000, "At most 1,000 bps.");
const ageMs = z.number().int().min(1_000, "At least 1 s.").max(3_600_000, "At most an hour.");
const instruments = z.array(InstrumentId).max(500);

/** The entry limits that may be absent (null): they judge growth when it comes and never trim what is held. */
const optional = {
  /** Largest notional of one piece of growth, USD. */
  maxOrder: positive("The largest order").nullable(),
  /** Largest sum of target notionals over all instruments, USD. */
  maxNotional: positive("The largest total").nullable(),
  /** Most instruments with a target at the same time. */
  maxPositions: z.number().int().min(1, "At least 1.").max(200, "At most 200.").nullable(),
  /** Only these instruments; null is all. */
  allowedInstruments: instruments.nullable(),
  /** Never these instruments. */
  deniedInstruments: instruments,
  /** Opening orders within any 60 s. */
  maxOrdersPerMinute: z.number().int().min(1, "At least 1.").max(600, "At most 600.").nullable(),
};

/** Entry limits of a follow. */
export const EntryLimits = z.object({
  ...optional,
  /** Sum of the follow's target notionals over its allocation. */
  maxLeverage: leverage,
  /** Largest target notional in one instrument, USD. */
  maxPosition: positive("The largest position"),
  /** Worst price against the leader's, in basis points. */
  maxSlippageBps: slippageBps,
  /** Oldest news that is still bought, in ms. */
  maxAgeMs: ageMs,
});
export type EntryLimits = z.infer<typeof EntryLimits>;

/**
 * Entry limits of an account, over the targets of all its follows together (and, for leverage, its equity).
 * Null is no limit of the account's own.
 */
export const AccountLimits = z.object({
  ...optional,
  maxLeverage: leverage.nullable(),
  maxPosition: positive("The largest position").nullable(),
  maxSlippageBps: slippageBps.nullable(),
  maxAgeMs: ageMs.nullable(),
});
export type AccountLimits = z.infer<typeof AccountLimits>;

export const NO_ACCOUNT_LIMITS: AccountLimits = {
  maxOrder: null,
  maxNotional: null,
  maxPositions: null,
  allowedInstruments: null,
  deniedInstruments: [],
  maxOrdersPerMinute: null,
  maxLeverage: null,
  maxPosition: null,
  maxSlippageBps: null,
  maxAgeMs: null,
};

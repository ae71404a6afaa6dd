import { z } from "zod";
import { DecimalString, Figure } from "./decimal.ts";
import { AccountAccess, AccountKey } from "./account-key.ts";
import { ExitRules, NO_EXIT_RULES } from "./exit-rules.ts";
import {
  AccountId,
  ClientOrderId,
  InstrumentId,
  Millis,
  PAPER_ACCOUNT,
  VenueName,
  venueOf,
} from "./identity.ts";
import { AccountLimits, NO_ACCOUNT_LIMITS } from "./limits.ts";

/**
 * The stop that rests at the venue where no follow has a nearer one of its own: how far it stands on the way from the
 * position's entry price to its liquidation price, percent.
 */
export const DisasterStop = z.object({
  percentToLiquidation: z.number().min(10, "At least 10 %.").max(90, "At most 90 %."),
});
export type DisasterStop = z.infer<typeof DisasterStop>;

/** What a user may set on an account: guardrails over all its follows together. */
export const AccountSettings = z.object({
  limits: AccountLimits,
  exits: ExitRules,
  /** Whether follows may open where the user holds a position of his own. */
  growBesideOwn: z.boolean(),
  /** Null: none. */
  disasterStop: DisasterStop.nullable(),
  /** Whether stops rest at the venue where real money is mirrored, or on paper as well. */
  restingStops: z.enum(["real-money", "always"]),
  /** Whether the computer is kept awake while the account mirrors real money. Rows from before the choice lack it: no. */
  keepAwake: z.boolean().exactOptional(),
});
export type AccountSettings = z.infer<typeof AccountSettings>;

export const DEFAULT_ACCOUNT_SETTINGS: AccountSettings = {
  limits: NO_ACCOUNT_LIMITS,
  exits: NO_EXIT_RULES,
  growBesideOwn: false,
  disasterStop: { percentToLiquidation: 50 },
  restingStops: "real-money",
};

/** A position as the venue tells it. */
export const VenuePosition = z.object({
  instrument: InstrumentId,
  /** Signed coins, not 0. */
  size: Figure,
  entryPrice: Figure,
  /** Null where the venue tells none. */
  liquidationPrice: Figure.nullable(),
});
export type VenuePosition = z.infer<typeof VenuePosition>;

/** How far our clock is from a venue's, and how long a question to it takes. */
export const VenueClock = z.object({
  /** Ours minus the venue's, ms. */
  offsetMs: z.number(),
  roundTripMs: z.number().nonnegative(),
});
export type VenueClock = z.infer<typeof VenueClock>;

/** An account at a venue, as the journal keeps it. */
export const Account = z.object({
  id: AccountId,
  kind: z.enum(["paper", "real"]),
  /** Where its orders go. */
  venue: VenueName,
  /** What is known of the key that signs for it; null on paper. */
  key: AccountKey.nullable(),
  access: AccountAccess,
  /** The highest number that its signer was given; 0 on paper. */
  lastNonce: z.number().int().nonnegative(),
  /** Our clock minus the venue's and the longer way of a question, ms, as last read; null before. */
  clock: VenueClock.nullable(),
  settings: AccountSettings,
  /**
   * True when, in this worker life, journal, open orders, fills and positions were found to agree. Before that
   * no order is made.
   */
  reconciled: z.boolean(),
  /** Fills at the venue until here (venue's time) are known; the next reading asks from here. */
  cursor: Millis,
  /** Account value in USD with open results, and our clock when it was read; null before the first reading. */
  equity: DecimalString.nullable(),
  equityAt: Millis.nullable(),
  /** Liquidation prices as last read, by instrument, and whether the position was long then. */
  liquidationPrices: z.record(InstrumentId, z.object({ price: DecimalString, long: z.boolean() })),
  /**
   * The positions of that reading for which the venue told none, because their price alone cannot liquidate them, and
   * whether each was long then. Rows from before it was kept lack it: none is known.
   */
  withoutLiquidationPrice: z.record(InstrumentId, z.object({ long: z.boolean() })).exactOptional(),
  /** Readings in a row whose positions did not agree with the journal, and since when. */
  disagreedSince: Millis.nullable(),
  /** An order with our id mark that this journal does not know: another installation trades here. Nothing is sent. */
  foreignOrder: ClientOrderId.nullable(),
  /** Our clock at the opening orders of the last minute, oldest first. */
  recentOpenings: z.array(Millis),
});
export type Account = z.infer<typeof Account>;

export function newAccount(id: AccountId, at: Millis): Account {
  return {
    id,
    kind: id === PAPER_ACCOUNT ? "paper" : "real",
    venue: venueOf(id),
    key: null,
    access: {
      state: id === PAPER_ACCOUNT ? "ready" : "unchecked",
      since: at,
      finding: null,
      detail: null,
    },
    lastNonce: 0,
    clock: null,
    settings: DEFAULT_ACCOUNT_SETTINGS,
    reconciled: false,
    cursor: at,
    equity: null,
    equityAt: null,
    liquidationPrices: {},
    disagreedSince: null,
    foreignOrder: null,
    recentOpenings: [],
  };
}

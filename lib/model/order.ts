import { z } from "zod";
import { VenueClock, VenuePosition } from "./account.ts";
import { DecimalString, Figure } from "./decimal.ts";
import { AccountId, ClientOrderId, FollowId, InstrumentId, Millis } from "./identity.ts";
import { Side } from "./leader.ts";
import { LeverageSetting } from "./leverage-setting.ts";
import { RestingStop } from "./stop.ts";
import type { Marks } from "./market-data.ts";

/** What one follow wants of an order: signed whole lots in coins. The shares add up to the order's size. */
export const OrderShare = z.object({
  followId: FollowId,
  size: DecimalString,
  /** The leader's volume-weighted price behind it, for slippage; null for a reduction without one. */
  leaderPrice: DecimalString.nullable(),
  /** True when it takes the follow further from 0. */
  growth: z.boolean(),
});
export type OrderShare = z.infer<typeof OrderShare>;

/** An order that is to be sent: always an immediate-or-cancel limit order. */
export const Intent = z.object({
  clientOrderId: ClientOrderId,
  accountId: AccountId,
  instrument: InstrumentId,
  /** Counts up per account and instrument; part of the client order id. */
  sequence: z.number().int().positive(),
  side: Side,
  /** Coins, above 0, whole lots. */
  size: DecimalString,
  limitPrice: DecimalString,
  /** Set exactly when the order moves the account's net towards 0 without crossing it. */
  reduceOnly: z.boolean(),
  shares: z.array(OrderShare).min(1),
  /** Our clock when the leader's fill (or the command) behind it arrived. */
  causedAt: Millis,
  /**
   * The number under which its signer signs it: max(our clock, the last one + 1), in ms. Null on paper, which signs
   * nothing.
   */
  nonce: z.number().int().positive().nullable(),
  committedAt: Millis,
  /** After this moment it may no longer be sent, and the venue no longer accepts it. */
  expiresAt: Millis,
});
export type Intent = z.infer<typeof Intent>;

declare const approved: unique symbol;
declare const committed: unique symbol;

/** An intent that the engine's limits let through. Only the engine makes one. */
export type ApprovedIntent = Intent & { readonly [approved]: true };
/** An approved intent that is durable in the journal. Only the journal's commit makes one. */
export type CommittedIntent = ApprovedIntent & { readonly [committed]: true };

/** One fill at the venue, on our account. */
export const VenueFill = z.object({
  /** Unique at the venue. */
  id: z.string().min(1).max(120),
  accountId: AccountId,
  instrument: InstrumentId,
  /** Null when no order of ours explains it (the user's own trade, a liquidation). */
  clientOrderId: ClientOrderId.nullable(),
  side: Side,
  price: Figure,
  size: Figure,
  /** USD, positive is paid. */
  fee: Figure,
  time: Millis,
  /** `cross`: wants of two follows met inside the account, at the mark, without an order. `stop`: a resting stop fired. */
  cause: z.enum(["order", "liquidation", "user", "cross", "stop"]),
});
export type VenueFill = z.infer<typeof VenueFill>;

/** Funding of one instrument and hour. */
export const FundingPayment = z.object({
  accountId: AccountId,
  instrument: InstrumentId,
  /** The full hour it belongs to. */
  hour: Millis,
  /** The signed position that was charged, in coins. */
  size: Figure,
  rate: Figure,
  price: Figure,
  /** USD; positive is received, negative is paid. */
  amount: Figure,
});
export type FundingPayment = z.infer<typeof FundingPayment>;

/** Why a venue refused an order. */
export const RejectReason = z.enum([
  "below-minimum",
  "insufficient-margin",
  "reduce-only-would-increase",
  "bad-price",
  "bad-size",
  "unknown-instrument",
  "delisted",
  "duplicate-id",
  "no-market-data",
  "expired",
  /** Further from the exchange's reference price than it allows. */
  "price-too-far",
  /** So much is open in the instrument that nothing may be added. */
  "open-interest-cap",
  /** The position would be too big for the leverage that is set. */
  "margin-tier",
  /** The account has used up the requests that its volume gives it. */
  "address-limit",
  /** It has as many orders open as it may. */
  "too-many-orders",
  /** It has no number of its signer. */
  "nonce",
  /** The key may not sign for the account, or no longer. */
  "not-approved",
  "maintenance",
  /** The exchange refuses whoever asks from here. */
  "banned",
  "other",
]);
export type RejectReason = z.infer<typeof RejectReason>;

const common = { accountId: AccountId, at: Millis };
const ofOrder = { ...common, clientOrderId: ClientOrderId };

/** What a venue tells. `at` is our clock when it arrived. */
export const VenueReport = z.discriminatedUnion("kind", [
  /** The order's end. `fills` are all its fills, also ones told before. */
  z.object({
    kind: z.literal("order-done"),
    ...ofOrder,
    instrument: InstrumentId,
    /** Our clock when it was handed to the venue; null when learnt by a later look-up. */
    handedAt: Millis.nullable(),
    fills: z.array(VenueFill),
    /** Why the rest was not filled; null when all was. */
    unfilled: z.enum(["price-left-limit", "depth-ran-out"]).nullable(),
  }),
  z.object({
    kind: z.literal("order-rejected"),
    ...ofOrder,
    instrument: InstrumentId,
    handedAt: Millis.nullable(),
    reason: RejectReason,
    detail: z.string().max(500),
  }),
  /** Sent, and no readable answer came. */
  z.object({
    kind: z.literal("order-unknown"),
    ...ofOrder,
    instrument: InstrumentId,
    detail: z.string().max(500),
  }),
  /** It was never sent, for certain: it had expired before it could be handed over, or `detail` says why. */
  z.object({
    kind: z.literal("order-not-sent"),
    ...ofOrder,
    instrument: InstrumentId,
    detail: z.string().max(500).optional(),
  }),
  /** One reading in which the venue knew neither the order nor a fill of it. */
  z.object({ kind: z.literal("order-not-found"), ...ofOrder, instrument: InstrumentId }),
  z.object({ kind: z.literal("funding"), ...common, payments: z.array(FundingPayment).min(1) }),
  /** Fills that no order of ours explains. */
  z.object({ kind: z.literal("foreign-fills"), ...common, fills: z.array(VenueFill).min(1) }),
  /** The whole account as the venue has it, at one moment. */
  z.object({
    kind: z.literal("account-read"),
    ...common,
    /** Account value with open results, USD. */
    equity: Figure,
    /** Without those that are flat. */
    positions: z.array(VenuePosition),
    /** Orders that rest at the venue, with our client order id where they have one. */
    openOrders: z.array(
      z.object({
        clientOrderId: ClientOrderId.nullable(),
        instrument: InstrumentId,
        /** Null for an order that is no stop. */
        stop: RestingStop.nullable(),
      }),
    ),
    /** What is set for the instruments in which something is held, as far as the venue tells it. */
    leverages: z.array(z.object({ instrument: InstrumentId, setting: LeverageSetting })),
    /** Null where our clock and the venue's are one (paper). */
    clock: VenueClock.nullable(),
    /** All fills since the moment that was asked for, ours and others, oldest first. */
    fills: z.array(VenueFill),
    /** The venue's time until which `fills` is complete. */
    until: Millis,
  }),
  z.object({ kind: z.literal("account-unreadable"), ...common, detail: z.string().max(500) }),
]);
export type VenueReport = z.infer<typeof VenueReport>;

/**
 * A place where orders go. It never throws for an order: every outcome is a report, and "no readable
 * answer" is the report `order-unknown`.
 */
export interface Venue {
  /** Hands one order over, once. */
  submit(intent: CommittedIntent): Promise<VenueReport>;
  /** Begins a worker's life. */
  start(): Promise<void>;
  /**
   * Reads the account whole, with its fills since a moment (venue's time): `account-read`, or `account-unreadable`
   * when the venue did not answer.
   */
  readAccount(since: Millis): Promise<VenueReport>;
  /** Looks an order up by its id: `order-done`, `order-rejected`, `order-not-found`, or `order-unknown` when the venue did not answer. */
  lookup(intent: Intent): Promise<VenueReport>;
  /** Reports that no call asked for (funding, liquidation). */
  onReport(listener: (report: VenueReport) => void): () => void;
  /** A report that no call asked for is durable in the journal and need not be told again. */
  acknowledge(report: VenueReport): Promise<void>;
  /** Marks of all instruments, for a venue that simulates. */
  onMarks(marks: Marks): Promise<void>;
  /** Every half minute: what else the venue has to look after. */
  tick(): Promise<void>;
  /** Forgets everything and starts again with this balance, USD; rejects where the account is not simulated. */
  reset(balance: DecimalString): Promise<void>;
  close(): void;
}

import type { AccountSettings } from "./account.ts";
import type { DecimalString } from "./decimal.ts";
import type { Decision, Follow } from "./follow.ts";
import type { ForgonePart } from "./forgone.ts";
import type { Trip } from "./guard.ts";
import type { AccountId, Address, FollowId, InstrumentId, Millis } from "./identity.ts";
import type { Feed, LeaderReading } from "./leader.ts";
import type { VenueFill } from "./order.ts";
import type { IntentRow, Problem } from "./state.ts";

/** What the surfaces show. Built by the journal's read queries; every figure is net of fees unless it says so. */

/** What an exit rule has used of its limit, both in percent as the rule counts. */
export interface LimitUse {
  readonly used: number;
  readonly limit: number;
}

/** The exit rules of a follow or of an account as they stand. */
export interface GuardView {
  /** Null where there is no such rule, or no figure to judge it by yet. */
  readonly drawdown: LimitUse | null;
  readonly dailyLoss: LimitUse | null;
  /** Rules that tripped and were not reset. */
  readonly trips: readonly Trip[];
}

/** A result in USD. Net: realised + unrealised - fees + funding. */
export interface PaperAccountView {
  readonly id: AccountId;
  readonly settings: AccountSettings;
  readonly guard: GuardView;
  /** USD, at the marks of `marksAt`. */
  readonly equity: DecimalString;
  readonly balanceAtStart: DecimalString;
  /** Net result since local midnight. */
  readonly netToday: DecimalString;
  /** `netToday` over the equity at local midnight, as a fraction. */
  readonly netTodayFraction: number | null;
  /** Equity of the follows: allocations plus their net results. */
  readonly mirrored: DecimalString;
  readonly allocated: DecimalString;
  readonly openPositions: number;
  /** Sum of abs notionals over equity. */
  readonly exposure: number;
  readonly since: Millis;
}

export interface FollowView {
  readonly follow: Follow;
  readonly address: Address;
  readonly feed: Feed;
  readonly netToday: DecimalString;
  readonly netResult: DecimalString;
  readonly fees: DecimalString;
  readonly funding: DecimalString;
  /** USD that it may work with now: its amount, or its share of the account's equity. */
  readonly allocation: DecimalString;
  /** Allocation plus net result. */
  readonly equity: DecimalString;
  readonly openPositions: number;
  /** USD: sum of abs notionals of what is held, at the marks. */
  readonly notional: number;
  /** Leader changes seen, and how many of them were copied in full or in part. */
  readonly seen: number;
  readonly copied: number;
  /** From the leader's fill seen to our fill; null without one. */
  readonly medianDelayMs: number | null;
  /** Size-weighted; positive is worse than the leader. */
  readonly averageSlippageBps: number | null;
  readonly leaderEquity: DecimalString | null;
  /** Sum of abs target notionals over the allocation. */
  readonly leverage: number;
  readonly guard: GuardView;
}

export interface PositionView {
  readonly followId: FollowId;
  readonly address: Address;
  readonly instrument: InstrumentId;
  readonly lotSize: DecimalString | null;
  /** Signed coins. */
  readonly held: DecimalString;
  readonly target: DecimalString;
  /** T rounded towards 0 to the lot. */
  readonly targetLots: DecimalString;
  /** The leader's whole position, and the part of it that stood before the follow began. */
  readonly leaderSize: DecimalString;
  readonly baseline: DecimalString;
  /** T - A. */
  readonly waiting: DecimalString;
  readonly forgone: readonly ForgonePart[];
  readonly entryPrice: DecimalString | null;
  readonly leaderEntryPrice: DecimalString | null;
  /** Own entry against the leader's; positive is worse. */
  readonly slippageBps: number | null;
  readonly mark: DecimalString | null;
  readonly markAt: Millis | null;
  /** Realised + unrealised - fees + funding of this follow in this instrument. */
  readonly netResult: DecimalString | null;
  /** Net result over the entry notional, as a fraction. */
  readonly netFraction: number | null;
  readonly fees: DecimalString;
  readonly funding: DecimalString;
  /** Estimated from the whole paper account at its marks; null when it cannot be liquidated. */
  readonly liquidationPrice: DecimalString | null;
  /** True while an order of it is in flight or unknown. */
  readonly orderOpen: boolean;
  /** True while the outcome of an order is unknown. */
  readonly frozen: boolean;
  /** What the venue told here that cannot be, so that nothing is ordered; null when all is well. */
  readonly impossible: string | null;
}

export interface ActivityItem {
  readonly decision: Decision;
  readonly address: Address;
  readonly intent: IntentRow | null;
  /** This follow's part of the order's fills: signed size, volume-weighted price, fee, realised result before fees. */
  readonly filled: {
    readonly size: DecimalString;
    readonly price: DecimalString;
    readonly fee: DecimalString;
    readonly realised: DecimalString;
    readonly at: Millis;
    readonly fills: readonly VenueFill[];
  } | null;
  /** Positive is worse than the leader's price; null without a fill. */
  readonly slippageBps: number | null;
}

/** Everything the popup and the side panel's head show. */
export interface Overview {
  /** halted: by the user, or because the journal cannot be trusted or written; nothing is sent. */
  readonly state: "empty" | "mirroring" | "paused" | "waiting" | "halted";
  readonly pausedSince: Millis | null;
  /** Since when the user has halted everything; null when he has not. */
  readonly haltedSince: Millis | null;
  readonly problems: readonly Problem[];
  /** Orders whose outcome is not known. */
  readonly unknownOrders: readonly IntentRow[];
  /** The worst feed of the follows that need one; null without follows. */
  readonly feed: Feed | null;
  readonly paper: PaperAccountView;
  /** Running ones first, stopped ones last. */
  readonly follows: readonly FollowView[];
  /** When the newest mark was written; null without any. */
  readonly marksAt: Millis | null;
  /** When the worker last showed a sign of life. */
  readonly workerSeenAt: Millis | null;
}

/** What the card on a page shows. Sent by the background; contains nothing a page could not look up itself, but the follow's state. */
export interface CardView {
  readonly address: Address;
  /** Null while it is being read. */
  readonly reading: LeaderReading | null;
  /** Why the reading failed; null when it did not. */
  readonly readProblem: { readonly kind: ReadProblemKind; readonly detail: string | null } | null;
  readonly follow: {
    readonly id: FollowId;
    readonly status: Follow["status"];
    readonly statusSince: Millis;
    /** True while "pause all" holds it. */
    readonly pausedByAll: boolean;
    /** USD; null while the account's equity, of which it is a share, is not known. */
    readonly allocation: DecimalString | null;
    /** Null while a position has no fresh mark, or (equity) without an allocation. */
    readonly equity: DecimalString | null;
    readonly netResult: DecimalString | null;
    readonly openPositions: number;
    /** The leader's positions that stood before the follow began and are not copied. */
    readonly notCopiedAtStart: number;
    readonly limits: Follow["settings"]["limits"];
    readonly feed: Feed;
  } | null;
  /** Why nothing at all is sent: the user halted it, or the journal cannot be written or read; null when it is. */
  readonly halted: "by-user" | "journal" | null;
  readonly defaultAllocation: DecimalString;
}

/** Why a leader could not be read. */
export type ReadProblemKind =
  | "bad-address"
  | "unknown-address"
  | "unreadable"
  | "unreachable"
  | "rate-limited"
  | "refused";

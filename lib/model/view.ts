import type { Account, AccountSettings } from "./account.ts";
import type { AccountAccess, AccountKey } from "./account-key.ts";
import type { DecimalString } from "./decimal.ts";
import type { Decision, Follow } from "./follow.ts";
import type { ForgonePart } from "./forgone.ts";
import type { Trip } from "./guard.ts";
import type { AccountId, Address, FollowId, InstrumentId, Millis, VenueName } from "./identity.ts";
import type { Feed, LeaderReading } from "./leader.ts";
import type { VenueFill } from "./order.ts";
import type { IntentRow, Problem } from "./state.ts";
import type { StopBasis, StopStatus } from "./stop.ts";

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

/** The account that a follow or a position belongs to: whether its money is real, and whether it can be signed for. */
export interface AccountTag {
  readonly id: AccountId;
  readonly kind: Account["kind"];
  readonly access: AccountAccess;
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

/**
 * An account with real money. What is net here is the result of its follows alone (realised + unrealised - fees +
 * funding): the user's own trades and his deposits are in its equity, and no result of mirroring.
 */
export interface RealAccountView extends AccountTag {
  readonly venue: VenueName;
  /** What is known of the key that signs; null once it was removed. */
  readonly key: AccountKey | null;
  readonly settings: AccountSettings;
  readonly guard: GuardView;
  /** USD with open results, as the venue told it at `equityAt`; null before the first reading. */
  readonly equity: DecimalString | null;
  readonly equityAt: Millis | null;
  /** Net result of its follows since local midnight. */
  readonly netToday: DecimalString;
  /** `netToday` over the equity of the same follows at local midnight, as a fraction; null where that was not above 0. */
  readonly netTodayFraction: number | null;
  /** Equity of its running follows: allocations plus their net results. */
  readonly mirrored: DecimalString;
  readonly allocated: DecimalString;
  /** Running follows. */
  readonly follows: number;
  /** Instruments in which its follows hold something. */
  readonly openPositions: number;
  /** Of these, the ones for which a stop rests at the venue. */
  readonly stopsResting: number;
  /** Sum of abs notionals of what its follows hold over its equity; null while that is not known. */
  readonly exposure: number | null;
}

export interface FollowView {
  readonly follow: Follow;
  readonly account: AccountTag;
  readonly address: Address;
  readonly feed: Feed;
  readonly netToday: DecimalString;
  readonly netResult: DecimalString;
  readonly fees: DecimalString;
  readonly funding: DecimalString;
  /** USD that it may work with now: its amount, or its share of the account's equity. */
  readonly allocation: DecimalString;
  /** False for a share of an account that was not read yet: what hangs on `allocation` is no figure then. */
  readonly allocationKnown: boolean;
  /** Allocation plus net result. */
  readonly equity: DecimalString;
  readonly openPositions: number;
  /** USD: sum of abs notionals of what is held, at the marks. */
  readonly notional: number;
  /** Leader changes seen, and how many of them were copied: ordered and filled, in full or in part. */
  readonly seen: number;
  readonly copied: number;
  /** Of these, the ones since its account was locked that were not copied for that; 0 while it is not locked. */
  readonly notCopied: number;
  /** From the leader's fill seen to our fill; null without one. */
  readonly medianDelayMs: number | null;
  /** Size-weighted; positive is worse than the leader. */
  readonly averageSlippageBps: number | null;
  readonly leaderEquity: DecimalString | null;
  /** Sum of abs target notionals over the allocation. */
  readonly leverage: number;
  readonly guard: GuardView;
}

/** The protective stop of one instrument of an account, for what its follows hold together. */
export interface StopView {
  /** USD; and how far it is from the mark, as a fraction; null without a mark. */
  readonly triggerPrice: DecimalString;
  readonly away: number | null;
  /** Coins, above 0. */
  readonly size: DecimalString;
  readonly basis: StopBasis;
  /** resting, or under way to it or from it. What is over is no view. */
  readonly status: Extract<StopStatus, "committed" | "unknown" | "resting" | "cancelling">;
  /** When it came into this status. */
  readonly since: Millis;
  /** Our clock when the venue last showed it resting; null before. */
  readonly seenRestingAt: Millis | null;
  /** True when other follows hold something here, too, which it protects with this. */
  readonly shared: boolean;
}

export interface PositionView {
  readonly followId: FollowId;
  readonly account: AccountTag;
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
  /**
   * On paper estimated from the whole account at its marks, and null when it cannot be liquidated; of real money as the
   * venue told it last, and null when it told none.
   */
  readonly liquidationPrice: DecimalString | null;
  /** Null where none rests or is under way; on paper there is one only where the account asks for it. */
  readonly stop: StopView | null;
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
  /** Null where the follow was removed and no order says on which account it was. */
  readonly kind: Account["kind"] | null;
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
  /** First fill of an act of the leader that had to wait, by an order of another decision; null for all others. */
  readonly copiedAt: Millis | null;
  /** True for an order of its own that did what the leader's earlier acts had asked for. */
  readonly forEarlier: boolean;
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
  /** Accounts with real money that have a key, or that a follow still runs on. Never added to `paper`. */
  readonly real: readonly RealAccountView[];
  /** Running ones first, stopped ones last. */
  readonly follows: readonly FollowView[];
  /** When the newest mark was written; null without any. */
  readonly marksAt: Millis | null;
  /** When the worker last showed a sign of life. */
  readonly workerSeenAt: Millis | null;
}

/** What a card is told of any follow. */
interface CardFollowBase {
  readonly id: FollowId;
  readonly status: Follow["status"];
  /** True while "pause all" holds it. */
  readonly pausedByAll: boolean;
  /** False while something keeps its account from buying or trading; what it is, is told in our own pages only. */
  readonly accountReady: boolean;
  /** Of its leader: of public data. */
  readonly feed: Feed;
}

/** A follow on paper, with its simulated figures. */
export interface PaperCardFollow extends CardFollowBase {
  readonly kind: "paper";
  readonly statusSince: Millis;
  /** USD; null while the account's equity, of which it is a share, is not known. */
  readonly allocation: DecimalString | null;
  /** Null while a position has no fresh mark, or (equity) without an allocation. */
  readonly equity: DecimalString | null;
  readonly netResult: DecimalString | null;
  readonly openPositions: number;
  /** The leader's positions that stood before the follow began and are not copied. */
  readonly notCopiedAtStart: number;
  readonly limits: Follow["settings"]["limits"];
}

/**
 * A follow with real money. It goes into a web page's process, which may be broken into: so that it is real, how it
 * stands and whether it may be paused, and no figure, limit or position of it.
 */
export interface RealCardFollow extends CardFollowBase {
  readonly kind: "real";
}

export type CardFollow = PaperCardFollow | RealCardFollow;

/** What the card on a page shows. Sent by the background; contains nothing a page could not look up itself, but the follow's state. */
export interface CardView {
  readonly address: Address;
  /** Null while it is being read. */
  readonly reading: LeaderReading | null;
  /** Why the reading failed; null when it did not. */
  readonly readProblem: { readonly kind: ReadProblemKind; readonly detail: string | null } | null;
  readonly follow: CardFollow | null;
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

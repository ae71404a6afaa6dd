import { type Decimal, ZERO, decimal } from "../model/decimal.ts";
import type { ExitRuleName, ExitRules } from "../model/exit-rules.ts";
import type { Follow, FollowBook } from "../model/follow.ts";
import { followGuardId, type Guard } from "../model/guard.ts";
import type { AccountId, InstrumentId } from "../model/identity.ts";
import { ageOf } from "./age-of.ts";
import { accountNet } from "./account-book.ts";
import { pairKey } from "./engine-state.ts";
import type { Breach } from "./exit-actions.ts";
import { drawdown, gain, liquidationDistance, positionMove } from "./exit-measures.ts";
import { equityOf, type Figures } from "./guard-figures.ts";
import { venueMark } from "./marks.ts";
import type { Work } from "./work.ts";

/** Liquidation prices of the account that were read longer ago than this judge nothing. */
const READING_MAX_AGE_MS = 90_000;
/** And the leader's not when he was read longer ago than this. */
const LEADER_MAX_AGE_MS = 60_000;

/** Whose rules are judged: one follow, or an account with all of its follows that run. */
export interface Subject {
  readonly kind: "follow" | "account";
  readonly accountId: AccountId;
  readonly rules: ExitRules;
  readonly follows: readonly Follow[];
  /** Of these follows, what is held for certain. */
  readonly held: readonly FollowBook[];
  /** Null while something held has no fresh mark or is about to change; the rules about equity then wait. */
  readonly figures: Figures | null;
}

/** Every rule whose limit is reached. A limit that is met exactly is reached. */
export function breaches(work: Work, subject: Subject, guard: Guard): Breach[] {
  return [
    ...positionBreaches(work, subject),
    ...equityBreaches(subject, guard),
    ...liquidationBreaches(work, subject),
    ...feedBreaches(work, subject),
  ];
}

/** True where a rule looks at the whole: every position needs a price. */
export function needsFigures({ dailyLoss, drawdown, takeProfit }: ExitRules): boolean {
  return dailyLoss !== null || drawdown !== null || takeProfit !== null;
}

/** True where a rule looks at single positions, each at its own price. */
export function needsPositions(rules: ExitRules): boolean {
  const { positionStopLoss, positionTakeProfit, liquidationDistance: own, liquidationVersusLeader } = rules;
  return [positionStopLoss, positionTakeProfit, own, liquidationVersusLeader].some((rule) => rule !== null);
}

type Reaches = "at-least" | "at-most";

interface About {
  readonly instrument: InstrumentId | null;
  readonly books: readonly FollowBook[];
}
const THE_WHOLE: About = { instrument: null, books: [] };

function breach(
  rules: ExitRules,
  rule: ExitRuleName,
  measured: Decimal | null,
  about: About,
  reaches: Reaches = "at-least",
): Breach[] {
  const set = rules[rule];
  if (set === null || measured === null) return [];
  if (reaches === "at-least" ? measured.lt(set.limit) : measured.gt(set.limit)) return [];
  const { instrument, books } = about;
  return [{ rule, instrument, action: set.action, measured: measured.toNumber(), limit: set.limit, books }];
}

/** One position as these rules see it: what the follows hold on one side of an instrument, at their average entry. */
interface HeldPosition {
  readonly instrument: InstrumentId;
  readonly size: Decimal;
  readonly entryPrice: Decimal;
  readonly books: readonly FollowBook[];
}

/** The positions of these books. What is being sold already (its target is gone, or on the other side) is none. */
function positionsOf(books: readonly FollowBook[]): HeldPosition[] {
  const sides = new Map<string, FollowBook[]>();
  for (const book of books) {
    const short = book.held.startsWith("-");
    if (book.held === "0" || book.target === "0" || book.target.startsWith("-") !== short) continue;
    const key = `${book.instrument}|${short ? "short" : "long"}`;
    sides.set(key, [...(sides.get(key) ?? []), book]);
  }
  return [...sides.values()].flatMap((together) => {
    const [first] = together;
    if (first === undefined) return [];
    const size = together.reduce((sum, book) => sum.plus(book.held), ZERO);
    const cost = together.reduce((sum, book) => sum.plus(decimal(book.held).times(book.entryPrice)), ZERO);
    return [{ instrument: first.instrument, size, entryPrice: cost.div(size), books: together }];
  });
}

/** Stop-loss and take-profit of a position: the mark's move from its entry, percent of the entry. */
function positionBreaches(work: Work, { rules, held }: Subject): Breach[] {
  if (rules.positionStopLoss === null && rules.positionTakeProfit === null) return [];
  return positionsOf(held).flatMap((position) => {
    const mark = venueMark(work, position.instrument);
    const move = mark === null ? null : positionMove(position.size, position.entryPrice, mark);
    if (move === null) return [];
    return [
      ...breach(rules, "positionStopLoss", move.negated(), position),
      ...breach(rules, "positionTakeProfit", move, position),
    ];
  });
}

/** Daily loss, drawdown and take-profit: percent of the allocation, or of the account's equity at the beginning. */
function equityBreaches({ kind, rules, figures }: Subject, guard: Guard): Breach[] {
  if (figures === null) return [];
  // Most follows have none of these, and figures cost time at every step.
  if (!needsFigures(rules)) return [];
  const equity = equityOf(figures);
  const since = (from: Guard["base"]): Decimal | null =>
    from === null ? null : gain(from, equity, kind === "follow" ? figures.capital : decimal(from));
  return [
    ...breach(rules, "dailyLoss", since(guard.dayStart)?.negated() ?? null, THE_WHOLE),
    ...breach(rules, "drawdown", guard.peak === null ? null : drawdown(guard.peak, equity), THE_WHOLE),
    ...breach(rules, "takeProfit", since(guard.base), THE_WHOLE),
  ];
}

/** Distance to the account's own liquidation price, percent of the mark, and that in percent of the leader's. */
function liquidationBreaches(work: Work, { rules, held, follows, accountId }: Subject): Breach[] {
  if (rules.liquidationDistance === null && rules.liquidationVersusLeader === null) return [];
  return held.flatMap((book) => {
    const own = ownDistance(work, accountId, book);
    if (own === null) return [];
    const about = { instrument: book.instrument, books: [book] };
    const leader = leaderDistance(work, follows, book);
    // At 0 he is past his price, or has turned since it was read: nothing can be said in percent of that.
    const versus = leader === null || leader.isZero() ? null : own.div(leader).times(100);
    return [
      ...breach(rules, "liquidationDistance", own, about, "at-most"),
      ...breach(rules, "liquidationVersusLeader", versus, about, "at-most"),
    ];
  });
}

function ownDistance(work: Work, accountId: AccountId, book: FollowBook): Decimal | null {
  const account = work.accounts.get(accountId);
  const read = account?.liquidationPrices[book.instrument];
  const mark = venueMark(work, book.instrument);
  if (account === undefined || account.equityAt === null || read === undefined || mark === null) return null;
  if (ageOf(work.at, account.equityAt) > READING_MAX_AGE_MS) return null;
  const net = accountNet(work, accountId, book.instrument);
  // It is the net that is liquidated; a follow on its other side is not.
  if (net.isNegative() !== book.held.startsWith("-")) return null;
  // A price that was read before the position turned says nothing of its new side.
  return read.long === net.isNegative() ? null : liquidationDistance(net, read.price, mark);
}

function leaderDistance(work: Work, follows: readonly Follow[], book: FollowBook): Decimal | null {
  const follow = follows.find((one) => one.id === book.followId);
  const leader = follow === undefined ? undefined : work.leaders.get(follow.leaderId);
  if (leader === undefined || leader.equityAt === null) return null;
  if (ageOf(work.at, leader.equityAt) > LEADER_MAX_AGE_MS) return null;
  const his = work.leaderBooks.get(pairKey(leader.id, book.instrument));
  const mark = venueMark(work, book.instrument);
  if (his === undefined || his.liquidationPrice === null || mark === null) return null;
  return liquidationDistance(decimal(his.size), his.liquidationPrice, mark);
}

/** How long the leader's feed has been lost, ms; of an account the longest of its follows'. */
function feedBreaches(work: Work, { rules, follows }: Subject): Breach[] {
  if (rules.feedLost === null) return [];
  const lost = follows.map((follow) => work.guards.get(followGuardId(follow.id))?.feedLostMs ?? 0);
  return breach(rules, "feedLost", decimal(Math.max(0, ...lost)), THE_WHOLE);
}

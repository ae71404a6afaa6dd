import { type Decimal, type DecimalString, ZERO, decimal, decimalString } from "../../model/decimal.ts";
import type { Follow, FollowBook } from "../../model/follow.ts";
import type { Guard } from "../../model/guard.ts";
import { addressOf } from "../../model/identity.ts";
import type { Feed } from "../../model/leader.ts";
import type { Marks } from "../../model/market-data.ts";
import type { Leader } from "../../model/state.ts";
import type { AccountTag, FollowView } from "../../model/view.ts";
import type { Execution } from "./execution.ts";
import { guardView } from "./guard-view.ts";
import { bookResult, localDay } from "./journal-view.ts";

/** What the journal says of one follow. */
export interface FollowRows {
  readonly follow: Follow;
  readonly account: AccountTag;
  readonly leader: Leader | undefined;
  /** Its own. */
  readonly books: readonly FollowBook[];
  readonly prices: Marks;
  /** The local day of now. */
  readonly day: string;
  /** Net result when that day began; null until it is written. */
  readonly dayStart: Decimal | null;
  readonly execution: Execution;
  /** USD, of which an allocation may be a share; null before the account's first reading. */
  readonly accountEquity: Decimal | null;
  readonly guard: Guard | undefined;
}

const UNKNOWN_FEED: Feed = {
  state: "lost",
  reason: "connecting",
  detail: null,
  since: 0,
  latencyMs: null,
  attempts: 0,
};

/** Null for a share of what is not known. */
function allocationOf({ settings: { allocation } }: Follow, accountEquity: Decimal | null): Decimal | null {
  if (allocation.kind === "amount") return decimal(allocation.amount);
  return accountEquity === null ? null : accountEquity.times(allocation.percent).div(100);
}

/** The result since the day began. Until its start is written, all of it is today's where the follow began today, and else none. */
function todayOf({ follow, dayStart, day }: FollowRows, net: Decimal): Decimal {
  if (dayStart !== null) return net.minus(dayStart);
  return localDay(follow.createdAt) === day ? net : ZERO;
}

export function followView(rows: FollowRows): FollowView {
  const { follow, account, leader, books, prices, execution, guard, day } = rows;
  const sum = (of: (book: FollowBook) => Decimal): Decimal =>
    books.reduce((all, book) => all.plus(of(book)), ZERO);
  const priceOf = (book: FollowBook): DecimalString => prices.get(book.instrument) ?? book.entryPrice;
  const worthOf = (size: DecimalString, book: FollowBook): Decimal =>
    decimal(size).abs().times(priceOf(book));
  const net = sum((book) => bookResult(book, prices.get(book.instrument)));
  const targets = sum((book) => worthOf(book.target, book));
  const known = allocationOf(follow, rows.accountEquity);
  const allocation = known ?? ZERO;
  return {
    follow,
    account,
    address: addressOf(follow.leaderId),
    feed: leader?.feed ?? UNKNOWN_FEED,
    netToday: decimalString(todayOf(rows, net)),
    netResult: decimalString(net),
    fees: decimalString(sum((book) => decimal(book.fees))),
    funding: decimalString(sum((book) => decimal(book.funding))),
    allocation: decimalString(allocation),
    allocationKnown: known !== null,
    equity: decimalString(allocation.plus(net)),
    openPositions: books.filter((book) => !decimal(book.held).isZero()).length,
    notional: sum((book) => worthOf(book.held, book)).toNumber(),
    seen: execution.seen,
    copied: execution.copied,
    notCopied: execution.notCopied,
    medianDelayMs: execution.medianDelayMs,
    averageSlippageBps: execution.averageSlippageBps,
    leaderEquity: leader?.equity ?? null,
    leverage: allocation.lte(0) ? 0 : targets.div(allocation).toNumber(),
    guard: guardView(follow.settings.exits, guard, net, allocation, day),
  };
}

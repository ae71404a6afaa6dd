import { Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { FollowBook } from "../model/follow.ts";
import type { AccountId, InstrumentId } from "../model/identity.ts";
import type { VenueFill, VenueReport } from "../model/order.ts";
import type { FillShare } from "../model/state.ts";
import { newAccountBook } from "./account-book.ts";
import { divideInLots, finestStep } from "./allocation.ts";
import { ownDecision } from "./decisions.ts";
import { pairKey } from "./engine-state.ts";
import { applyFillToBook } from "./fill-book.ts";
import { forgo } from "./follow-book.ts";
import type { Work } from "./work.ts";

type ForeignFills = Extract<VenueReport, { kind: "foreign-fills" }>;
type Funding = Extract<VenueReport, { kind: "funding" }>;

/** Books of the account's follows that hold something on the given side. */
function holders(work: Work, fill: { accountId: string; instrument: string }, long: boolean): FollowBook[] {
  return [...work.books.view.values()].filter((book) => {
    const held = decimal(book.held);
    return (
      book.instrument === fill.instrument &&
      !held.isZero() &&
      held.isPositive() === long &&
      work.follows.get(book.followId)?.accountId === fill.accountId
    );
  });
}

/** How many reports are remembered per account and instrument: two weeks of funding and more. */
const SEEN = 400;

/** A venue tells such reports until it knows that they are durable here, so one may come twice. */
function isNews(
  work: Work,
  about: { accountId: AccountId; instrument: InstrumentId },
  report: string,
): boolean {
  const key = pairKey(about.accountId, about.instrument);
  const book = work.accountBooks.get(key) ?? newAccountBook(about.accountId, about.instrument);
  if (book.seenReports.includes(report)) return false;
  work.accountBooks.put(key, { ...book, seenReports: [...book.seenReports, report].slice(-SEEN) });
  return true;
}

/**
 * Fills that no intent of ours explains. A liquidation is taken from all on that side pro rata; what it took
 * leaves A and moves from T to F, and growth is forgone until the leader has been flat.
 */
export function applyForeignFills(work: Work, report: ForeignFills): void {
  for (const fill of report.fills) {
    if (!isNews(work, fill, `fill:${fill.id}`)) continue;
    const sign = fill.side === "buy" ? 1 : -1;
    const key = pairKey(fill.accountId, fill.instrument);
    const account = work.accountBooks.get(key);
    if (account !== undefined) {
      const net = decimal(account.net).plus(decimal(fill.size).times(sign));
      work.accountBooks.put(key, { ...account, net: decimalString(net) });
    }
    work.fills.push({ fill, shares: takeFrom(work, fill, sign) });
    if (fill.cause === "liquidation") tellLiquidation(work, fill);
  }
}

function takeFrom(work: Work, fill: VenueFill, sign: 1 | -1): FillShare[] {
  const books = holders(work, fill, sign < 0);
  const held = books.reduce((sum, book) => sum.plus(decimal(book.held).abs()), ZERO);
  const listed = work.instruments.get(fill.instrument);
  const lot = listed === undefined ? finestStep([fill.size]) : decimal(listed.lotSize);
  const total = held.lt(fill.size) ? held : decimal(fill.size);
  if (total.isZero()) return [];
  const claims = books.map((book) => ({ id: book.followId, weight: decimal(book.held).abs() }));
  const parts = divideInLots(total, lot, claims);
  return books.flatMap((book): FillShare[] => {
    const part: Decimal = (parts.get(book.followId) ?? ZERO).times(sign);
    const follow = work.follows.get(book.followId);
    if (part.isZero() || follow === undefined) return [];
    const fee = decimal(fill.fee).times(part.abs()).div(fill.size);
    const { book: after, realised } = applyFillToBook(book, part, decimal(fill.price), fee, null);
    const reason = fill.cause === "liquidation" ? "liquidated" : "closed-by-hand";
    const lost = lostTarget(book, after, part);
    work.putBook({ ...forgo(after, lost, reason), latched: book.latched || fill.cause === "liquidation" });
    work.decisions.push({
      ...ownDecision(work, follow, fill.instrument),
      outcome: "forgone",
      targetChange: decimalString(lost.abs().negated()),
      forgone: [{ reason, size: decimalString(lost) }],
    });
    return [
      {
        followId: follow.id,
        size: decimalString(part),
        realised: decimalString(realised),
        fee: decimalString(fee),
        leaderPrice: null,
      },
    ];
  });
}

/**
 * The part of T that went with what was taken: T never stays above what is held of it, and a part that was
 * already to be sold was no target any more.
 */
function lostTarget(before: FollowBook, after: FollowBook, part: Decimal): Decimal {
  const target = decimal(before.target);
  const held = decimal(before.held);
  if (target.isZero() || target.isNegative() !== held.isNegative()) return ZERO;
  const over = target.abs().minus(decimal(after.held).abs());
  const lost = Decimal.max(0, Decimal.min(over, part.abs()));
  return target.isNegative() ? lost.negated() : lost;
}

function tellLiquidation(work: Work, fill: VenueFill): void {
  const id = `paper-liquidated:${fill.accountId}`;
  work.problems.put(id, {
    id,
    kind: "paper-liquidated",
    about: fill.instrument,
    detail: null,
    measured: null,
    since: fill.time,
  });
}

/** Funding goes to the follows on the charged side in proportion to what they hold. */
export function applyFunding(work: Work, report: Funding): void {
  for (const payment of report.payments) {
    if (!isNews(work, payment, `funding:${payment.hour}`)) continue;
    const holding = holders(work, payment, decimal(payment.size).isPositive());
    // Closed since the hour: it is still the cost of having held it.
    const books = holding.length > 0 ? holding : formerHolders(work, payment);
    const weights = books.map((book) => (holding.length > 0 ? decimal(book.held).abs() : decimal(1)));
    const all = weights.reduce((sum, weight) => sum.plus(weight), ZERO);
    let left = decimal(payment.amount);
    for (const [index, book] of books.entries()) {
      const last = index === books.length - 1;
      const share = last
        ? left
        : decimal(payment.amount)
            .times(weights[index] ?? ZERO)
            .div(all);
      left = left.minus(share);
      work.putBook({ ...book, funding: decimalString(decimal(book.funding).plus(share)) });
    }
  }
}

function formerHolders(work: Work, about: { accountId: string; instrument: string }): FollowBook[] {
  return [...work.books.view.values()].filter(
    (book) =>
      book.instrument === about.instrument && work.follows.get(book.followId)?.accountId === about.accountId,
  );
}

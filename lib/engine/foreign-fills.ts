import { Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { FollowBook } from "../model/follow.ts";
import type { AccountId, InstrumentId, Millis } from "../model/identity.ts";
import type { VenueFill } from "../model/order.ts";
import type { FillShare } from "../model/state.ts";
import { accountNet, newAccountBook } from "./account-book.ts";
import { ownDecision } from "./decisions.ts";
import { type Claim, divideInLots } from "./divide-in-lots.ts";
import { pairKey } from "./engine-state.ts";
import { applyFillToBook } from "./fill-book.ts";
import { forgo, latch } from "./follow-book.ts";
import { lotOf } from "./lot-of.ts";
import { openOrders } from "./open-orders.ts";
import { booksThere, ownPosition } from "./own-position.ts";
import { mirroredBooks } from "./stops/mirrored.ts";
import { firedReason, stopOfId } from "./stops/stop-fired.ts";
import type { Work } from "./work.ts";

/** No follow's id: the user's own part where fills are divided. */
const USER = "";

/**
 * A fill that no order of ours explains. While an order of ours is open there nobody can say whose position it met:
 * it is held back until that is settled.
 */
export function takeForeignFill(work: Work, fill: VenueFill): void {
  if (fill.cause === "liquidation") tellLiquidation(work, fill);
  const { accountId, instrument } = fill;
  if (openOrders(work, accountId, instrument).length === 0) return book(work, fill);
  const key = pairKey(accountId, instrument);
  const account = work.accountBooks.get(key) ?? newAccountBook(accountId, instrument);
  work.accountBooks.put(key, { ...account, heldBack: [...account.heldBack, fill] });
}

/** Books what was held back in an instrument where nothing is open any more, as far as it happened before a moment. */
export function takeHeldBack(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  before: Millis | null,
): void {
  const key = pairKey(accountId, instrument);
  const account = work.accountBooks.get(key);
  if (account === undefined || account.heldBack.length === 0) return;
  const due = account.heldBack.filter((fill) => before === null || fill.time < before);
  work.accountBooks.put(key, {
    ...account,
    heldBack: account.heldBack.filter((fill) => !due.includes(fill)),
  });
  for (const fill of due.toSorted((a, b) => a.time - b.time)) book(work, fill);
}

/** The same wherever it is possible now. */
export function takeAllHeldBack(work: Work): void {
  for (const { accountId, instrument, heldBack } of work.accountBooks.view.values()) {
    if (heldBack.length === 0 || openOrders(work, accountId, instrument).length > 0) continue;
    takeHeldBack(work, accountId, instrument, null);
  }
}

function book(work: Work, fill: VenueFill): void {
  const { accountId, instrument } = fill;
  const parts = partsOf(work, fill);
  const key = pairKey(accountId, instrument);
  const account = work.accountBooks.get(key) ?? newAccountBook(accountId, instrument);
  const signed = decimal(fill.size).times(fill.side === "buy" ? 1 : -1);
  work.accountBooks.put(key, { ...account, net: decimalString(decimal(account.net).plus(signed)) });
  work.fills.push({ fill, shares: takeFrom(work, fill, parts) });
}

/**
 * What a fill takes from each follow, coins. By the user's hand: first his own amount on that side, then the
 * follows on the net's side pro rata. A liquidation or deleveraging: pro rata from all on that side, the user's
 * own amount too. A stop of ours: pro rata from the follows that it protected. What is left is the user's.
 */
function partsOf(work: Work, fill: VenueFill): Map<string, Decimal> {
  const { accountId, instrument } = fill;
  const long = fill.side === "sell";
  const onSide = (size: Decimal): boolean => !size.isZero() && size.isPositive() === long;
  const there = fill.cause === "stop" ? mirroredBooks : booksThere;
  const books = there(work, accountId, instrument).filter((one) => onSide(decimal(one.held)));
  const claims: Claim[] = books.map((one) => ({ id: one.followId, weight: decimal(one.held).abs() }));
  const position = ownPosition(work, accountId, instrument);
  const own = onSide(position) ? position.abs() : ZERO;
  let total = decimal(fill.size);
  if (fill.cause === "liquidation") {
    if (!own.isZero()) claims.push({ id: USER, weight: own });
  } else if (fill.cause !== "stop") {
    const net = accountNet(work, accountId, instrument);
    const takeable = onSide(net) ? Decimal.max(0, net.abs().minus(own)) : ZERO;
    total = Decimal.min(Decimal.max(0, total.minus(own)), takeable);
  }
  const all = claims.reduce((sum, claim) => sum.plus(claim.weight), ZERO);
  total = Decimal.min(total, all);
  if (total.isZero()) return new Map();
  const sizes = [decimalString(total), ...claims.map((claim) => decimalString(claim.weight))];
  return divideInLots(total, lotOf(work, instrument, sizes), claims);
}

function takeFrom(work: Work, fill: VenueFill, parts: ReadonlyMap<string, Decimal>): FillShare[] {
  return booksThere(work, fill.accountId, fill.instrument).flatMap((before): FillShare[] => {
    const part = (parts.get(before.followId) ?? ZERO).times(fill.side === "buy" ? 1 : -1);
    const follow = work.follows.get(before.followId);
    if (part.isZero() || follow === undefined) return [];
    const fee = decimal(fill.fee).times(part.abs()).div(fill.size);
    const { book: after, realised } = applyFillToBook(before, part, decimal(fill.price), fee, null);
    const stopped = stopReason(work, fill);
    const reason = fill.cause === "liquidation" ? "liquidated" : (stopped ?? "closed-by-hand");
    const lost = lostTarget(before, after, part);
    const left = forgo(after, lost, reason);
    work.putBook(reason === "closed-by-hand" ? left : latch(left, decimal(before.held), reason));
    if (!lost.isZero()) {
      work.decisions.push({
        ...ownDecision(work, follow, fill.instrument),
        outcome: "forgone",
        targetChange: decimalString(lost.abs().negated()),
        forgone: [{ reason, size: decimalString(lost) }],
      });
    }
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

/** Why what a fired stop sold is gone; null for any other fill. */
function stopReason(work: Work, fill: VenueFill): "stop-loss" | "disaster-stop" | null {
  if (fill.cause !== "stop" || fill.clientOrderId === null) return null;
  const stop = stopOfId(work, fill.accountId, fill.instrument, fill.clientOrderId);
  return stop === null ? null : firedReason(stop.basis);
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
  const kind = work.accounts.get(fill.accountId)?.kind === "real" ? "liquidated" : "paper-liquidated";
  const id = `${kind}:${fill.accountId}`;
  work.problems.put(id, {
    id,
    kind,
    about: fill.instrument,
    detail: null,
    measured: null,
    since: fill.time,
    dismissible: true,
  });
}

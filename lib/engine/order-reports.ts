import { type Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { ForgoneReason } from "../model/follow.ts";
import type { OrderShare, VenueFill, VenueReport } from "../model/order.ts";
import type { FillShare, IntentRow, IntentStatus } from "../model/state.ts";
import { divideInLots, finestStep } from "./allocation.ts";
import { ownDecision } from "./decisions.ts";
import { pairKey } from "./engine-state.ts";
import { applyFillToBook } from "./fill-book.ts";
import { forgo, waitingOf, waitingPriceWith } from "./follow-book.ts";
import { clearUnknown } from "./unknown-orders.ts";
import type { Work } from "./work.ts";

type OrderDone = Extract<VenueReport, { kind: "order-done" }>;
type OrderRejected = Extract<VenueReport, { kind: "order-rejected" }>;

/** A failed reduction waits so long before its next, wider attempt: 0.25 s, doubling up to a minute. */
const RETRY_MS = 250;
const RETRY_MAX_MS = 60_000;
/** An order that failed for want of prices is tried again after this, while its limits still hold. */
const NO_DATA_RETRY_MS = 1_000;

function settle(work: Work, row: IntentRow, status: IntentStatus, more: Partial<IntentRow>): void {
  work.intents.remove(row.intent.clientOrderId);
  work.settled.push({ ...row, ...more, status, statusAt: work.at });
  clearUnknown(work, row.intent.clientOrderId);
}

interface Together {
  readonly size: Decimal;
  readonly notional: Decimal;
  readonly fee: Decimal;
}

function together(fills: readonly VenueFill[]): Together {
  return fills.reduce<Together>(
    (sum, fill) => ({
      size: sum.size.plus(fill.size),
      notional: sum.notional.plus(decimal(fill.size).times(fill.price)),
      fee: sum.fee.plus(fill.fee),
    }),
    { size: ZERO, notional: ZERO, fee: ZERO },
  );
}

/** The order's end: its fills go to its follows in whole lots, what came short is forgone or tried again. */
export function applyOrderDone(work: Work, report: OrderDone): void {
  const row = work.intents.get(report.clientOrderId);
  if (row === undefined) return;
  const { intent } = row;
  const filled = together(report.fills);
  const complete = filled.size.gte(intent.size);
  const price = filled.size.isZero() ? null : filled.notional.div(filled.size);
  settle(work, row, complete ? "filled" : filled.size.isZero() ? "unfilled" : "partly-filled", {
    handedAt: report.handedAt ?? row.handedAt,
    filled: decimalString(filled.size),
    averagePrice: price === null ? null : decimalString(price),
  });
  const parts = bookFills(work, row, report, filled, price);
  const reason: ForgoneReason = report.unfilled === "depth-ran-out" ? "depth" : "slippage";
  for (const share of intent.shares) {
    const short = decimal(share.size).minus(parts.get(share.followId) ?? ZERO);
    if (!short.isZero()) comeShort(work, row, share.followId, short, share.growth, reason);
  }
}

/** Books the fills; answers each follow's signed part. */
function bookFills(
  work: Work,
  row: IntentRow,
  report: OrderDone,
  filled: Together,
  price: Decimal | null,
): Map<string, Decimal> {
  const { intent } = row;
  const sign = intent.side === "buy" ? 1 : -1;
  const parts = new Map<string, Decimal>();
  const [firstFill] = report.fills;
  if (price === null || firstFill === undefined) return parts;
  const instrument = work.instruments.get(intent.instrument);
  const claims = intent.shares.map((share) => ({ id: share.followId, weight: decimal(share.size).abs() }));
  const sizes = [decimalString(filled.size), ...intent.shares.map((share) => share.size)];
  const lot = instrument === undefined ? finestStep(sizes) : decimal(instrument.lotSize);
  const divided = divideInLots(filled.size, lot, claims);
  const shares: FillShare[] = [];
  let feeLeft = filled.fee;
  for (const [index, share] of intent.shares.entries()) {
    const size = (divided.get(share.followId) ?? ZERO).times(sign);
    parts.set(share.followId, size);
    const last = index === intent.shares.length - 1;
    const fee = last ? feeLeft : filled.fee.times(size.abs()).div(filled.size);
    feeLeft = feeLeft.minus(fee);
    const book = work.book(share.followId, intent.instrument);
    if (size.isZero() || book === undefined) continue;
    const done = applyFillToBook(book, size, price, fee, share.leaderPrice);
    // A follow that was stopped with its positions kept wants just what it holds.
    const keeps = work.follows.get(share.followId)?.status === "stopped";
    work.putBook(keeps ? { ...done.book, target: done.book.held } : done.book);
    shares.push({
      followId: share.followId,
      size: decimalString(size),
      realised: decimalString(done.realised),
      fee: decimalString(fee),
      leaderPrice: share.leaderPrice,
    });
  }
  addNet(work, row, filled.size.times(sign));
  work.fills.push({
    fill: {
      ...firstFill,
      clientOrderId: intent.clientOrderId,
      price: decimalString(price),
      size: decimalString(filled.size),
      fee: decimalString(filled.fee),
    },
    shares,
  });
  return parts;
}

function addNet(work: Work, row: IntentRow, size: Decimal): void {
  const { accountId, instrument } = row.intent;
  const key = pairKey(accountId, instrument);
  const book = work.accountBooks.get(key);
  if (book !== undefined) {
    work.accountBooks.put(key, { ...book, net: decimalString(decimal(book.net).plus(size)) });
  }
}

/**
 * Growth that an order could not buy within its limit is forgone: the price left the limit, or the depth ran
 * out inside it. A reduction is tried again with a wider limit.
 */
function comeShort(
  work: Work,
  row: IntentRow,
  followId: IntentRow["intent"]["shares"][number]["followId"],
  short: Decimal,
  growth: boolean,
  reason: ForgoneReason,
): void {
  const { instrument, clientOrderId } = row.intent;
  const book = work.book(followId, instrument);
  const follow = work.follows.get(followId);
  if (book === undefined || follow === undefined) return;
  if (!growth) {
    const attempts = book.reduceAttempts + 1;
    const pause = Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** Math.min(attempts - 1, 10));
    work.putBook({ ...book, reduceAttempts: attempts, notBefore: work.at + pause });
    return;
  }
  // The leader may have sold meanwhile: no more is forgone than is still wanted.
  const wanted = decimal(book.target).minus(book.held);
  const same = !wanted.isZero() && wanted.isNegative() === short.isNegative();
  const moved = same ? (wanted.abs().lt(short.abs()) ? wanted : short) : ZERO;
  if (moved.isZero()) return;
  work.putBook(forgo(book, moved, reason));
  work.decisions.push({
    ...ownDecision(work, follow, instrument),
    outcome: "forgone",
    targetChange: decimalString(moved.abs().negated()),
    forgone: [{ reason, size: decimalString(moved) }],
    limit: reason === "slippage" || reason === "depth" ? follow.settings.limits.maxSlippageBps : null,
    clientOrderId,
  });
}

/** Refused by the venue: nothing was filled, for certain. */
export function applyOrderRejected(work: Work, report: OrderRejected): void {
  const row = work.intents.get(report.clientOrderId);
  if (row === undefined) return;
  settle(work, row, "rejected", {
    handedAt: report.handedAt ?? row.handedAt,
    rejectReason: report.reason,
    detail: report.detail,
  });
  const passing = report.reason === "no-market-data" || report.reason === "expired";
  for (const share of row.intent.shares) {
    if (passing && share.growth) {
      waitAgain(work, row, share, NO_DATA_RETRY_MS);
      continue;
    }
    const reason: ForgoneReason =
      report.reason === "insufficient-margin" ? "paper-account-empty" : "rejected";
    comeShort(work, row, share.followId, decimal(share.size), share.growth, reason);
  }
}

/** Growth whose order came to nothing waits as before, at the leader's price that it had. */
function waitAgain(work: Work, row: IntentRow, share: OrderShare, ms: number): void {
  const book = work.book(share.followId, row.intent.instrument);
  if (book === undefined || !share.growth) return;
  const size = decimal(share.size);
  const waiting = waitingOf(book);
  const same = !waiting.isZero() && waiting.isNegative() === size.isNegative();
  const others = same && waiting.abs().gt(size.abs()) ? waiting.minus(size) : ZERO;
  const price = decimal(share.leaderPrice ?? book.waitingPrice);
  const waitingPrice = same ? waitingPriceWith(book, others, size, price) : book.waitingPrice;
  work.putBook({ ...book, waitingPrice, notBefore: ms === 0 ? book.notBefore : work.at + ms });
}

/** It never left: what it was for is wanted as before, and judged anew. */
export function applyOrderNotSent(work: Work, clientOrderId: IntentRow["intent"]["clientOrderId"]): void {
  const row = work.intents.get(clientOrderId);
  if (row !== undefined) comeToNothing(work, row, "not-sent");
}

/** Evidence that it never reached the venue. */
export function settleAbsent(work: Work, row: IntentRow): void {
  comeToNothing(work, row, "absent");
}

function comeToNothing(work: Work, row: IntentRow, status: "not-sent" | "absent"): void {
  settle(work, row, status, {});
  for (const share of row.intent.shares) waitAgain(work, row, share, 0);
}

import { type Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { FollowBook } from "../model/follow.ts";
import type { FollowId } from "../model/identity.ts";
import type { Intent, VenueFill } from "../model/order.ts";
import type { FillShare } from "../model/state.ts";
import { newAccountBook } from "./account-book.ts";
import { divideInLots } from "./divide-in-lots.ts";
import { pairKey } from "./engine-state.ts";
import { applyFillToBook } from "./fill-book.ts";
import { lotOf } from "./lot-of.ts";
import type { Work } from "./work.ts";

interface Together {
  readonly size: Decimal;
  readonly notional: Decimal;
  readonly fee: Decimal;
}

/** Coins, USD and fee of all fills. */
export function together(fills: readonly VenueFill[]): Together {
  return fills.reduce<Together>(
    (sum, fill) => ({
      size: sum.size.plus(fill.size),
      notional: sum.notional.plus(decimal(fill.size).times(fill.price)),
      fee: sum.fee.plus(fill.fee),
    }),
    { size: ZERO, notional: ZERO, fee: ZERO },
  );
}

/** Books an order's fills to its follows in whole lots, and to the account; answers each follow's signed part. */
export function bookOrderFills(
  work: Work,
  intent: Intent,
  fills: readonly VenueFill[],
): ReadonlyMap<FollowId, Decimal> {
  const [firstFill] = fills;
  if (firstFill === undefined) return new Map();
  const { size, notional, fee } = together(fills);
  const price = notional.div(size);
  const sign = intent.side === "buy" ? 1 : -1;
  const parts = divided(work, intent, size.times(sign));
  const shares: FillShare[] = [];
  let sizeLeft = size;
  let feeLeft = fee;
  for (const share of intent.shares) {
    const part = parts.get(share.followId) ?? ZERO;
    const book = work.book(share.followId, intent.instrument);
    if (part.isZero() || book === undefined) continue;
    sizeLeft = sizeLeft.minus(part.abs());
    // The last one gets what rounding left, so that the fees add up.
    const own = sizeLeft.isZero() ? feeLeft : decimal(decimalString(fee.times(part.abs()).div(size)));
    feeLeft = feeLeft.minus(own);
    const done = applyFillToBook(book, part, price, own, share.leaderPrice);
    // A follow that was stopped with its positions kept wants just what it holds, but for what the user closes since.
    const keeps = work.follows.get(share.followId)?.status === "stopped" && !isClosedByHand(book);
    work.putBook(keeps ? { ...done.book, target: done.book.held } : done.book);
    shares.push({
      followId: share.followId,
      size: decimalString(part),
      realised: decimalString(done.realised),
      fee: decimalString(own),
      leaderPrice: share.leaderPrice,
    });
  }
  const key = pairKey(intent.accountId, intent.instrument);
  const account = work.accountBooks.get(key) ?? newAccountBook(intent.accountId, intent.instrument);
  const net = decimalString(decimal(account.net).plus(size.times(sign)));
  work.accountBooks.put(key, { ...account, net });
  work.fills.push({
    fill: {
      ...firstFill,
      clientOrderId: intent.clientOrderId,
      price: decimalString(price),
      size: decimalString(size),
      fee: decimalString(fee),
    },
    shares,
  });
  return parts;
}

/** What is being sold on the user's word is sold to the end. Keeping the positions has forgotten what was so before. */
function isClosedByHand({ target, forgone }: FollowBook): boolean {
  return decimal(target).isZero() && forgone.some(({ reason }) => reason === "closed-by-hand");
}

function divided(work: Work, intent: Intent, size: Decimal): Map<FollowId, Decimal> {
  const sizes = [decimalString(size), ...intent.shares.map((share) => share.size)];
  const claims = intent.shares.map((share) => ({ id: share.followId, weight: decimal(share.size).abs() }));
  const parts = divideInLots(size.abs(), lotOf(work, intent.instrument, sizes), claims);
  return new Map(
    intent.shares.map(({ followId }) => [
      followId,
      (parts.get(followId) ?? ZERO).times(size.isNegative() ? -1 : 1),
    ]),
  );
}

import { type Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { ForgoneReason } from "../model/forgone.ts";
import type { Intent, OrderShare } from "../model/order.ts";
import { ownDecision } from "./decisions.ts";
import { forgo, waitingOf, waitingPriceWith } from "./follow-book.ts";
import { reductionPause } from "./retry-pause.ts";
import type { Work } from "./work.ts";

/**
 * Growth that an order could not buy within its limit is forgone: the price left the limit, or the depth ran
 * out inside it. A reduction is tried again with a wider limit. `short` is signed.
 */
export function comeShort(
  work: Work,
  intent: Intent,
  share: OrderShare,
  short: Decimal,
  reason: ForgoneReason,
): void {
  const { instrument, clientOrderId } = intent;
  const book = work.book(share.followId, instrument);
  const follow = work.follows.get(share.followId);
  if (book === undefined || follow === undefined) return;
  if (!share.growth) {
    const attempts = book.reduceAttempts + 1;
    work.putBook({ ...book, reduceAttempts: attempts, notBefore: work.at + reductionPause(attempts) });
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

/** Growth whose order came to nothing waits as before, at the leader's price that it had. `size` is signed. */
export function waitAgain(work: Work, intent: Intent, share: OrderShare, size: Decimal, ms: number): void {
  const book = work.book(share.followId, intent.instrument);
  if (book === undefined || !share.growth) return;
  const waiting = waitingOf(book);
  const same = !waiting.isZero() && waiting.isNegative() === size.isNegative();
  const others = same && waiting.abs().gt(size.abs()) ? waiting.minus(size) : ZERO;
  const price = decimal(share.leaderPrice ?? book.waitingPrice);
  const waitingPrice = same ? waitingPriceWith(book, others, size, price) : book.waitingPrice;
  work.putBook({ ...book, waitingPrice, notBefore: ms === 0 ? book.notBefore : work.at + ms });
}

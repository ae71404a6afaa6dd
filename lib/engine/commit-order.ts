import { decimalString } from "../model/decimal.ts";
import type { AccountId, InstrumentId } from "../model/identity.ts";
import type { ApprovedIntent, Intent } from "../model/order.ts";
import { newAccountBook } from "./account-book.ts";
import { clientOrderId } from "./client-order-id.ts";
import { pairKey } from "./engine-state.ts";
import type { NettedOrder } from "./netting.ts";
import { nextNonce } from "./next-nonce.ts";
import type { Work } from "./work.ts";

/** How long an order may be sent, and be accepted by the venue, after it was committed. */
export const ORDER_LIFE_MS = 5_000;

/** Gives the order its id and hands it on: from here on it exists, and the journal gets it before the venue. */
export function commitOrder(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  order: NettedOrder,
): Intent {
  const key = pairKey(accountId, instrument);
  const book = work.accountBooks.get(key) ?? newAccountBook(accountId, instrument);
  const sequence = book.sequence + 1;
  work.accountBooks.put(key, { ...book, sequence });
  const intent: Intent = {
    clientOrderId: clientOrderId(work.meta.installationId, accountId, instrument, sequence),
    accountId,
    instrument,
    sequence,
    side: order.buying ? "buy" : "sell",
    size: decimalString(order.size),
    limitPrice: decimalString(order.limitPrice),
    reduceOnly: order.reduceOnly,
    shares: [...order.shares],
    causedAt: work.at,
    nonce: nextNonce(work, accountId),
    committedAt: work.at,
    expiresAt: work.at + ORDER_LIFE_MS,
  };
  work.intents.put(intent.clientOrderId, {
    intent,
    status: "committed",
    statusAt: work.at,
    handedAt: null,
    notFoundAt: [],
    filled: decimalString(0),
    averagePrice: null,
    rejectReason: null,
    detail: null,
  });
  // The one place where an intent becomes approved: its wants came through the limits.
  work.effects.push({ kind: "submit", intent: intent as ApprovedIntent });
  return intent;
}

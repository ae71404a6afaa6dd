import { type Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { DecisionReason, FollowBook } from "../model/follow.ts";
import type { AccountId, InstrumentId } from "../model/identity.ts";
import type { Instrument } from "../model/instrument.ts";
import type { ApprovedIntent, Intent } from "../model/order.ts";
import { clientOrderId } from "./client-order-id.ts";
import { crossInside } from "./crossing.ts";
import { pairKey } from "./engine-state.ts";
import { freshMark } from "./marks.ts";
import { type NettedOrder, netWants } from "./netting.ts";
import { openOrders } from "./open-orders.ts";
import { type Want, wantOf } from "./wants.ts";
import type { Work } from "./work.ts";

/** How long an order may be sent, and be accepted by the venue, after it was committed. */
export const ORDER_LIFE_MS = 5_000;

export interface Evaluation {
  readonly intents: readonly Intent[];
  /** Why a book that wants something has no order of this step; key: follow and instrument. */
  readonly notOrdered: ReadonlyMap<string, DecisionReason>;
}

/** Makes the orders that the books want now: at most one in flight per account and instrument. */
export function evaluate(work: Work): Evaluation {
  const intents: Intent[] = [];
  const notOrdered = new Map<string, DecisionReason>();
  for (const { accountId, instrumentId, books } of groups(work)) {
    const instrument = work.instruments.get(instrumentId);
    if (instrument === undefined) {
      for (const book of books) notOrdered.set(pairKey(book.followId, instrumentId), "unknown-instrument");
      continue;
    }
    const rows = openOrders(work, accountId, instrumentId);
    if (rows.some((row) => row.status === "committed")) {
      for (const book of books) notOrdered.set(pairKey(book.followId, instrumentId), "order-in-flight");
      continue;
    }
    const mark = freshMark(work, instrumentId);
    const collect = (): Want[] => collectWants(work, books, instrument, mark, rows, notOrdered);
    let wants = collect();
    if (rows.length === 0 && crossInside(work, accountId, instrument, wants, mark)) wants = collect();
    if (wants.length === 0) continue;
    const order = netWants(wants, accountNet(work, accountId, instrumentId), instrument);
    if (typeof order === "string") {
      for (const want of wants) notOrdered.set(pairKey(want.follow.id, instrumentId), order);
      continue;
    }
    for (const want of wants) notOrdered.set(pairKey(want.follow.id, instrumentId), "order-in-flight");
    intents.push(commit(work, accountId, instrumentId, order));
  }
  return { intents, notOrdered };
}

interface Group {
  readonly accountId: AccountId;
  readonly instrumentId: InstrumentId;
  readonly books: FollowBook[];
}

function groups(work: Work): Group[] {
  const byPair = new Map<string, Group>();
  for (const book of work.books.view.values()) {
    const follow = work.follows.get(book.followId);
    if (follow === undefined) continue;
    if (decimal(book.target).isZero() && decimal(book.held).isZero()) continue;
    const key = pairKey(follow.accountId, book.instrument);
    const group = byPair.get(key);
    if (group === undefined) {
      byPair.set(key, { accountId: follow.accountId, instrumentId: book.instrument, books: [book] });
    } else group.books.push(book);
  }
  return [...byPair.values()];
}

function collectWants(
  work: Work,
  books: readonly FollowBook[],
  instrument: Instrument,
  mark: Decimal | null,
  unknown: Parameters<typeof wantOf>[5],
  notOrdered: Map<string, DecisionReason>,
): Want[] {
  const wants: Want[] = [];
  for (const stale of books) {
    const follow = work.follows.get(stale.followId);
    const book = work.book(stale.followId, stale.instrument);
    if (follow === undefined || book === undefined) continue;
    const want = wantOf(work, follow, book, instrument, mark, unknown);
    if (want === null) continue;
    if (typeof want === "string") notOrdered.set(pairKey(follow.id, instrument.id), want);
    else wants.push(want);
  }
  return wants;
}

/** The account's signed net position that our journal explains. */
export function accountNet(work: Work, accountId: AccountId, instrument: InstrumentId): Decimal {
  return decimal(work.accountBooks.get(pairKey(accountId, instrument))?.net ?? 0);
}

/** Gives the order its id and hands it on: from here on it exists, and the journal gets it before the venue. */
function commit(work: Work, accountId: AccountId, instrument: InstrumentId, order: NettedOrder): Intent {
  const key = pairKey(accountId, instrument);
  const book = work.accountBooks.get(key) ?? {
    accountId,
    instrument,
    net: decimalString(ZERO),
    sequence: 0,
    seenReports: [],
  };
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

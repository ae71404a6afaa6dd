import { type Decimal, decimal, decimalString } from "../model/decimal.ts";
import type { DecisionReason, FollowBook } from "../model/follow.ts";
import { type AccountId, type InstrumentId, PAPER_ACCOUNT } from "../model/identity.ts";
import type { Instrument } from "../model/instrument.ts";
import type { ApprovedIntent, Intent } from "../model/order.ts";
import { accountNet, newAccountBook } from "./account-book.ts";
import { clientOrderId } from "./client-order-id.ts";
import { crossInside } from "./crossing.ts";
import { pairKey } from "./engine-state.ts";
import { ownDecision } from "./decisions.ts";
import { forgo } from "./follow-book.ts";
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
  /** Books that met others inside the account. */
  readonly crossed: ReadonlySet<string>;
}

/** Makes the orders that the books want now: at most one in flight per account and instrument. */
export function evaluate(work: Work): Evaluation {
  const intents: Intent[] = [];
  const notOrdered = new Map<string, DecisionReason>();
  const crossed = new Set<string>();
  for (const { accountId, instrumentId, books } of groups(work)) {
    if (work.meta.paperResetPending && accountId === PAPER_ACCOUNT) {
      for (const book of books) notOrdered.set(pairKey(book.followId, instrumentId), "order-in-flight");
      continue;
    }
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
    if (rows.length === 0 && crossInside(work, accountId, instrument, wants, mark, crossed))
      wants = collect();
    if (wants.length === 0) continue;
    const order = netWants(wants, accountNet(work, accountId, instrumentId), instrument);
    if (typeof order === "string") {
      for (const want of wants) notOrdered.set(pairKey(want.follow.id, instrumentId), order);
      continue;
    }
    for (const want of wants) notOrdered.set(pairKey(want.follow.id, instrumentId), "order-in-flight");
    intents.push(commit(work, accountId, instrumentId, order));
  }
  return { intents, notOrdered, crossed };
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
    else wants.push(closesForTheRest(work, want));
  }
  return wants;
}

/**
 * Where closing all is nearer than a rest below the minimum, that rest is forgone with the close: it must not
 * be bought back when the price moves.
 */
function closesForTheRest(work: Work, want: Want): Want {
  const { book, follow } = want;
  const target = decimal(book.target);
  const closesAll = want.size.eq(decimal(book.held).negated());
  const sameSide = !target.isZero() && target.isNegative() === decimal(book.held).isNegative();
  if (!closesAll || !sameSide) return want;
  const closed = forgo(book, target, "below-minimum");
  work.putBook(closed);
  work.decisions.push({
    ...ownDecision(work, follow, book.instrument),
    outcome: "forgone",
    targetChange: decimalString(target.abs().negated()),
    forgone: [{ reason: "below-minimum", size: book.target }],
  });
  return { ...want, book: closed };
}

/** Gives the order its id and hands it on: from here on it exists, and the journal gets it before the venue. */
function commit(work: Work, accountId: AccountId, instrument: InstrumentId, order: NettedOrder): Intent {
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

import { type Decimal, decimal, decimalString } from "../model/decimal.ts";
import type { DecisionReason, FollowBook } from "../model/follow.ts";
import type { AccountId, InstrumentId } from "../model/identity.ts";
import type { Instrument } from "../model/instrument.ts";
import type { Intent } from "../model/order.ts";
import { accountNet } from "./account-book.ts";
import { withinAccountOrder } from "./account-order.ts";
import { meetMinimum } from "./below-minimum.ts";
import { commitOrder } from "./commit-order.ts";
import { crossInside } from "./crossing.ts";
import { pairKey } from "./engine-state.ts";
import { ownDecision } from "./decisions.ts";
import { forgo, wantedOf } from "./follow-book.ts";
import { whyLeverageWaits } from "./leverage-gate.ts";
import { freshMark } from "./marks.ts";
import { whyNoOrders } from "./may-order.ts";
import { type NettedOrder, netWants } from "./netting.ts";
import { openOrders } from "./open-orders.ts";
import { noteOpening } from "./order-rate.ts";
import { narrowerSteps, reductionLimit } from "./reduction-steps.ts";
import { type Want, wantOf } from "./wants.ts";
import type { Work } from "./work.ts";

export interface Evaluation {
  readonly intents: readonly Intent[];
  /** Why a book that wants something has no order of this step; key: follow and instrument. */
  readonly notOrdered: ReadonlyMap<string, DecisionReason>;
  /** Books that met others inside the account. */
  readonly crossed: ReadonlySet<string>;
}

/** Makes the orders that the books want now: at most one in flight per account and instrument. */
export function evaluate(work: Work): Evaluation {
  const found: Found = { notOrdered: new Map(), crossed: new Set() };
  const intents: Intent[] = [];
  for (const group of groups(work)) {
    const { accountId, instrumentId } = group;
    const order = orderOf(work, group, found);
    if (order === null) continue;
    const intent = commitOrder(work, accountId, instrumentId, order);
    noteOpening(work, intent);
    intents.push(intent);
  }
  return { intents, ...found };
}

interface Found {
  readonly notOrdered: Map<string, DecisionReason>;
  readonly crossed: Set<string>;
}

/** The order of one account and instrument, or null; `found` then says why the books have none. */
function orderOf(work: Work, group: Group, found: Found): NettedOrder | null {
  const { accountId, instrumentId, books } = group;
  const instrument = work.instruments.get(instrumentId);
  const none = (reason: DecisionReason, wants: (book: FollowBook) => boolean = () => true): null => {
    for (const book of books) {
      if (wants(book)) found.notOrdered.set(pairKey(book.followId, instrumentId), reason);
    }
    return null;
  };
  if (instrument === undefined) return none("unknown-instrument");
  const closed = whyNoOrders(work, accountId, instrumentId);
  if (closed !== null) return none(closed, (book) => !wantedOf(book, instrument, null).isZero());
  const rows = openOrders(work, accountId, instrumentId);
  if (rows.some((row) => row.status === "committed")) return none("order-in-flight");

  const mark = freshMark(work, instrumentId);
  const collect = (): Want[] => collectWants(work, books, instrument, mark, rows, found.notOrdered);
  const net = (wants: readonly Want[]): NettedOrder | DecisionReason =>
    netWants(
      withinAccountOrder(work, accountId, instrument, wants),
      accountNet(work, accountId, instrumentId),
      instrument,
    );
  let wants: readonly Want[] = collect();
  if (rows.length === 0 && crossInside(work, accountId, instrument, wants, mark, found.crossed))
    wants = collect();
  const waits = whyLeverageWaits(work, accountId, instrumentId, wants);
  const going = (all: readonly Want[]): readonly Want[] => {
    if (waits === null) return all;
    for (const { follow, growth } of all)
      if (growth) found.notOrdered.set(pairKey(follow.id, instrumentId), waits);
    return all.filter((want) => !want.growth);
  };
  wants = going(wants);
  let order = net(wants);
  if (order === "below-minimum" && meetMinimum(work, wants, instrument)) {
    wants = going(collect());
    order = net(wants);
  }
  if (order === "below-minimum" && mark !== null) order = netAtNarrowerLimit(wants, instrument, mark, net);
  const reason = typeof order === "string" ? order : "order-in-flight";
  for (const want of wants) found.notOrdered.set(pairKey(want.follow.id, instrumentId), reason);
  return wants.length === 0 || typeof order === "string" ? null : order;
}

/**
 * A venue values an order at its limit: a small sale whose limit has widened may be too small by that alone. It is
 * then offered at the widest of the former limits at which it is large enough.
 */
function netAtNarrowerLimit(
  wants: readonly Want[],
  instrument: Instrument,
  mark: Decimal,
  net: (wants: readonly Want[]) => NettedOrder | DecisionReason,
): NettedOrder | DecisionReason {
  const sales = wants.filter((want) => !want.growth && want.size.isNegative());
  const steps = new Set(sales.flatMap(({ book }) => narrowerSteps(book)));
  for (const step of [...steps].toSorted((a, b) => b - a)) {
    const order = net(
      wants.map((want) => {
        if (!sales.includes(want) || want.book.reduceAttempts <= step) return want;
        return { ...want, limitPrice: reductionLimit(step, instrument, mark, false) };
      }),
    );
    if (typeof order !== "string") return order;
  }
  return "below-minimum";
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
  const { book, follow, surelyHeld } = want;
  const target = decimal(book.target);
  const closesAll = want.size.eq(surelyHeld.negated());
  const sameSide = !target.isZero() && target.isNegative() === surelyHeld.isNegative();
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

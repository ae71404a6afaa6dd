import { type Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { InstrumentId, LeaderId } from "../model/identity.ts";
import type {
  LeaderFeedEvent,
  LeaderFill,
  LeaderFillsEvent,
  LeaderPosition,
  LeaderSnapshotEvent,
} from "../model/leader.ts";
import type { Leader, LeaderBook } from "../model/state.ts";
import { pairKey } from "./engine-state.ts";
import { applyLeaderChange, draftOf } from "./leader-change.ts";
import { freshMark } from "./marks.ts";
import { startFollows } from "./start-follow.ts";
import type { Work } from "./work.ts";

/** A poll that disagrees with the stream is asked again after this: the stream may only be a moment behind. */
const DOUBT_MS = 1_500;

/** A fill further in the future than this, by the source's own clock, is not understood. */
const FUTURE_MS = 60_000;

function bookOf(work: Work, leaderId: LeaderId, instrument: InstrumentId): LeaderBook {
  return (
    work.leaderBooks.get(pairKey(leaderId, instrument)) ?? {
      leaderId,
      instrument,
      size: decimalString(0),
      entryPrice: decimalString(0),
      leverage: null,
      liquidationPrice: null,
      lastTime: 0,
      keysAtLastTime: [],
    }
  );
}

type Standing = "next" | "known" | "gap";

/**
 * Where a fill stands to what is known. Fills older than the book or the last snapshot, and fills that end
 * where the book stands, are in it already; one that starts there is the next; any other shows a gap.
 */
function standing(fill: LeaderFill, book: LeaderBook, leader: Leader, at: number): Standing {
  if (fill.time < book.lastTime || fill.time < leader.snapshotTime) return "known";
  if (book.keysAtLastTime.includes(fill.key)) return "known";
  if (decimal(fill.size).lte(0) || decimal(fill.price).lte(0)) return "gap";
  // A time to come would make every later snapshot look old.
  if (fill.time > at - (leader.clockOffsetMs ?? 0) + FUTURE_MS) return "gap";
  if (decimal(fill.startPosition).eq(book.size)) return "next";
  return endOf(fill).eq(book.size) ? "known" : "gap";
}

function endOf(fill: LeaderFill): Decimal {
  const start = decimal(fill.startPosition);
  return fill.side === "buy" ? start.plus(fill.size) : start.minus(fill.size);
}

/** Where no mark is fresh, what the leader just traded at is the best that is known: a sale must not wait for it. */
function noteTradePrice(work: Work, fill: LeaderFill): void {
  if (freshMark(work, fill.instrument) !== null) return;
  work.marks = new Map([...work.marks, [fill.instrument, { price: fill.price, at: work.at }]]);
}

function remember(book: LeaderBook, fill: LeaderFill): LeaderBook {
  const keys = fill.time === book.lastTime ? [...book.keysAtLastTime, fill.key] : [fill.key];
  return { ...book, lastTime: fill.time, keysAtLastTime: keys };
}

/** The leader's average entry after a fill, as exchanges compute it. */
function entryAfter(book: LeaderBook, fill: LeaderFill, end: Decimal): Decimal {
  const start = decimal(book.size);
  if (end.isZero()) return ZERO;
  if (start.isZero() || start.isNegative() !== end.isNegative()) return decimal(fill.price);
  if (end.abs().lte(start.abs())) return decimal(book.entryPrice);
  const added = end.minus(start);
  return start.times(book.entryPrice).plus(added.times(fill.price)).div(end);
}

/** News from the stream. Before the first snapshot of this life nothing is done: the snapshot will tell. */
export function applyFills(work: Work, event: LeaderFillsEvent): void {
  const leader = work.leaders.get(event.leaderId);
  if (leader === undefined || !leader.synced) return;
  for (const what of event.notCopyable) recordNotCopyable(work, leader, what.instrument, what.reason, what);
  let newest = leader.lastTradeAt ?? 0;
  const gaps = new Set<InstrumentId>();
  for (const fill of event.fills) {
    if (gaps.has(fill.instrument)) continue;
    const book = bookOf(work, leader.id, fill.instrument);
    const where = standing(fill, book, leader, event.at);
    if (where === "known") continue;
    if (where === "gap") {
      gaps.add(fill.instrument);
      continue;
    }
    const end = endOf(fill);
    const after = { ...remember(book, fill), size: decimalString(end) };
    work.leaderBooks.put(pairKey(leader.id, fill.instrument), {
      ...after,
      entryPrice: decimalString(entryAfter(book, fill, end)),
    });
    newest = Math.max(newest, fill.time);
    noteTradePrice(work, fill);
    applyLeaderChange(work, leader, {
      instrument: fill.instrument,
      from: decimal(book.size),
      to: end,
      price: decimal(fill.price),
      priceKnown: true,
      time: fill.time,
      ageMs: Math.max(0, event.at - (leader.clockOffsetMs ?? 0) - fill.time),
      source: "live",
      fillKeys: [fill.key],
    });
  }
  if (newest !== (leader.lastTradeAt ?? 0)) work.leaders.put(leader.id, { ...leader, lastTradeAt: newest });
  if (gaps.size > 0) {
    work.effects.push({ kind: "refresh-leader", leaderId: leader.id, cause: "gap", afterMs: 0 });
  }
}

function recordNotCopyable(
  work: Work,
  leader: Leader,
  instrument: string,
  reason: "spot" | "other-dex" | "outcome-market" | "not-a-trade" | "unknown-instrument",
  what: { readonly time: number; readonly key: string },
): void {
  for (const follow of work.follows.view.values()) {
    if (follow.leaderId !== leader.id || (follow.status !== "mirroring" && follow.status !== "paused"))
      continue;
    const draft = draftOf(work.at, follow, leader.id, {
      instrument: instrument as InstrumentId,
      from: ZERO,
      to: ZERO,
      price: ZERO,
      priceKnown: false,
      time: what.time,
      ageMs: 0,
      source: "live",
      fillKeys: [what.key],
    });
    work.decisions.push({ ...draft, outcome: "not-copyable", reason });
  }
}

/** The leader whole. What differs from the book is late news: one net change per instrument. */
export function applySnapshot(work: Work, event: LeaderSnapshotEvent): void {
  const before = work.leaders.get(event.leaderId);
  if (before === undefined) return;
  const { snapshot } = event;
  const differing = differences(work, before, event);
  const known: Leader = {
    ...before,
    equity: snapshot.equity,
    equityAt: event.at,
    clockOffsetMs: event.clockOffsetMs ?? before.clockOffsetMs,
  };
  if (event.cause === "poll" && before.synced && differing.length > 0) {
    work.leaders.put(before.id, known);
    work.effects.push({ kind: "refresh-leader", leaderId: before.id, cause: "gap", afterMs: DOUBT_MS });
    return;
  }
  const replaces = event.cause !== "poll" || !before.synced;
  const leader: Leader = {
    ...known,
    synced: true,
    goodUntil: event.cause === "poll" ? event.goodUntil : event.at,
    snapshotTime: replaces ? Math.max(before.snapshotTime, snapshot.time) : before.snapshotTime,
  };
  work.leaders.put(leader.id, leader);
  // What is new now is as old as what was known before it. A new life knows that from the journal, the
  // source of this life knows it better.
  const lastGood = event.cause === "start" ? (before.goodUntil ?? event.goodUntil) : event.goodUntil;
  for (const { book, position, to } of differing) {
    const from = decimal(book.size);
    const entryPrice = position === undefined ? decimalString(0) : position.entryPrice;
    work.leaderBooks.put(pairKey(leader.id, book.instrument), {
      ...book,
      size: decimalString(to),
      entryPrice,
      lastTime: Math.max(book.lastTime, snapshot.time),
      keysAtLastTime: [],
    });
    const told = lateNewsPrice(from, decimal(book.entryPrice), to, decimal(entryPrice));
    const mark = freshMark(work, book.instrument);
    const grows = to.abs().gt(from.abs()) || from.isNegative() !== to.isNegative();
    const price = told ?? mark ?? (to.isZero() ? decimal(book.entryPrice) : decimal(entryPrice));
    applyLeaderChange(work, leader, {
      instrument: book.instrument,
      from,
      to,
      price,
      priceKnown: told !== null || mark !== null || (!grows && !to.isZero()),
      time: lastGood,
      ageMs: Math.max(0, event.at - lastGood),
      source: "late",
      fillKeys: [],
    });
  }
  refreshPositions(work, leader, snapshot);
  startFollows(work, leader);
}

interface Difference {
  readonly book: LeaderBook;
  readonly position: LeaderPosition | undefined;
  readonly to: Decimal;
}

function differences(work: Work, leader: Leader, event: LeaderSnapshotEvent): Difference[] {
  const positions = new Map(event.snapshot.positions.map((position) => [position.instrument, position]));
  const instruments = new Set<InstrumentId>(positions.keys());
  for (const book of work.leaderBooks.view.values()) {
    if (book.leaderId === leader.id) instruments.add(book.instrument);
  }
  const result: Difference[] = [];
  for (const instrument of instruments) {
    const book = bookOf(work, leader.id, instrument);
    const position = positions.get(instrument);
    const to = decimal(position?.size ?? 0);
    // An answer that was under way while the stream went on is older than the book, and no difference.
    if (book.lastTime > event.snapshot.time) continue;
    if (!to.eq(book.size)) result.push({ book, position, to });
  }
  return result;
}

/**
 * The volume-weighted price of a net change, from sizes and average entry prices before and after:
 * (q2 e2 - q1 e1) / (q2 - q1). It holds for growth on one side only (a reduction leaves the entry price as
 * it is); null where it tells nothing.
 */
export function lateNewsPrice(q1: Decimal, e1: Decimal, q2: Decimal, e2: Decimal): Decimal | null {
  const grows = !q2.isZero() && (q1.isZero() || q1.isNegative() === q2.isNegative()) && q2.abs().gt(q1.abs());
  if (!grows) return null;
  const change = q2.minus(q1);
  const price = q2.times(e2).minus(q1.times(e1)).div(change);
  if (price.lte(0)) return null;
  const blur = q1
    .times(halfDigit(e1))
    .abs()
    .plus(q2.times(halfDigit(e2)).abs())
    .div(change.abs());
  return blur.div(price).gt(MAX_BLUR) ? null : price;
}

/**
 * Exchanges round average entry prices, and the division by a small change magnifies that: a price blurred by
 * more than two basis points is none.
 */
const MAX_BLUR = "0.0002";

/** Half of the last digit that a price was told with: five significant figures, or more if it has more. */
function halfDigit(price: Decimal): Decimal {
  const decimals = Math.max(price.decimalPlaces(), PRICE_FIGURES - 1 - price.e);
  return decimal(10).pow(-decimals).div(2);
}

const PRICE_FIGURES = 5;

/** Entry, leverage and liquidation price as the exchange tells them. */
function refreshPositions(work: Work, leader: Leader, snapshot: LeaderSnapshotEvent["snapshot"]): void {
  for (const position of snapshot.positions) {
    const book = bookOf(work, leader.id, position.instrument);
    // The stream knows better already.
    if (book.lastTime > snapshot.time) continue;
    const { entryPrice, leverage, liquidationPrice } = position;
    if (
      book.entryPrice === entryPrice &&
      book.leverage === leverage &&
      book.liquidationPrice === liquidationPrice
    ) {
      continue;
    }
    work.leaderBooks.put(pairKey(leader.id, position.instrument), {
      ...book,
      entryPrice,
      leverage,
      liquidationPrice,
    });
  }
}

export function applyFeed(work: Work, event: LeaderFeedEvent): void {
  const leader = work.leaders.get(event.leaderId);
  if (leader === undefined) return;
  // What was lost may have held anything: nothing is bought before he is read again.
  const synced = leader.synced && event.feed.state !== "lost";
  work.leaders.put(leader.id, { ...leader, synced, feed: event.feed });
}

import { type Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { InstrumentId, LeaderId } from "../model/identity.ts";
import type { LeaderFeedEvent, LeaderFill, LeaderFillsEvent } from "../model/leader.ts";
import type { Leader, LeaderBook } from "../model/state.ts";
import { pairKey } from "./engine-state.ts";
import { applyLeaderChange } from "./leader-change.ts";
import { noteLeaderFill } from "./leader-fill-signs.ts";
import { freshMark } from "./marks.ts";
import { recordNotCopyable } from "./not-copyable.ts";
import type { Work } from "./work.ts";

/** A fill further in the future than this, by the source's own clock, is not understood. */
const FUTURE_MS = 60_000;

export function leaderBookOf(work: Work, leaderId: LeaderId, instrument: InstrumentId): LeaderBook {
  return (
    work.leaderBooks.get(pairKey(leaderId, instrument)) ?? {
      leaderId,
      instrument,
      size: decimalString(0),
      entryPrice: decimalString(0),
      leverage: null,
      marginMode: null,
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
  work.marks = new Map([
    ...work.marks,
    [fill.instrument, { price: fill.price, at: work.at, lifeMs: work.age.ms, traded: true }],
  ]);
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
  if (leader === undefined) return;
  const told = recordNotCopyable(work, leader, event.notCopyable);
  // Once he was read in this life, each fill shows by its start whether one is missing: a feed that was called
  // lost because his snapshots fail must not keep anybody from following him out.
  if (told.synced || (told.goodUntil ?? -1) >= work.bootedAt) applyNews(work, told, event);
}

function applyNews(work: Work, leader: Leader, event: LeaderFillsEvent): void {
  let newest = leader.lastTradeAt ?? 0;
  const gaps = new Set<InstrumentId>();
  for (const fill of event.fills) {
    if (gaps.has(fill.instrument)) continue;
    const book = leaderBookOf(work, leader.id, fill.instrument);
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
    noteLeaderFill(work, book, fill, end);
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
  if (newest !== (leader.lastTradeAt ?? 0)) {
    const noted = work.leaders.get(leader.id) ?? leader;
    work.leaders.put(leader.id, { ...noted, lastTradeAt: newest });
  }
  if (gaps.size > 0) {
    work.effects.push({ kind: "refresh-leader", leaderId: leader.id, cause: "gap", afterMs: 0 });
  }
}

export function applyFeed(work: Work, event: LeaderFeedEvent): void {
  const leader = work.leaders.get(event.leaderId);
  if (leader === undefined) return;
  // What was lost may have held anything: nothing is bought before he is read again.
  const synced = leader.synced && event.feed.state !== "lost";
  work.leaders.put(leader.id, { ...leader, synced, feed: event.feed });
}

import { type Decimal, decimal, decimalString } from "../model/decimal.ts";
import type { InstrumentId, LeaderId } from "../model/identity.ts";
import type { LeaderPosition, LeaderSnapshot, LeaderSnapshotEvent } from "../model/leader.ts";
import type { Leader, LeaderBook } from "../model/state.ts";
import { ageOf } from "./age-of.ts";
import { pairKey } from "./engine-state.ts";
import { lateNewsPrice } from "./late-news-price.ts";
import { leaderBookOf } from "./leader-book.ts";
import { applyLeaderChange } from "./leader-change.ts";
import { withDoubtfulEquity, withSnapshotSigns } from "./leader-equity-signs.ts";
import { noteAddition } from "./leader-fill-signs.ts";
import { freshMark } from "./marks.ts";
import { isAhead } from "./life-age.ts";
import { startFollows } from "./start-follow.ts";
import type { Work } from "./work.ts";

/** A poll that disagrees with the stream is asked again after this: the stream may only be a moment behind. */
const DOUBT_MS = 1_500;

/**
 * An answer may show less than its time says. Where the stream told a fill so shortly before that time, what differs
 * is believed only when it is asked again: else the answer would take back a fill that it had not seen.
 */
const LAG_MS = 1_500;

/** The leader whole. What differs from the book is late news: one net change per instrument. */
export function applySnapshot(work: Work, event: LeaderSnapshotEvent): void {
  const before = work.leaders.get(event.leaderId);
  if (before === undefined) return;
  const { snapshot } = event;
  noteLeverages(work, before.id, snapshot);
  const all = differences(work, before, event);
  // Where the stream itself was lost there is nothing that the answer could lag behind.
  const doubtful = before.synced ? all.filter(({ book }) => mayLag(book, snapshot.time)) : [];
  const differing = all.filter((one) => !doubtful.includes(one));
  const known: Leader = {
    ...before,
    equity: snapshot.equity,
    equityAt: event.at,
    clockOffsetMs: event.clockOffsetMs ?? before.clockOffsetMs,
  };
  if (event.cause === "poll" && before.synced && all.length > 0) {
    work.leaders.put(before.id, withDoubtfulEquity(work, known));
    work.effects.push({ kind: "refresh-leader", leaderId: before.id, cause: "gap", afterMs: DOUBT_MS });
    return;
  }
  const replaces = event.cause !== "poll" || !before.synced;
  const adopting: Leader = {
    ...known,
    synced: true,
    goodUntil: goodUntilAfter(before, event.at, standsFor(event, known)),
    snapshotTime: replaces ? Math.max(before.snapshotTime, snapshot.time) : before.snapshotTime,
  };
  // Before the late news: growth in it is held as well when his equity fell without a reason.
  const leader =
    doubtful.length > 0
      ? withDoubtfulEquity(work, adopting)
      : withSnapshotSigns(work, adopting, snapshot, differing);
  work.leaders.put(leader.id, leader);
  // What is new now is as old as the last snapshot that was adopted, or that agreed, before it. A new life knows
  // that from the journal.
  const lastGood = lastGoodOf(before, event);
  for (const { book, position, to } of differing) {
    const from = decimal(book.size);
    const entryPrice = position === undefined ? decimalString(0) : position.entryPrice;
    work.leaderBooks.put(pairKey(leader.id, book.instrument), {
      ...book,
      size: decimalString(to),
      entryPrice,
      leverage: position?.leverage ?? book.leverage,
      marginMode: position?.marginMode ?? book.marginMode,
      liquidationPrice: position?.liquidationPrice ?? null,
      lastTime: Math.max(book.lastTime, snapshot.time),
      keysAtLastTime: [],
    });
    const told = lateNewsPrice(from, decimal(book.entryPrice), to, decimal(entryPrice));
    if (told !== null) noteAddition(work, { ...book, from, to, price: told, time: snapshot.time });
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
  refreshPositions(work, leader, snapshot, doubtful);
  if (doubtful.length > 0) {
    work.effects.push({ kind: "refresh-leader", leaderId: leader.id, cause: "gap", afterMs: DOUBT_MS });
    // A baseline is taken of what is certain.
    return;
  }
  startFollows(work, leader);
}

/** True where the stream, and not an answer, told the book's last change, and only just before. */
function mayLag(book: LeaderBook, time: number): boolean {
  return book.keysAtLastTime.length > 0 && time - book.lastTime < LAG_MS;
}

/** Sources give up an answer that takes longer than this. */
const LONGEST_ANSWER_MS = 10_000;

/**
 * The moment, by our clock, for which an answer stands: it may have been long under way. Where the clocks were
 * never compared it may be as old as the longest answer.
 */
function standsFor({ at, snapshot }: LeaderSnapshotEvent, { clockOffsetMs }: Leader): number {
  if (clockOffsetMs === null) return Math.max(0, at - LONGEST_ANSWER_MS);
  return Math.max(0, Math.min(at, Math.round(snapshot.time + clockOffsetMs)));
}

/** A later moment than now was told by a clock that has been set back since: what is read now counts by the new one. */
function goodUntilAfter({ goodUntil }: Leader, at: number, moment: number): number {
  return goodUntil === null || isAhead(goodUntil, at) ? moment : Math.max(goodUntil, moment);
}

/**
 * Our clock when he was last known whole. Where it has been set back since (a new life then forgets the moment), only
 * the source's clock tells how long ago he was: that of the last snapshot that replaced the stream, if not later ones.
 */
function lastGoodOf(
  { goodUntil, snapshotTime }: Leader,
  { at, goodUntil: told, snapshot }: LeaderSnapshotEvent,
): number {
  if (goodUntil !== null && !isAhead(goodUntil, at)) return goodUntil;
  return snapshotTime === 0 ? told : at - ageOf(snapshot.time, snapshotTime);
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
    const book = leaderBookOf(work, leader.id, instrument);
    const position = positions.get(instrument);
    const to = decimal(position?.size ?? 0);
    // An answer that was under way while the stream went on is older than the book, and no difference.
    if (book.lastTime > event.snapshot.time) continue;
    if (!to.eq(book.size)) result.push({ book, position, to });
  }
  return result;
}

/** His leverage and margin mode are told by no stream, and right in every answer: what comes next is judged by it. */
function noteLeverages(work: Work, leaderId: LeaderId, { positions }: LeaderSnapshot): void {
  for (const { instrument, ...told } of positions) {
    const book = leaderBookOf(work, leaderId, instrument);
    const leverage = told.leverage ?? book.leverage;
    const marginMode = told.marginMode ?? book.marginMode;
    if (leverage === book.leverage && marginMode === book.marginMode) continue;
    work.leaderBooks.put(pairKey(leaderId, instrument), { ...book, leverage, marginMode });
  }
}

/** Entry, leverage and liquidation price as the exchange tells them. */
function refreshPositions(
  work: Work,
  leader: Leader,
  snapshot: LeaderSnapshot,
  doubtful: readonly Difference[],
): void {
  for (const position of snapshot.positions) {
    const book = leaderBookOf(work, leader.id, position.instrument);
    // The stream knows better already, or may.
    if (book.lastTime > snapshot.time) continue;
    if (doubtful.some((one) => one.book.instrument === position.instrument)) continue;
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

import { type Decimal, decimal, decimalString } from "../model/decimal.ts";
import type { InstrumentId } from "../model/identity.ts";
import type { LeaderPosition, LeaderSnapshotEvent } from "../model/leader.ts";
import type { Leader, LeaderBook } from "../model/state.ts";
import { pairKey } from "./engine-state.ts";
import { lateNewsPrice } from "./late-news-price.ts";
import { leaderBookOf } from "./leader-book.ts";
import { applyLeaderChange } from "./leader-change.ts";
import { withDoubtfulEquity, withSnapshotSigns } from "./leader-equity-signs.ts";
import { noteAddition } from "./leader-fill-signs.ts";
import { freshMark } from "./marks.ts";
import { startFollows } from "./start-follow.ts";
import type { Work } from "./work.ts";

/** A poll that disagrees with the stream is asked again after this: the stream may only be a moment behind. */
const DOUBT_MS = 1_500;

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
    work.leaders.put(before.id, withDoubtfulEquity(work, known));
    work.effects.push({ kind: "refresh-leader", leaderId: before.id, cause: "gap", afterMs: DOUBT_MS });
    return;
  }
  const replaces = event.cause !== "poll" || !before.synced;
  const adopting: Leader = {
    ...known,
    synced: true,
    goodUntil: event.cause === "poll" ? event.goodUntil : event.at,
    snapshotTime: replaces ? Math.max(before.snapshotTime, snapshot.time) : before.snapshotTime,
  };
  // Before the late news: growth in it is held as well when his equity fell without a reason.
  const leader = withSnapshotSigns(work, adopting, snapshot, differing);
  work.leaders.put(leader.id, leader);
  // What is new now is as old as what was known before it. A new life knows that from the journal. What
  // the source knew counts only as far as it was adopted here.
  const adopted = before.goodUntil ?? event.goodUntil;
  const lastGood = event.cause === "start" ? adopted : Math.min(event.goodUntil, adopted);
  for (const { book, position, to } of differing) {
    const from = decimal(book.size);
    const entryPrice = position === undefined ? decimalString(0) : position.entryPrice;
    work.leaderBooks.put(pairKey(leader.id, book.instrument), {
      ...book,
      size: decimalString(to),
      entryPrice,
      leverage: position?.leverage ?? book.leverage,
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
    const book = leaderBookOf(work, leader.id, instrument);
    const position = positions.get(instrument);
    const to = decimal(position?.size ?? 0);
    // An answer that was under way while the stream went on is older than the book, and no difference.
    if (book.lastTime > event.snapshot.time) continue;
    if (!to.eq(book.size)) result.push({ book, position, to });
  }
  return result;
}

/** Entry, leverage and liquidation price as the exchange tells them. */
function refreshPositions(work: Work, leader: Leader, snapshot: LeaderSnapshotEvent["snapshot"]): void {
  for (const position of snapshot.positions) {
    const book = leaderBookOf(work, leader.id, position.instrument);
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

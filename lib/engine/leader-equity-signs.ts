import { type Decimal, decimal, decimalString } from "../model/decimal.ts";
import type { LeaderSnapshot } from "../model/leader.ts";
import type { LeaderSigns } from "../model/leader-signs.ts";
import type { Leader } from "../model/state.ts";
import { withLeverageSign } from "./leader-leverage-sign.ts";
import { withHiddenSign } from "./leader-hidden-sign.ts";
import { isBehind, type LateChange, type Reading, readingOf } from "./leader-reading.ts";
import { releasedHold, tellSign } from "./leader-signs.ts";
import { freshMark } from "./marks.ts";
import type { Work } from "./work.ts";

/** An unexplained fall of his equity beyond this share holds growth; it ends above the other share of what was. */
const FALL_THAT_HOLDS = "0.3";
const BACK_AGAIN = "0.85";
/** An unexplained fall beyond this share, at once, is money that was moved out. */
const MONEY_OUT = "0.05";
/** An unexplained rise beyond this share, while a position loses more than the other share, is margin topped up. */
const TOPPED_UP = "0.02";
const LOSING = "0.01";
/** Below this share of his equity he was liquidated when a position is gone too and results explain the fall. */
const COLLAPSE = "0.5";
/** Falls within so long are one fall, ms. */
const ONE_FALL_MS = 3_600_000;

/**
 * Judges a snapshot that was adopted, before its late news is: `leader` is he as that snapshot tells him. What his
 * fills closed since the last one, and what late news closed (at the mark now, or without result where there is
 * none), explains a change of his money; so do open results. Results during a long absence are only estimated, so
 * there nothing is told but a fall that holds growth: that is the safe side.
 */
export function withSnapshotSigns(
  work: Work,
  leader: Leader,
  snapshot: LeaderSnapshot,
  late: readonly LateChange[],
): Leader {
  if (isBehind(work, leader, snapshot)) return withDoubtfulEquity(work, leader);
  const equity = decimal(snapshot.equity);
  const wallet = snapshot.positions.reduce((sum, position) => sum.minus(position.unrealisedPnl), equity);
  const reading = readingOf(work, leader, snapshot, late, wallet);
  const judged = reading === null ? leader : withMoneySigns(work, leader, reading);
  const after = withLeverageSign(work, judged, snapshot);
  return {
    ...after,
    wallet: decimalString(wallet),
    realisedSince: decimalString(0),
    signs: { ...after.signs, equity: snapshot.equity, readAt: work.at },
  };
}

function withMoneySigns(work: Work, leader: Leader, reading: Reading): Leader {
  const after = withFall(work, leader, reading);
  const fell = leader.equityHeldSince === null && after.equityHeldSince !== null;
  // One sign for one fall.
  if (!fell) tellMoney(work, leader, reading);
  return withHiddenSign(work, after, reading);
}

/**
 * Equity that fell far in an answer that cannot be judged (it disagrees with the stream, and is asked again) is not
 * believed yet: on it, growth would be copied too large.
 */
export function withDoubtfulEquity(work: Work, leader: Leader): Leader {
  const known = work.leaders.get(leader.id);
  const before = leader.signs.equity;
  if (known === undefined || before === null || leader.equity === null) return leader;
  const kept = decimal(before).times(decimal(1).minus(FALL_THAT_HOLDS));
  if (decimal(leader.equity).gte(kept)) return leader;
  return { ...leader, equity: known.equity, equityAt: known.equityAt };
}

/** Holds growth after a fall, at once or in parts; measured in percent of the equity before it. */
function withFall(work: Work, leader: Leader, reading: Reading): Leader {
  const parts = withPart(leader.signs.unexplained, reading, work.at);
  const after = { ...leader, signs: { ...leader.signs, unexplained: parts } };
  const held = leader.signs.equityBeforeFall;
  if (held !== null) {
    return reading.equity.gte(decimal(held).times(BACK_AGAIN)) ? releasedHold(work, after) : after;
  }
  const falls: Fall[] = [
    { before: reading.before, amount: reading.unexplained.negated() },
    { before: decimal(parts.equity), amount: decimal(parts.amount).negated() },
  ];
  const fall = falls.find(({ before, amount }) => {
    const limit = before.times(FALL_THAT_HOLDS);
    return amount.gt(limit) && before.minus(reading.equity).gt(limit);
  });
  if (fall === undefined) return after;
  tellSign(work, "leader-equity-fell", leader.id, percent(fall.amount, fall.before));
  const signs = { ...after.signs, equityBeforeFall: decimalString(fall.before) };
  return { ...after, equityHeldSince: work.at, signs };
}

interface Fall {
  readonly before: Decimal;
  readonly amount: Decimal;
}

/** What went without a reason in the last hour, this reading's part added. */
function withPart(
  running: LeaderSigns["unexplained"],
  reading: Reading,
  at: number,
): NonNullable<LeaderSigns["unexplained"]> {
  if (running === null || at - running.since > ONE_FALL_MS) {
    const amount = decimalString(reading.unexplained);
    return { since: at, equity: decimalString(reading.before), amount };
  }
  return { ...running, amount: decimalString(decimal(running.amount).plus(reading.unexplained)) };
}

const percent = (part: Decimal, whole: Decimal): number => part.div(whole).times(100).toNumber();

/** Money moved out, margin topped up (both in percent of his equity before), and a liquidation that no fill told. */
function tellMoney(work: Work, leader: Leader, reading: Reading): void {
  const { snapshot, late, watched, before, equity, unexplained } = reading;
  const out = unexplained.negated();
  if (watched && out.gt(before.times(MONEY_OUT))) {
    tellSign(work, "leader-money-out", leader.id, percent(out, before));
  }
  const losing = snapshot.positions.some((position) =>
    before.times(LOSING).plus(position.unrealisedPnl).lt(0),
  );
  if (watched && losing && unexplained.gt(before.times(TOPPED_UP))) {
    tellSign(work, "leader-topped-up", leader.id, percent(unexplained, before));
  }
  const gone = late.find(({ book, to }) => to.isZero() && !decimal(book.size).isZero());
  const collapsed = equity.lt(before.times(COLLAPSE)) && out.lte(before.times(FALL_THAT_HOLDS));
  if (gone !== undefined && collapsed) {
    const price = freshMark(work, gone.book.instrument) ?? gone.book.entryPrice;
    const notional = decimal(gone.book.size).abs().times(price).toNumber();
    tellSign(work, "leader-liquidated", leader.id, notional, gone.book.instrument);
  }
}

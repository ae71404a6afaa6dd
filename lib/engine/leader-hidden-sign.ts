import { decimal } from "../model/decimal.ts";
import type { Leader } from "../model/state.ts";
import type { Reading } from "./leader-reading.ts";
import { withStandingSign } from "./leader-signs.ts";
import type { Work } from "./work.ts";

/** A move of his money counts beyond this share of his equity. */
const MOVE = "0.0005";
/** So many moves more than quiet snapshots are a sign. */
const MOVES = 3;

/**
 * Positions hidden: snapshot after snapshot his money moves although he shows no position and no fill. One transfer
 * is one move; only what goes on moving is a position. Hyperliquid shows all positions of its main dex, so there it
 * tells of money that comes and goes all the time (a vault's depositors). Measured in percent of his equity, the
 * last move. It ends when he shows a position, or after as many quiet snapshots.
 */
export function withHiddenSign(work: Work, leader: Leader, reading: Reading): Leader {
  const moved = reading.unexplained.abs();
  const measured = moved.div(reading.before).times(100).toNumber();
  const flat = reading.watched && reading.snapshot.positions.length === 0;
  const quiet = !moved.gt(reading.before.times(MOVE)) || !decimal(leader.realisedSince).isZero();
  const before = leader.signs.unseenMoves;
  const unseenMoves = flat ? (quiet ? Math.max(0, before - 1) : Math.min(MOVES, before + 1)) : 0;
  const counted = { ...leader, signs: { ...leader.signs, unseenMoves } };
  const state = unseenMoves === MOVES ? "begins" : unseenMoves === 0 ? "ends" : "lasts";
  return withStandingSign(work, counted, "leader-positions-hidden", state, measured);
}

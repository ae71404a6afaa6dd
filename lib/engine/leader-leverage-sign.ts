import { ZERO, decimal } from "../model/decimal.ts";
import type { LeaderSnapshot } from "../model/leader.ts";
import type { Leader } from "../model/state.ts";
import { withStandingSign } from "./leader-signs.ts";
import type { Work } from "./work.ts";

/** Above so many times his usual leverage, and above so much at all, his leverage is a sign. */
const ABOVE_USUAL = 1.5;
const ABOVE_ALL = 2;
/** It ends below this share of either. */
const ENDS_AT = 0.9;
/** His habit is an average over this time, ms, and worth nothing before he was seen for the other. */
const HABIT_MS = 7 * 86_400_000;
const SEEN_ENOUGH_MS = 600_000;
/** A snapshot stands for at most so much of the time since the one before it, ms. */
const STANDS_FOR_MS = 600_000;

/**
 * Leverage above his habit: gross notional over equity, against its average over the time that he was seen with
 * positions. Measured in times his equity.
 */
export function withLeverageSign(work: Work, leader: Leader, snapshot: LeaderSnapshot): Leader {
  const equity = decimal(snapshot.equity);
  if (equity.lte(0)) return leader;
  const gross = snapshot.positions.reduce((sum, position) => sum.plus(position.notional), ZERO);
  const leverage = gross.div(equity).toNumber();
  const { usualLeverage: usual, signs } = leader;
  const threshold = Math.max(ABOVE_ALL, ABOVE_USUAL * (usual ?? 0));
  const known = usual !== null && signs.leverageSeenMs >= SEEN_ENOUGH_MS;
  const state = known && leverage > threshold ? "begins" : leverage < threshold * ENDS_AT ? "ends" : "lasts";
  const told = withStandingSign(work, leader, "leader-leverage-high", state, leverage);
  return leverage === 0 ? told : withHabit(work, told, leverage);
}

function withHabit(work: Work, leader: Leader, leverage: number): Leader {
  const { usualLeverage: usual, signs } = leader;
  if (usual === null || signs.readAt === null) return { ...leader, usualLeverage: leverage };
  const passed = Math.min(Math.max(0, work.at - signs.readAt), STANDS_FOR_MS);
  const seen = Math.min(HABIT_MS, signs.leverageSeenMs + passed);
  const weight = seen === 0 ? 0 : passed / seen;
  const usualLeverage = usual + (leverage - usual) * weight;
  return { ...leader, usualLeverage, signs: { ...signs, leverageSeenMs: seen } };
}

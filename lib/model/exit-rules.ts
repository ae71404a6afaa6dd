import { z } from "zod";

/**
 * What an exit rule does when it trips. warn: tells. no-growth: nothing more is bought (of the position, the
 * follow or the account that the rule is about). close: a position's rule closes that position and lets it be
 * until the leader has been flat; any other closes all of the follow (or account) and stops it. Every trip
 * latches until the user resets it.
 */
export const ExitAction = z.enum(["warn", "no-growth", "close"]);
export type ExitAction = z.infer<typeof ExitAction>;

const percent = (max: number) => z.number().gt(0, "Above 0 %.").max(max, `At most ${max} %.`);
const rule = <Limit extends z.ZodType<number>>(limit: Limit) =>
  z.object({ limit, action: ExitAction }).nullable();

/**
 * Exit rules of a follow or of an account; null is no such rule. Percentages of a follow are of its allocation,
 * of an account of its equity when the day (or, for takeProfit, the account's life) began. Equity of a follow is
 * its allocation plus realised and unrealised results, less fees, plus funding.
 */
export const ExitRules = z.object({
  /** Mark against the entry price of one position, to our disadvantage, percent of the entry. */
  positionStopLoss: rule(percent(100)),
  /** The same to our advantage. */
  positionTakeProfit: rule(percent(10_000)),
  /** Net loss since the local day began, percent. */
  dailyLoss: rule(percent(100)),
  /** Fall of equity from its highest since the follow began (or the rule was reset), percent of that highest. */
  drawdown: rule(percent(100)),
  /** Net result since the follow began, percent. */
  takeProfit: rule(percent(100_000)),
  /** Distance from mark to own liquidation price is below so many percent of the mark. */
  liquidationDistance: rule(percent(100)),
  /** Own distance to liquidation is below so many percent of the leader's own in that instrument. */
  liquidationVersusLeader: rule(percent(1_000)),
  /** The leader's feed was lost for so many ms, counted only while the machine was awake, online, and the venue answered. */
  feedLost: rule(z.number().int().min(5_000, "At least 5 s.").max(86_400_000, "At most a day.")),
});
export type ExitRules = z.infer<typeof ExitRules>;

export const ExitRuleName = ExitRules.keyof();
export type ExitRuleName = z.infer<typeof ExitRuleName>;

export const NO_EXIT_RULES: ExitRules = {
  positionStopLoss: null,
  positionTakeProfit: null,
  dailyLoss: null,
  drawdown: null,
  takeProfit: null,
  liquidationDistance: null,
  liquidationVersusLeader: null,
  feedLost: null,
};

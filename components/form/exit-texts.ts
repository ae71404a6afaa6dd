import type { ExitAction, ExitRules } from "../../lib/model/exit-rules.ts";
import { ExitRuleName } from "../../lib/model/exit-rules.ts";
import { milliseconds, numberText, numeric, secondsText } from "./number-text.ts";

export type ExitPath = `exits.${ExitRuleName}.limit`;

/** Limits of the exit rules as typed; the lost feed's in seconds, an empty field is no such rule. */
export type ExitTexts = Readonly<Record<ExitPath, string>>;
/** What each rule would do, also while it has no limit. */
export type ExitActions = Readonly<Record<ExitRuleName, ExitAction>>;

export const exitPath = (rule: ExitRuleName): ExitPath => `exits.${rule}.limit`;

export function exitTexts(exits: ExitRules): ExitTexts {
  const text = (rule: ExitRuleName): string => numberText(exits[rule]?.limit ?? null);
  return {
    "exits.positionStopLoss.limit": text("positionStopLoss"),
    "exits.positionTakeProfit.limit": text("positionTakeProfit"),
    "exits.dailyLoss.limit": text("dailyLoss"),
    "exits.drawdown.limit": text("drawdown"),
    "exits.takeProfit.limit": text("takeProfit"),
    "exits.liquidationDistance.limit": text("liquidationDistance"),
    "exits.liquidationVersusLeader.limit": text("liquidationVersusLeader"),
    "exits.feedLost.limit": secondsText(exits.feedLost?.limit ?? null),
  };
}

/** A rule that is new in the form closes, except those that only tell how things stand. */
export function exitActions(exits: ExitRules): ExitActions {
  return {
    positionStopLoss: exits.positionStopLoss?.action ?? "close",
    positionTakeProfit: exits.positionTakeProfit?.action ?? "close",
    dailyLoss: exits.dailyLoss?.action ?? "no-growth",
    drawdown: exits.drawdown?.action ?? "close",
    takeProfit: exits.takeProfit?.action ?? "close",
    liquidationDistance: exits.liquidationDistance?.action ?? "warn",
    liquidationVersusLeader: exits.liquidationVersusLeader?.action ?? "warn",
    feedLost: exits.feedLost?.action ?? "warn",
  };
}

export function exitsOf(texts: ExitTexts, actions: ExitActions): Readonly<Record<string, unknown>> {
  const ruleOf = (rule: ExitRuleName): unknown => {
    const text = texts[exitPath(rule)];
    if (text.trim() === "") return null;
    return { limit: rule === "feedLost" ? milliseconds(text) : numeric(text), action: actions[rule] };
  };
  return Object.fromEntries(ExitRuleName.options.map((rule) => [rule, ruleOf(rule)]));
}

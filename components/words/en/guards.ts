import type { ExitAction, ExitRuleName } from "../../../lib/model/exit-rules.ts";
import { formatSeconds } from "../../format/duration.ts";
import { formatPercentOf } from "../../format/percent.ts";

/** What a rule measured; follows the name of what it is about. */
const measured: Record<ExitRuleName, string> = {
  positionStopLoss: "loss against the entry reached",
  positionTakeProfit: "gain over the entry reached",
  dailyLoss: "daily loss reached",
  drawdown: "drawdown reached",
  takeProfit: "net result reached",
  liquidationDistance: "distance to liquidation fell to",
  liquidationVersusLeader: "distance to liquidation, against the leader’s, fell to",
  feedLost: "leader’s feed lost for",
};

const ofPosition: Record<ExitAction, string> = {
  warn: "Nothing else was done.",
  "no-growth": "Nothing more is bought of it.",
  close: "It is closed, and stays so until the leader has been flat there.",
};

const ofAll: Record<ExitAction, string> = {
  warn: "Nothing else was done.",
  "no-growth": "Nothing more is bought.",
  close: "All is closed and stopped.",
};

export const guards = {
  drawdown: "Drawdown guard",
  dailyLoss: "Daily loss",
  usedOf: (used: string, limit: string) => `${used} of ${limit}`,
  reached: (limit: string) => `${limit} reached`,
  paperAccount: "the paper account",
  realAccount: (venue: string) => `the ${venue} account`,
  figures: (rule: ExitRuleName, is: number, limit: number) => {
    const figure = rule === "feedLost" ? formatSeconds : formatPercentOf;
    return `${measured[rule]} ${figure(is)}. Your limit is ${figure(limit)}.`;
  },
  /** "ETH loss against the entry reached 8.1%. Your limit is 8%. It is closed, …" */
  sentence: (about: string | null, figures: string, action: ExitAction) => {
    const whole = about === null ? figures : `${about}: ${figures}`;
    const rest = about === null ? ofAll[action] : ofPosition[action];
    return `${whole.charAt(0).toUpperCase()}${whole.slice(1)} ${rest}`;
  },
  reset: "Reset",
  resetting: "Resetting…",
  hit: "A guardrail was hit.",
  resetHint: "After a reset all of its rules count anew, from then on.",
};

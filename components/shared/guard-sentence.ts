import type { Trip } from "../../lib/model/guard.ts";
import { words } from "../words/current.ts";

/** What tripped, how far, and what was done: "Drawdown reached 15.2%. Your limit is 15%. All is closed and stopped." */
export function guardSentence({ rule, instrument, action, measured, limit }: Trip): string {
  const say = words.guards;
  return say.sentence(instrument, say.figures(rule, measured, limit), action);
}

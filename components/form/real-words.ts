import { type Decimal, decimalString } from "../../lib/model/decimal.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import { loosenedParts } from "../../lib/model/loosened-parts.ts";
import { formatMoneyWhole } from "../format/money.ts";
import { formatPercentOf } from "../format/percent.ts";
import { words } from "../words/current.ts";
import type { AccountChoice } from "../shared/account-choices.ts";
import { allocationText } from "./allocation-text.ts";
import { draftOf } from "./follow-draft.ts";
import { moneyInWords } from "./money-in-words.ts";
import { allocationIn, worstCase } from "./worst-case.ts";

/** USD of an estimate: cents only where dollars would say too little. */
function about(amount: Decimal): string {
  return amount.gte(10) ? formatMoneyWhole(decimalString(amount)) : moneyInWords(amount);
}

/** What the follow can cost, in money: "The 15% stop is about $150, judged only while this browser runs; a fast market can cost more." */
export function worstCaseSentence(settings: FollowSettings, allocation: Decimal): string {
  const say = words.real.worst;
  const worst = worstCase(settings, allocation);
  if (worst.kind === "none") return say.none(about(allocation));
  return say[worst.kind](formatPercentOf(worst.percent), about(worst.amount));
}

/** What is set at the exchange before the first order. */
export function leverageSentence({ leverage, marginMode }: FollowSettings): string {
  const say = words.real.leverage;
  const times = leverage.kind === "leader" ? say.leader : say[leverage.kind](`${leverage.times}x`);
  return say.sentence(times, say.modes[marginMode]);
}

/** What the user agrees to: from which account real orders go, and what they can cost. Null while that is not known. */
export function statementOf({ name, equity }: AccountChoice, settings: FollowSettings): string | null {
  const allocation = allocationIn(settings, equity);
  return allocation === null ? null : words.real.statement(name, worstCaseSentence(settings, allocation));
}

/** What the user agrees to when a follow that runs may risk more: what is changed, and what it can cost then. Null while that is not known in money. */
export function changeStatementOf(
  { name, equity }: AccountChoice,
  settings: FollowSettings,
  saved: FollowSettings,
): string | null {
  const allocation = allocationIn(settings, equity);
  const before = allocationText(draftOf(saved), equity);
  const now = allocationText(draftOf(settings), equity);
  if (allocation === null || before === null || now === null) return null;
  const say = words.real.changes;
  const changes = loosenedParts(saved, settings).map((part) => {
    if (part === "allocation") return say.allocation(before, now);
    return part === "multiplier" ? say.multiplier(saved.multiplier, settings.multiplier) : say[part];
  });
  return words.real.change(name, changes.join(", "), worstCaseSentence(settings, allocation));
}

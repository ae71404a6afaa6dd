import { DecimalString, decimal } from "../../lib/model/decimal.ts";
import { words } from "../words/current.ts";
import type { FollowDraft } from "./follow-draft.ts";
import { moneyInWords } from "./money-in-words.ts";
import { plain } from "./number-text.ts";

/**
 * What a draft allots, for a button: "$1,000", or "10% of the account, about $1,264"; null while what is typed is no
 * number. `equity` is the account’s, USD; without it a share says no amount.
 */
export function allocationText({ texts, choices }: FollowDraft, equity: DecimalString | null): string | null {
  const share = choices.allocation === "share";
  const typed = DecimalString.safeParse(plain(texts[share ? "allocation.percent" : "allocation.amount"]));
  if (!typed.success) return null;
  if (!share) return moneyInWords(decimal(typed.data));
  const part = words.follows.shareOf(typed.data);
  if (equity === null) return part;
  const amount = decimal(equity).times(typed.data).div(100).toDecimalPlaces(0);
  return words.real.shareAbout(part, moneyInWords(amount));
}

import { type Decimal, decimalString } from "../../lib/model/decimal.ts";
import { formatMoney, formatMoneyWhole } from "../format/money.ts";

/** USD as it was typed: odd cents are not rounded away. */
export function moneyInWords(amount: Decimal): string {
  return (amount.isInteger() ? formatMoneyWhole : formatMoney)(decimalString(amount));
}

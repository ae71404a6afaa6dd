import { decimal } from "../../lib/model/decimal.ts";
import { grouped } from "./grouped.ts";

/** "2.1x"; limits that are whole numbers without a decimal: "3x". */
export function formatLeverage(leverage: number, kind: "measured" | "limit" = "measured"): string {
  const value = decimal(leverage);
  return `${grouped(value, kind === "limit" ? Math.min(1, value.decimalPlaces()) : 1)}x`;
}

import { decimal } from "./decimal.ts";
import type { Allocation } from "./sizing.ts";

/**
 * True where a follow may work with more than before. A share grows with its account and an amount does not, so that
 * one in the place of the other counts as more, whatever both come to now.
 */
export function raisesAllocation(from: Allocation, to: Allocation): boolean {
  if (from.kind === "amount" && to.kind === "amount") return decimal(to.amount).gt(from.amount);
  if (from.kind === "share" && to.kind === "share") return to.percent > from.percent;
  return true;
}

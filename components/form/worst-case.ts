import { type Decimal, Decimal as DecimalNumber, decimal } from "../../lib/model/decimal.ts";
import type { DecimalString } from "../../lib/model/decimal.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";

/**
 * What bounds the loss of a follow, and at about how many USD. drawdown, dailyLoss: the follow is closed there, by the
 * fall from its highest or by the loss of a day. position: only each position by itself, here the largest that the
 * limits let it have. none: nothing closes it at a loss.
 */
export type WorstCase =
  | {
      readonly kind: "drawdown" | "dailyLoss" | "position";
      readonly percent: number;
      readonly amount: Decimal;
    }
  | { readonly kind: "none" };

/** USD that a follow may work with: an amount, or a share of the account's equity; null while that is not known. */
export function allocationIn(
  { allocation }: Pick<FollowSettings, "allocation">,
  equity: DecimalString | null,
): Decimal | null {
  if (allocation.kind === "amount") return decimal(allocation.amount);
  return equity === null ? null : decimal(equity).times(allocation.percent).div(100);
}

/** Only a rule that closes bounds anything: one that warns lets the loss go on. A daily loss comes again every day. */
export function worstCase({ exits, limits }: FollowSettings, allocation: Decimal): WorstCase {
  const share = (base: Decimal, percent: number): Decimal => base.times(percent).div(100);
  const { drawdown, dailyLoss, positionStopLoss } = exits;
  if (drawdown?.action === "close") {
    return { kind: "drawdown", percent: drawdown.limit, amount: share(allocation, drawdown.limit) };
  }
  if (dailyLoss?.action === "close") {
    return { kind: "dailyLoss", percent: dailyLoss.limit, amount: share(allocation, dailyLoss.limit) };
  }
  if (positionStopLoss?.action !== "close") return { kind: "none" };
  const largest = DecimalNumber.min(limits.maxPosition, allocation.times(limits.maxLeverage));
  const { limit } = positionStopLoss;
  return { kind: "position", percent: limit, amount: share(largest, limit) };
}

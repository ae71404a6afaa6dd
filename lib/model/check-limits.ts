import { type Decimal, Decimal as DecimalNumber, decimal } from "./decimal.ts";
import { ExitAction, type ExitRules } from "./exit-rules.ts";
import type { Instrument } from "./instrument.ts";
import type { AccountLimits, EntryLimits } from "./limits.ts";
import { cents, type SettingsFinding } from "./settings-finding.ts";

type Limits = EntryLimits | AccountLimits;

/** The lists must leave something to trade. */
export function listFinding(limits: Limits, listed: readonly Instrument[]): SettingsFinding | null {
  const { allowedInstruments: allowed, deniedInstruments: denied } = limits;
  const known = new Set(listed.filter((one) => !one.delisted).map((one) => one.id));
  if (allowed !== null && known.size > 0) {
    const there = allowed.filter((id) => known.has(id));
    if (there.length < allowed.length) {
      const value = there.length > 0 ? there : null;
      return { path: "limits.allowedInstruments", reason: "unknown-instrument", nearest: { value } };
    }
  }
  if (allowed?.length === 0) {
    return { path: "limits.allowedInstruments", reason: "nothing-allowed", nearest: { value: null } };
  }
  const wanted = allowed ?? [...known];
  if (wanted.length === 0 || wanted.some((id) => !denied.includes(id))) return null;
  const value = denied.filter((id) => !wanted.includes(id));
  return { path: "limits.deniedInstruments", reason: "nothing-allowed", nearest: { value } };
}

/** The instruments that the lists leave. */
export function tradable(limits: Limits, listed: readonly Instrument[]): Instrument[] {
  return listed.filter(
    ({ id, delisted }) =>
      !delisted &&
      !limits.deniedInstruments.includes(id) &&
      (limits.allowedInstruments === null || limits.allowedInstruments.includes(id)),
  );
}

/**
 * USD of the smallest order that the venue takes in any of the instruments, also when it sells at its worst price.
 * Null when no instrument is known.
 */
export function smallestOrder(limits: Limits, listed: readonly Instrument[]): Decimal | null {
  const minima = tradable(limits, listed).map((one) => decimal(one.minNotional));
  if (minima.length === 0) return null;
  const worst = decimal(1).minus(decimal(limits.maxSlippageBps ?? 0).div(10_000));
  return DecimalNumber.min(...minima)
    .div(worst)
    .toDecimalPlaces(2, DecimalNumber.ROUND_UP);
}

const SIZES = ["maxOrder", "maxPosition", "maxNotional"] as const;

/** A maximum below the venue's smallest order lets nothing through. */
export function minimumFindings(limits: Limits, smallest: Decimal | null): SettingsFinding[] {
  if (smallest === null) return [];
  return SIZES.flatMap((name): SettingsFinding[] => {
    const limit = limits[name];
    if (limit === null || decimal(limit).gte(smallest)) return [];
    const nearest = { value: cents(smallest, "up") };
    return [{ path: `limits.${name}`, reason: "below-venue-minimum", nearest }];
  });
}

/** A smaller limit makes a larger one that is inside it worthless: order within position within total. */
export function orderFinding(limits: Limits): SettingsFinding | null {
  const { maxOrder, maxPosition, maxNotional } = limits;
  if (maxPosition !== null && maxNotional !== null && decimal(maxPosition).gt(maxNotional)) {
    return { path: "limits.maxPosition", reason: "above-max-notional", nearest: { value: maxNotional } };
  }
  if (maxOrder !== null && maxPosition !== null && decimal(maxOrder).gt(maxPosition)) {
    return { path: "limits.maxOrder", reason: "above-max-position", nearest: { value: maxPosition } };
  }
  if (maxOrder !== null && maxNotional !== null && decimal(maxOrder).gt(maxNotional)) {
    return { path: "limits.maxOrder", reason: "above-max-notional", nearest: { value: maxNotional } };
  }
  return null;
}

/** Exit rules that the entry limits contradict. */
export function exitFinding({ positionStopLoss }: ExitRules, limits: Limits): SettingsFinding | null {
  // A basis point is a hundredth of a percent.
  const slippage = decimal(limits.maxSlippageBps ?? 0).div(100);
  if (positionStopLoss !== null && slippage.gt(positionStopLoss.limit)) {
    const nearest = { value: slippage.toNumber() };
    return { path: "exits.positionStopLoss.limit", reason: "closer-than-slippage", nearest };
  }
  return null;
}

/** From the mildest to the hardest. */
const ACTIONS: readonly ExitAction[] = ExitAction.options;

/**
 * An account's daily loss that its drawdown always comes before: equity's highest is at least the equity at
 * midnight, so the same fall is reached there first. It counts all the same where it does more than the drawdown.
 * Not so for a follow, whose daily loss is of its allocation: after a gain that is less than the highest.
 */
export function drawdownFinding({ dailyLoss, drawdown }: ExitRules): SettingsFinding | null {
  if (dailyLoss === null || drawdown === null || dailyLoss.limit <= drawdown.limit) return null;
  if (ACTIONS.indexOf(dailyLoss.action) > ACTIONS.indexOf(drawdown.action)) return null;
  return { path: "exits.dailyLoss.limit", reason: "above-drawdown", nearest: { value: drawdown.limit } };
}

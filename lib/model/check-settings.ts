import { AccountSettings } from "./account.ts";
import {
  drawdownFinding,
  exitFinding,
  listFinding,
  minimumFindings,
  orderFinding,
  smallestOrder,
  tradable,
} from "./check-limits.ts";
import { type Decimal, Decimal as DecimalNumber, decimal } from "./decimal.ts";
import { FollowSettings } from "./follow-settings.ts";
import { cents, type SettingsContext, type SettingsFinding, withNearest } from "./settings-finding.ts";

type Check<Settings> = (settings: Settings, context: SettingsContext) => SettingsFinding | null;

/**
 * What in a follow's settings cannot work, each with the nearest value that does; empty when all is well. Every
 * field is judged beside what the findings before it propose, so that all the nearest values work together.
 */
export function checkSettings(settings: FollowSettings, context: SettingsContext): SettingsFinding[] {
  return findingsOf(settings, context, FOLLOW_CHECKS, (data) => FollowSettings.parse(data));
}

/** The same for an account's guardrails. */
export function checkAccountSettings(settings: AccountSettings, context: SettingsContext): SettingsFinding[] {
  return findingsOf(settings, context, ACCOUNT_CHECKS, (data) => AccountSettings.parse(data));
}

/** More rounds than there are fields that could be corrected. */
const MAX_ROUNDS = 40;

function findingsOf<Settings extends object>(
  settings: Settings,
  context: SettingsContext,
  checks: readonly Check<Settings>[],
  parse: (data: object) => Settings,
): SettingsFinding[] {
  const findings: SettingsFinding[] = [];
  let current = settings;
  for (const check of checks) {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const finding = check(current, context);
      if (finding === null) break;
      findings.push(finding);
      if (finding.nearest === null) break;
      current = parse(withNearest(current, finding));
    }
  }
  return findings;
}

const LIMIT_CHECKS: readonly Check<FollowSettings | AccountSettings>[] = [
  ({ limits }, { instruments }) => listFinding(limits, instruments),
  ({ limits }, { instruments }) => minimumFindings(limits, smallestOrder(limits, instruments)).at(0) ?? null,
  ({ limits }) => orderFinding(limits),
  ({ exits, limits }) => exitFinding(exits, limits),
];

const ACCOUNT_CHECKS: readonly Check<AccountSettings>[] = [
  ...LIMIT_CHECKS,
  ({ exits }) => drawdownFinding(exits),
];

const FOLLOW_CHECKS: readonly Check<FollowSettings>[] = [
  ...LIMIT_CHECKS,
  leverageFinding,
  balanceFinding,
  allocationMinimumFinding,
  sizingMinimumFinding,
];

function highestLeverage(settings: FollowSettings, context: SettingsContext): number | null {
  const all = tradable(settings.limits, context.instruments).map((one) => one.maxLeverage);
  return all.length === 0 ? null : Math.max(...all);
}

/** A leverage that is set must be one that the venue has and, where it is fixed, that the own limit lets through. */
function leverageFinding(settings: FollowSettings, context: SettingsContext): SettingsFinding | null {
  const { leverage, limits } = settings;
  if (leverage.kind === "leader") return null;
  const highest = highestLeverage(settings, context);
  if (highest !== null && leverage.times > highest && highest >= 1) {
    return { path: "leverage.times", reason: "above-venue-leverage", nearest: { value: highest } };
  }
  // 1 is the least that can be set.
  const own = Math.max(1, limits.maxLeverage);
  if (leverage.kind === "fixed" && leverage.times > own) {
    return { path: "leverage.times", reason: "above-max-leverage", nearest: { value: own } };
  }
  return null;
}

/** An amount can be allotted only where it is there, or was allotted before. */
function balanceFinding(
  { allocation }: FollowSettings,
  { balance, saved }: SettingsContext,
): SettingsFinding | null {
  if (allocation.kind !== "amount" || balance === null) return null;
  const before = saved?.allocation.kind === "amount" ? saved.allocation.amount : balance;
  const most = decimal(before).gt(balance) ? before : balance;
  if (decimal(allocation.amount).lte(most)) return null;
  const nearest = decimal(most).gt(0) ? { value: most } : null;
  return { path: "allocation.amount", reason: "above-balance", nearest };
}

/** USD that must be allotted for the smallest order at the largest leverage, up to the cent. */
function neededFor(smallest: Decimal, { limits }: FollowSettings): Decimal {
  return smallest.div(limits.maxLeverage).toDecimalPlaces(2, DecimalNumber.ROUND_UP);
}

/** True where the same share was allotted before, and no more is needed of it now. */
function hadShare(
  settings: FollowSettings,
  needed: Decimal,
  { saved, instruments }: SettingsContext,
): boolean {
  if (saved?.allocation.kind !== "share" || settings.allocation.kind !== "share") return false;
  if (saved.allocation.percent !== settings.allocation.percent) return false;
  const smallest = smallestOrder(saved.limits, instruments);
  return smallest !== null && needed.lte(neededFor(smallest, saved));
}

/** The allocation times the largest leverage is a maximum, too. */
function allocationMinimumFinding(
  settings: FollowSettings,
  context: SettingsContext,
): SettingsFinding | null {
  const { allocation, limits } = settings;
  const { balance, equity, instruments } = context;
  const smallest = smallestOrder(limits, instruments);
  if (smallest === null) return null;
  const reason = "below-venue-minimum";
  const needed = neededFor(smallest, settings);
  if (allocation.kind === "amount") {
    if (needed.lte(allocation.amount)) return null;
    const there = balance === null || needed.lte(balance);
    const nearest = there ? { value: cents(needed, "up") } : null;
    return { path: "allocation.amount", reason, nearest };
  }
  if (equity === null || hadShare(settings, needed, context)) return null;
  if (decimal(equity).times(allocation.percent).div(100).gte(needed)) return null;
  const percent = percentOf(needed, decimal(equity));
  const nearest = percent === null ? null : { value: percent };
  return { path: "allocation.percent", reason, nearest };
}

/** A share in percent, up to a hundredth; null when even all is too little. */
function percentOf(part: Decimal, whole: Decimal): number | null {
  if (whole.lt(part) || whole.lte(0)) return null;
  return DecimalNumber.min(
    100,
    part.div(whole).times(100).toDecimalPlaces(2, DecimalNumber.ROUND_UP),
  ).toNumber();
}

/** A whole position of a fixed size must be one that the venue takes, unless it is raised to that. */
function sizingMinimumFinding(settings: FollowSettings, context: SettingsContext): SettingsFinding | null {
  const { sizing, multiplier, belowMinimum, limits } = settings;
  const smallest = smallestOrder(limits, context.instruments);
  if (smallest === null || belowMinimum === "raise") return null;
  const reason = "below-venue-minimum";
  if (sizing.kind === "fixed-amount") {
    if (decimal(sizing.amount).times(multiplier).gte(smallest)) return null;
    return { path: "sizing.amount", reason, nearest: { value: cents(smallest.div(multiplier), "up") } };
  }
  if (sizing.kind === "fixed-margin") {
    const most = mostLeverage(settings, context);
    if (decimal(sizing.margin).times(most).times(multiplier).gte(smallest)) return null;
    const value = cents(smallest.div(most).div(multiplier), "up");
    return { path: "sizing.margin", reason, nearest: { value } };
  }
  return null;
}

/** The largest leverage that the rule can come to; times. */
function mostLeverage(settings: FollowSettings, context: SettingsContext): number {
  const highest = highestLeverage(settings, context) ?? 1;
  return settings.leverage.kind === "leader" ? highest : Math.min(settings.leverage.times, highest);
}

import type { FollowSettings } from "../../../lib/model/follow-settings.ts";

/** The letters of DESIGN's table for one follow and instrument, in coins along the follow. */
export interface Letters {
  /** K, C, and the largest abs C since C left 0. */
  readonly baseline: number;
  readonly copyable: number;
  readonly peak: number;
  /** T. */
  readonly target: number;
  /** F by its reasons. */
  readonly forgone: ReadonlyMap<string, number>;
}

/** What the scale of growth is made of, as far as it may have been known. */
export interface Scale {
  readonly settings: FollowSettings;
  /** USD; null when it was not known. */
  readonly allocation: number | null;
  readonly leaderEquity: number | null;
  /** Times. */
  readonly leverage: number;
}

const DUST = 1e-9;
/** Of what there was: so much may be left of nothing by the last digits of plain numbers. */
const LAST_DIGITS = 1e-13;

export function lettersAt(baseline: number): Letters {
  return { baseline, copyable: 0, peak: 0, target: 0, forgone: new Map() };
}

/** "K = 0 if L is 0 or has K's opposite sign, else sign(L) * min(abs K, abs L)." */
function nextBaseline(baseline: number, position: number): number {
  if (baseline * position <= 0) return 0;
  return Math.abs(baseline) <= Math.abs(position) ? baseline : position;
}

/** "Shrinking of abs C to a share r multiplies T and F by r." */
function shrunkTo(letters: Letters, share: number): Letters {
  if (share === 0) return lettersAt(letters.baseline);
  return {
    ...letters,
    copyable: letters.copyable * share,
    target: letters.target * share,
    forgone: new Map([...letters.forgone].map(([reason, size]) => [reason, size * share])),
  };
}

export interface Moved {
  /** With all growth in T. */
  readonly letters: Letters;
  /** What W grew by; null when it did not grow. */
  readonly growth: number | null;
  /** What is left of all that was there before; 1 when nothing shrank. */
  readonly share: number;
}

/** One move of the leader to `position` (along the follow) at `price`. "A flip is a shrink to 0, then growth." */
export function moveTo(letters: Letters, position: number, price: number, scale: Scale): Moved {
  const baseline = nextBaseline(letters.baseline, position);
  const difference = position - baseline;
  const copyable = Math.abs(difference) < DUST ? 0 : difference;
  const before = letters.copyable;
  const based = { ...letters, baseline };
  let share = 1;
  if (before !== 0 && before * copyable <= 0) share = 0;
  else if (before !== 0 && Math.abs(copyable) < Math.abs(before) - DUST) share = copyable / before;
  const shrunk = share === 1 ? based : shrunkTo(based, share);
  if (Math.abs(copyable) <= Math.abs(shrunk.copyable) + DUST)
    return { letters: { ...shrunk, copyable }, growth: null, share };
  const growth = growthOf(shrunk, copyable, price, scale);
  const peak = Math.max(shrunk.peak, Math.abs(copyable));
  return { letters: { ...shrunk, copyable, peak, target: shrunk.target + growth }, growth, share };
}

/** "Growth of abs C by g adds scale * g", by the kinds of scale. */
function growthOf(before: Letters, copyable: number, price: number, scale: Scale): number {
  const { sizing } = scale.settings;
  const multiplier = Number(scale.settings.multiplier);
  switch (sizing.kind) {
    case "equity-proportional": {
      const { allocation, leaderEquity } = scale;
      if (allocation === null || leaderEquity === null || leaderEquity <= 0) return 0;
      return ((copyable - before.copyable) * allocation * multiplier) / leaderEquity;
    }
    case "fixed-ratio":
      return (copyable - before.copyable) * Number(sizing.ratio) * multiplier;
    case "fixed-amount":
      return wholeGrowth(before, copyable, Number(sizing.amount) * multiplier, price);
    case "fixed-margin":
      return wholeGrowth(before, copyable, Number(sizing.margin) * scale.leverage * multiplier, price);
  }
}

/** "W is amount / opening price, times abs C / the largest abs C since C left 0, so later growth adds nothing." */
function wholeGrowth(before: Letters, copyable: number, amount: number, price: number): number {
  if (before.copyable === 0) return (amount / price) * Math.sign(copyable);
  const whole = before.target + sumOf(before.forgone.values());
  const now = Math.min(Math.abs(copyable), before.peak);
  return (whole * (now - Math.abs(before.copyable))) / Math.abs(before.copyable);
}

export function sumOf(sizes: Iterable<number>): number {
  let sum = 0;
  for (const size of sizes) sum += size;
  return sum;
}

/** Moves parts of T into F. */
export function forgo(
  letters: Letters,
  parts: readonly { readonly reason: string; readonly size: string }[],
): Letters {
  if (parts.length === 0) return letters;
  const forgone = new Map(letters.forgone);
  let target = letters.target;
  for (const { reason, size } of parts) {
    forgone.set(reason, (forgone.get(reason) ?? 0) + Number(size));
    target -= Number(size);
  }
  // What is left of all by the last digits is nothing.
  if (Math.abs(target) < LAST_DIGITS * Math.abs(letters.target)) target = 0;
  return { ...letters, target, forgone };
}

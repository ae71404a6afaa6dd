import { type Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { ForgonePart, FollowSettings } from "../../lib/model/follow.ts";

/** The letters of DESIGN's table for one follow and instrument; signed coins. */
export interface Letters {
  readonly baseline: Decimal;
  readonly copyable: Decimal;
  /** Largest abs C since C left 0, and the price at which it left. */
  readonly peak: Decimal;
  readonly opening: Decimal;
  readonly target: Decimal;
  readonly forgone: ReadonlyMap<string, Decimal>;
}

export function lettersAt(baseline: Decimal): Letters {
  return { baseline, copyable: ZERO, peak: ZERO, opening: ZERO, target: ZERO, forgone: new Map() };
}

const sameSide = (a: Decimal, b: Decimal): boolean => a.times(b).gt(0);

/** "K = 0 if L is 0 or has K's opposite sign, else sign(L) * min(abs K, abs L)." */
function nextBaseline(baseline: Decimal, position: Decimal): Decimal {
  if (!sameSide(baseline, position)) return ZERO;
  return baseline.abs().lte(position.abs()) ? baseline : position;
}

/** "Shrinking of abs C to a share r multiplies T and F by r." */
function shrunkTo(letters: Letters, copyable: Decimal): Letters {
  if (copyable.isZero()) return { ...lettersAt(letters.baseline) };
  const times = (size: Decimal): Decimal => size.times(copyable).div(letters.copyable);
  return {
    ...letters,
    copyable,
    target: times(letters.target),
    forgone: new Map([...letters.forgone].map(([reason, size]) => [reason, times(size)])),
  };
}

export interface Moved {
  /** After the baseline and the shrinking, before any growth. */
  readonly shrunk: Letters;
  /** What W grows by; null when it does not grow. */
  readonly growth: Decimal | null;
  /** What the letters are once the growth has been divided between T and F. */
  readonly grown: Letters;
}

/** What one move of the leader to `position` at `price` means. `equity` is his, for the proportional scale. */
export function moveLeader(
  letters: Letters,
  position: Decimal,
  price: Decimal,
  settings: FollowSettings,
  equity: Decimal | null,
): Moved {
  const baseline = nextBaseline(letters.baseline, position);
  const copyable = position.minus(baseline);
  const based = { ...letters, baseline };
  const staysOnSide = sameSide(letters.copyable, copyable);
  const shrinks = !letters.copyable.isZero() && (!staysOnSide || copyable.abs().lt(letters.copyable.abs()));
  const shrunk = shrinks ? shrunkTo(based, staysOnSide ? copyable : ZERO) : based;
  const grows = copyable.abs().gt(shrunk.copyable.abs());
  if (!grows) return { shrunk, growth: null, grown: { ...shrunk, copyable } };
  const peak = copyable.abs().gt(shrunk.peak) ? copyable.abs() : shrunk.peak;
  const opening = shrunk.copyable.isZero() ? price : shrunk.opening;
  const growth = scaled(shrunk, { copyable, peak, opening }, settings, equity);
  return { shrunk, growth, grown: { ...shrunk, copyable, peak, opening } };
}

function scaled(
  before: Letters,
  after: Pick<Letters, "copyable" | "peak" | "opening">,
  settings: FollowSettings,
  equity: Decimal | null,
): Decimal {
  const change = after.copyable.minus(before.copyable);
  const { sizing } = settings;
  switch (sizing.kind) {
    case "equity-proportional":
      return equity === null || equity.lte(0) ? ZERO : change.times(settings.allocation).div(equity);
    case "fixed-ratio":
      return change.times(sizing.ratio);
    case "fixed-amount": {
      const whole = decimal(sizing.amount).div(after.opening);
      const share = (copyable: Decimal, peak: Decimal): Decimal =>
        peak.isZero() ? ZERO : copyable.div(peak);
      return whole.times(share(after.copyable, after.peak).minus(share(before.copyable, before.peak)));
    }
  }
}

export function sumOf(parts: readonly ForgonePart[]): Decimal {
  return parts.reduce((sum, part) => sum.plus(part.size), ZERO);
}

/** Moves parts into F; `fromTarget` when they were in T before. */
export function withForgone(letters: Letters, parts: readonly ForgonePart[], fromTarget: boolean): Letters {
  const forgone = new Map(letters.forgone);
  for (const part of parts) {
    forgone.set(part.reason, (forgone.get(part.reason) ?? ZERO).plus(part.size));
  }
  const target = fromTarget ? letters.target.minus(sumOf(parts)) : letters.target;
  return { ...letters, target, forgone };
}

/** Equal but for the last digits of a long division. */
export function nearly(a: Decimal, b: Decimal): boolean {
  const scale = a.abs().gt(1) ? a.abs() : decimal(1);
  return a.minus(b).abs().lte(scale.times("1e-12"));
}

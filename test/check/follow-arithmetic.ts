import { type Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import type { ForgonePart } from "../../lib/model/forgone.ts";

/** The letters of DESIGN's table for one follow and instrument; signed coins. */
export interface Letters {
  readonly baseline: Decimal;
  readonly copyable: Decimal;
  /** Largest abs C since C left 0, and coins of a whole position as that opening decided; for fixed sizes. */
  readonly peak: Decimal;
  readonly unit: Decimal;
  readonly target: Decimal;
  readonly forgone: ReadonlyMap<string, Decimal>;
}

export function lettersAt(baseline: Decimal): Letters {
  return { baseline, copyable: ZERO, peak: ZERO, unit: ZERO, target: ZERO, forgone: new Map() };
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

/** What a follow's scale is made of at a moment. */
export interface ScaleFacts {
  readonly settings: FollowSettings;
  /** The leader's equity, for the proportional scale. */
  readonly equity: Decimal | null;
  /** USD that the follow may work with; null when not known. */
  readonly allocation: Decimal | null;
  /** The leader's leverage in the instrument, null where the follow cannot know it, and the highest there. */
  readonly leverage: number | null;
  readonly maxLeverage: number;
}

/** A size of the leader's as the follow is to have it. */
export function alongFollow(size: Decimal, settings: FollowSettings): Decimal {
  return settings.direction === "reverse" ? size.negated() : size;
}

/** What one move of the leader to `position` (along the follow) at `price` means. */
export function moveLeader(letters: Letters, position: Decimal, price: Decimal, scale: ScaleFacts): Moved {
  const baseline = nextBaseline(letters.baseline, position);
  const copyable = position.minus(baseline);
  const based = { ...letters, baseline };
  const staysOnSide = sameSide(letters.copyable, copyable);
  const shrinks = !letters.copyable.isZero() && (!staysOnSide || copyable.abs().lt(letters.copyable.abs()));
  const shrunk = shrinks ? shrunkTo(based, staysOnSide ? copyable : ZERO) : based;
  const grows = copyable.abs().gt(shrunk.copyable.abs());
  if (!grows) return { shrunk, growth: null, grown: { ...shrunk, copyable } };
  const peak = copyable.abs().gt(shrunk.peak) ? copyable.abs() : shrunk.peak;
  const opens = shrunk.copyable.isZero();
  const unit = opens ? wholePosition(price, scale) : shrunk.unit;
  const grown = { ...shrunk, copyable, peak, unit };
  return { shrunk, growth: scaled(shrunk, grown, scale), grown };
}

/** Coins of a whole position of a fixed size. */
function wholePosition(price: Decimal, { settings, ...facts }: ScaleFacts): Decimal {
  const { sizing, multiplier, leverage } = settings;
  if (price.lte(0)) return ZERO;
  if (sizing.kind === "fixed-amount") return decimal(sizing.amount).times(multiplier).div(price);
  if (sizing.kind !== "fixed-margin") return ZERO;
  const his = facts.leverage ?? 1;
  const wanted =
    leverage.kind === "leader"
      ? his
      : leverage.kind === "fixed"
        ? leverage.times
        : Math.min(his, leverage.times);
  const times = Math.min(wanted, facts.maxLeverage);
  return decimal(sizing.margin).times(times).times(multiplier).div(price);
}

function scaled(before: Letters, after: Letters, { settings, equity, allocation }: ScaleFacts): Decimal {
  const change = after.copyable.minus(before.copyable);
  const { sizing, multiplier } = settings;
  switch (sizing.kind) {
    case "equity-proportional": {
      if (equity === null || equity.lte(0) || allocation === null) return ZERO;
      return change.times(allocation).times(multiplier).div(equity);
    }
    case "fixed-ratio":
      return change.times(sizing.ratio).times(multiplier);
    case "fixed-amount":
    case "fixed-margin": {
      const share = ({ copyable, peak }: Letters): Decimal => (peak.isZero() ? ZERO : copyable.div(peak));
      return after.unit.times(share(after).minus(share(before)));
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

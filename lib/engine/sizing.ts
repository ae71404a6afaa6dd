import { type Decimal, ZERO, decimal } from "../model/decimal.ts";
import type { FollowSettings } from "../model/follow-settings.ts";
import type { FollowBook } from "../model/follow.ts";
import { wholeOf } from "./follow-book.ts";

/** Leader's equity for a scale is not older than this. */
export const EQUITY_MAX_AGE_MS = 60_000;

/** What the scales are made of; null is not known. */
export interface Scale {
  /** USD that the follow may work with. */
  readonly allocation: Decimal | null;
  /** USD. */
  readonly leaderEquity: Decimal | null;
  /** The follow's leverage in the instrument, times. */
  readonly leverage: number | null;
}

export interface GrowthSize {
  /** Growth of W in own coins, signed like the growth of C. */
  readonly size: Decimal;
  /** True when a fixed amount is held already and later growth adds nothing. */
  readonly alreadyHeld: boolean;
}

/** Only this scale is made of equities; the others need no leader's equity. */
export function scalesByEquity(settings: FollowSettings): boolean {
  return settings.sizing.kind === "equity-proportional";
}

/**
 * How much the follow's W grows when the copyable position grows from `book.copyable` (after any shrink) to
 * `copyableAfter`, each times the multiplier.
 *
 * equity-proportional: growth x allocation / leader's equity. fixed-ratio: growth x ratio. fixed-amount: amount /
 * opening price, in the proportion of |C| to the largest |C| since C left 0. fixed-margin: the same with margin x
 * leverage as the amount.
 */
export function growthSize(
  settings: FollowSettings,
  book: FollowBook,
  copyableAfter: Decimal,
  price: Decimal,
  scale: Scale,
): GrowthSize {
  const growth = copyableAfter.minus(book.copyable);
  const { sizing, multiplier } = settings;
  switch (sizing.kind) {
    case "equity-proportional": {
      const { allocation, leaderEquity } = scale;
      const known = allocation !== null && leaderEquity !== null && leaderEquity.gt(0);
      const size = known ? growth.times(allocation).times(multiplier).div(leaderEquity) : ZERO;
      return { size, alreadyHeld: false };
    }
    case "fixed-ratio":
      return { size: growth.times(sizing.ratio).times(multiplier), alreadyHeld: false };
    case "fixed-amount":
      return wholeGrowth(book, copyableAfter, decimal(sizing.amount).times(multiplier), price);
    case "fixed-margin": {
      const amount = decimal(sizing.margin).times(scale.leverage ?? 1);
      return wholeGrowth(book, copyableAfter, amount.times(multiplier), price);
    }
  }
}

/**
 * Growth to a share of a whole position that was decided when C left 0: a later edit, or a leverage that was
 * learnt later, counts from the next opening.
 */
function wholeGrowth(book: FollowBook, copyableAfter: Decimal, amount: Decimal, price: Decimal): GrowthSize {
  const before = decimal(book.copyable).abs();
  if (before.isZero()) {
    const size = price.gt(0) ? amount.div(price) : ZERO;
    return { size: copyableAfter.isNegative() ? size.negated() : size, alreadyHeld: false };
  }
  const peakBefore = decimal(book.copyablePeak);
  // What stands at its peak is whole, and so is all that goes beyond it.
  const after = copyableAfter.abs().gt(peakBefore) ? peakBefore : copyableAfter.abs();
  const size = wholeOf(book).times(after.minus(before)).div(before);
  return { size, alreadyHeld: size.isZero() };
}

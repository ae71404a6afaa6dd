import { type Decimal, ZERO, decimal } from "../model/decimal.ts";
import type { FollowBook, FollowSettings } from "../model/follow.ts";

/** Leader's equity for a scale is not older than this. */
export const EQUITY_MAX_AGE_MS = 60_000;

export interface GrowthSize {
  /** Growth of W in own coins, signed like the leader's growth. */
  readonly size: Decimal;
  /** True when a fixed amount is held already and later growth adds nothing. */
  readonly alreadyHeld: boolean;
}

/**
 * How much the follow's W grows when the leader's copyable position grows from `book.copyable` (after any
 * shrink) to `copyableAfter`.
 *
 * equity-proportional: growth x allocation / leader's equity. fixed-ratio: growth x ratio. fixed-amount:
 * W is amount / opening price x |C| / the largest |C| since C left 0, so W's growth is the difference.
 */
export function growthSize(
  settings: FollowSettings,
  book: FollowBook,
  copyableAfter: Decimal,
  price: Decimal,
  leaderEquity: Decimal | null,
): GrowthSize {
  const before = decimal(book.copyable);
  const growth = copyableAfter.minus(before);
  const { sizing } = settings;
  switch (sizing.kind) {
    case "equity-proportional": {
      if (leaderEquity === null || leaderEquity.lte(0)) return { size: ZERO, alreadyHeld: false };
      return { size: growth.times(settings.allocation).div(leaderEquity), alreadyHeld: false };
    }
    case "fixed-ratio":
      return { size: growth.times(sizing.ratio), alreadyHeld: false };
    case "fixed-amount": {
      const opening = before.isZero() ? price : decimal(book.openingPrice);
      if (opening.lte(0)) return { size: ZERO, alreadyHeld: false };
      const peakBefore = decimal(book.copyablePeak);
      const after = copyableAfter.abs();
      const peakAfter = after.gt(peakBefore) ? after : peakBefore;
      const shareBefore = peakBefore.isZero() ? ZERO : before.abs().div(peakBefore);
      const added = decimal(sizing.amount).div(opening).times(after.div(peakAfter).minus(shareBefore));
      const size = growth.isNegative() ? added.negated() : added;
      return { size, alreadyHeld: added.isZero() };
    }
  }
}

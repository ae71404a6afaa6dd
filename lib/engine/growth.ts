import type { Decimal } from "../model/decimal.ts";
import type { Follow, FollowBook } from "../model/follow.ts";
import type { Leader } from "../model/state.ts";

/** Growth of a follow in one instrument that the limits are to judge. Sizes are signed coins, prices USD. */
export interface Growth {
  readonly follow: Follow;
  readonly leader: Leader;
  /** Before the growth. */
  readonly book: FollowBook;
  readonly size: Decimal;
  /** What the leader paid. */
  readonly leaderPrice: Decimal;
  /** False when nothing trustworthy told that price. */
  readonly priceKnown: boolean;
  /** Age of the news, ms, already corrected for the clocks' difference. */
  readonly ageMs: number;
}

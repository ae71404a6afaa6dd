import { Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { Follow } from "../model/follow.ts";
import type { ForgonePart } from "../model/forgone.ts";
import type { Leader } from "../model/state.ts";
import { ageOf } from "./age-of.ts";
import { accountCuts } from "./account-limits.ts";
import { lacksEquity } from "./allocation-of.ts";
import { MAX_CLOCK_OFFSET_MS } from "./clock-limits.ts";
import { followCuts } from "./follow-limits.ts";
import { CutGrowth } from "./growth-cuts.ts";
import type { Growth } from "./growth.ts";
import { freshMark, venueMark } from "./marks.ts";
import { ageRefusal, slippageRefusal } from "./news-limits.ts";
import { whyNoGrowth } from "./no-growth.ts";
import { rateRefusal } from "./order-rate.ts";
import { positionsRefusal } from "./position-count.ts";
import { because, type Refusal } from "./refusal.ts";
import { EQUITY_MAX_AGE_MS, scalesByEquity } from "./sizing.ts";
import type { Work } from "./work.ts";

export interface Verdict {
  readonly approved: Decimal;
  readonly forgone: readonly ForgonePart[];
  /** Measurement and limit of the first limit that refused something. */
  readonly measured: number | null;
  readonly limit: number | null;
}

/**
 * Judges growth when it comes: the allowed part is approved, the rest is forgone with the limit's name. First what
 * concerns all of it, then the limits of size, the follow's before its account's. A follow is judged by its own
 * targets and an account by the sum of them all, before anything is netted: what nets out today need not tomorrow.
 */
export function judgeGrowth(work: Work, growth: Growth): Verdict {
  const refused = refusal(work, growth, venueMark(work, growth.book.instrument));
  return refused === null ? judgeSize(work, growth) : refusing(growth, refused);
}

function refusing(growth: Growth, { reason, measured, limit }: Refusal): Verdict {
  return {
    approved: ZERO,
    forgone: [{ reason, size: decimalString(growth.size) }],
    measured,
    limit,
  };
}

/** The limits of size and number alone, for growth that was judged by the others when it came. */
export function judgeEdited(work: Work, growth: Growth): Verdict {
  const unknown = lacksEquity(work, growth.follow);
  return unknown ? refusing(growth, because("account-equity-unknown")) : judgeSize(work, growth);
}

function judgeSize(work: Work, growth: Growth): Verdict {
  const tooMany = positionsRefusal(work, growth.follow, growth.book);
  if (tooMany !== null) return refusing(growth, tooMany);
  const mark = freshMark(work, growth.book.instrument);
  // At the dearer of both prices: a notional limit is not passed because one of them is wrong.
  const price = mark === null ? growth.leaderPrice : Decimal.max(growth.leaderPrice, mark);
  const through = new CutGrowth(growth.size, price);
  for (const cut of [...followCuts(work, growth, price), ...accountCuts(work, growth, price)])
    through.cut(cut);
  const { approved, forgone, measured, limit } = through;
  return { approved, forgone, measured, limit };
}

/** Refusals that concern all of the growth. */
function refusal(work: Work, growth: Growth, mark: Decimal | null): Refusal | null {
  const { follow, leader, book } = growth;
  const { instrument, latched } = book;
  if (!work.instruments.has(instrument)) return because("unknown-instrument");
  const long = growth.size.gt(0);
  return (
    whyNoGrowth(work, { follow, instrument, latched, long }) ??
    knowledgeRefusal(work, follow, leader) ??
    (growth.priceKnown ? null : because("no-price")) ??
    ageRefusal(work, follow, growth.ageMs) ??
    slippageRefusal(work, follow, growth.leaderPrice, mark, long) ??
    rateRefusal(work, follow, instrument)
  );
}

/** What must be known to buy at all: the clocks, the leader's equity, and the account's where it is used. */
function knowledgeRefusal(work: Work, follow: Follow, leader: Leader): Refusal | null {
  if (leader.clockOffsetMs !== null && Math.abs(leader.clockOffsetMs) > MAX_CLOCK_OFFSET_MS) {
    return because("clock-off", leader.clockOffsetMs, MAX_CLOCK_OFFSET_MS);
  }
  // Nobody is followed into an account that is used up, whatever the scale.
  if (leader.equity !== null && decimal(leader.equity).lte(0)) return because("leader-equity-not-positive");
  const equityAge = leader.equityAt === null ? null : ageOf(work.at, leader.equityAt);
  if (scalesByEquity(follow.settings) && (equityAge === null || equityAge > EQUITY_MAX_AGE_MS)) {
    return because("leader-equity-stale", equityAge, EQUITY_MAX_AGE_MS);
  }
  return lacksEquity(work, follow) ? because("account-equity-unknown") : null;
}

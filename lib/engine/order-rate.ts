import type { Follow } from "../model/follow.ts";
import type { InstrumentId, Millis } from "../model/identity.ts";
import type { Intent } from "../model/order.ts";
import { booksBeside, unorderedLots } from "./exposure.ts";
import { because, type Refusal } from "./refusal.ts";
import type { Work } from "./work.ts";

/** Opening orders are counted over so long. */
const WINDOW_MS = 60_000;

const within = (work: Work, times: readonly Millis[]): Millis[] =>
  times.filter((at) => work.at - at < WINDOW_MS);

/** Counts an order that opens or adds, for its account and for each follow that grows by it. */
export function noteOpening(work: Work, intent: Intent): void {
  const growing = intent.shares.filter((share) => share.growth);
  if (growing.length === 0) return;
  const account = work.accounts.get(intent.accountId);
  if (account !== undefined) {
    const recentOpenings = [...within(work, account.recentOpenings), work.at];
    work.accounts.put(account.id, { ...account, recentOpenings });
  }
  for (const share of growing) {
    const follow = work.follows.get(share.followId);
    if (follow === undefined) continue;
    const recentOpenings = [...within(work, follow.recentOpenings), work.at];
    work.follows.put(follow.id, { ...follow, recentOpenings });
  }
}

/** The limits of opening orders within any minute, of the follow and of its account. */
export function rateRefusal(work: Work, follow: Follow, instrument: InstrumentId): Refusal | null {
  const own = follow.settings.limits.maxOrdersPerMinute;
  if (own !== null) {
    const openings = openingsWith(work, follow, instrument, "follow");
    if (openings > own) return because("max-orders-per-minute", openings, own);
  }
  const common = work.accounts.get(follow.accountId)?.settings.limits.maxOrdersPerMinute ?? null;
  if (common === null) return null;
  const openings = openingsWith(work, follow, instrument, "account");
  return openings > common ? because("account-max-orders-per-minute", openings, common) : null;
}

/**
 * How many opening orders there would be within a minute if this follow grew in this instrument: those that were
 * made, one for each other instrument whose growth still waits for its order, and this one.
 */
function openingsWith(
  work: Work,
  follow: Follow,
  instrument: InstrumentId,
  of: "follow" | "account",
): number {
  const recent =
    of === "follow" ? follow.recentOpenings : (work.accounts.get(follow.accountId)?.recentOpenings ?? []);
  const waiting = new Set<InstrumentId>([instrument]);
  for (const beside of booksBeside(work, follow, instrument, of)) {
    if (!unorderedLots(work, beside.follow, beside.book).isZero()) waiting.add(beside.book.instrument);
  }
  return within(work, recent).length + waiting.size;
}

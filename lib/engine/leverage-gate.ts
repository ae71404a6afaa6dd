import type { DecisionReason, Follow } from "../model/follow.ts";
import type { AccountId, InstrumentId } from "../model/identity.ts";
import type { LeverageOrder, LeverageSetting } from "../model/leverage-setting.ts";
import { accountNet } from "./account-book.ts";
import { ageOf } from "./age-of.ts";
import { ORDER_LIFE_MS } from "./commit-order.ts";
import { pairKey } from "./engine-state.ts";
import { leverageOf, putLeverage, tellDiffers } from "./leverage-book.ts";
import { leverageMove } from "./leverage-state.ts";
import { followsThere, leadersToAsk, leverageWanted, sameSetting } from "./leverage-wanted.ts";
import { nextNonce } from "./next-nonce.ts";
import { hasOwnOrder } from "./own-orders.ts";
import { ownPosition } from "./own-position.ts";
import { because, type Refusal } from "./refusal.ts";
import type { Want } from "./wants.ts";
import type { Work } from "./work.ts";

/** While nothing is held only the user changes what is set: what was told so long ago still counts. */
const KNOWN_MS = 600_000;
/** But right before it is changed it is read once more: the user may have set it meanwhile. */
const JUST_READ_MS = 10_000;
/** An answer that has not come by then is asked for again. */
const ANSWER_MS = 10_000;
/** After an answer that settled nothing. */
const AGAIN_MS = 1_000;
/** So long a leader's own leverage is waited for, counted from the growth that needs it; then it counts as 1. */
const LEADER_MS = 3_000;
/** What the venue refused is not asked for again before this. */
const REFUSED_MS = 60_000;

/**
 * Why growth waits for the leverage of its instrument; null when it may go. Before the first order there, what is set at
 * the venue is read, and set where it is not what the follows want. Where something is held, where an order of the
 * user's own rests, or where he set it otherwise, it is left as it is. Paper has no such setting.
 */
export function whyLeverageWaits(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  wants: readonly Want[],
): DecisionReason | null {
  const growing = wants.filter((want) => want.growth);
  if (growing.length === 0 || work.accounts.get(accountId)?.kind !== "real") return null;
  const follows = followsThere(work, accountId, instrument);
  if (isHeld(work, accountId, instrument)) {
    tellOwn(work, accountId, instrument, follows);
    return null;
  }
  const known = leverageOf(work, accountId, instrument);
  const fresh = known.toldAt !== null && ageOf(work.at, known.toldAt) <= KNOWN_MS;
  const settled = known.status !== "asking" && fresh;
  const waitsForLeader = askLeaders(work, follows, instrument, growing);
  if (isAsking(work, pairKey(accountId, instrument), settled)) return "leverage-being-set";
  if (!settled) {
    askVenue(work, accountId, instrument);
    return "leverage-being-set";
  }
  if (waitsForLeader) return "leverage-being-set";
  const wanted = leverageWanted(work, follows, instrument);
  if (wanted === null || known.told === null || sameSetting(known.told, wanted)) return null;
  const isHis = known.status === "set" && !sameSetting(known.told, known.asked);
  // An order of his own that fills later is to have what he gave it with.
  if (isHis || hasOwnOrder(work, accountId, instrument)) {
    tellDiffers(work, accountId, instrument, known.told, wanted);
    return null;
  }
  if (isJustRead(work, known.toldAt)) setLeverage(work, accountId, instrument, wanted);
  else askVenue(work, accountId, instrument);
  return "leverage-being-set";
}

function isJustRead(work: Work, toldAt: number | null): boolean {
  return toldAt !== null && toldAt >= work.bootedAt && ageOf(work.at, toldAt) <= JUST_READ_MS;
}

/** Growth is refused for a while where the venue refused what would have to be set for it. */
export function leverageRefusal(work: Work, follow: Follow, instrument: InstrumentId): Refusal | null {
  const { status, asked, askedAt } = leverageOf(work, follow.accountId, instrument);
  if (status !== "refused" || askedAt === null || ageOf(work.at, askedAt) > REFUSED_MS) return null;
  if (isHeld(work, follow.accountId, instrument)) return null;
  if (hasOwnOrder(work, follow.accountId, instrument)) return null;
  const follows = followsThere(work, follow.accountId, instrument, follow);
  const wanted = leverageWanted(work, follows, instrument);
  return sameSetting(asked, wanted) ? because("leverage-refused") : null;
}

function isHeld(work: Work, accountId: AccountId, instrument: InstrumentId): boolean {
  return (
    !accountNet(work, accountId, instrument).isZero() || !ownPosition(work, accountId, instrument).isZero()
  );
}

/** The user holds something himself: what he set there is his. */
function tellOwn(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  follows: readonly Follow[],
): void {
  const { told } = leverageOf(work, accountId, instrument);
  const wanted = leverageWanted(work, follows, instrument);
  const own = !ownPosition(work, accountId, instrument).isZero();
  if (own && told !== null && wanted !== null && !sameSetting(told, wanted)) {
    tellDiffers(work, accountId, instrument, told, wanted);
  }
}

/** True while an answer is under way, or the last one settled nothing and is only just here. */
function isAsking(work: Work, key: string, settled: boolean): boolean {
  const ask = work.leverageAsks.get(key);
  if (ask === undefined) return false;
  const since = work.age.ms - ask.lifeMs;
  return ask.answered ? !settled && since < AGAIN_MS : since < ANSWER_MS;
}

function noteAsk(work: Work, key: string): void {
  const ask = { lifeMs: work.age.ms, answered: false };
  work.leverageAsks = new Map([...work.leverageAsks, [key, ask]]);
}

function askVenue(work: Work, accountId: AccountId, instrument: InstrumentId): void {
  noteAsk(work, pairKey(accountId, instrument));
  work.effects.push({ kind: "read-leverage", accountId, instrument });
}

/** A leader's own leverage comes with his next snapshot. True while it is worth waiting for. */
function askLeaders(
  work: Work,
  follows: readonly Follow[],
  instrument: InstrumentId,
  growing: readonly Want[],
): boolean {
  const newest = Math.max(...growing.map(({ book }) => book.newestGrowthAt));
  const leaders = leadersToAsk(work, follows, instrument);
  if (leaders.length === 0 || ageOf(work.at, newest) > LEADER_MS) return false;
  for (const leaderId of leaders) {
    const key = pairKey(leaderId, instrument);
    const ask = work.leverageAsks.get(key);
    if (ask !== undefined && work.age.ms - ask.lifeMs < AGAIN_MS) continue;
    noteAsk(work, key);
    work.effects.push({ kind: "refresh-leader", leaderId, cause: "poll", afterMs: 0 });
  }
  return true;
}

/** From here on it exists: it is durable before the venue gets it. */
function setLeverage(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  setting: LeverageSetting,
): void {
  const before = leverageOf(work, accountId, instrument);
  const { to } = leverageMove(before.status, "ask");
  const nonce = nextNonce(work, accountId);
  if (to === "ignored" || nonce === null) return;
  const order: LeverageOrder = {
    accountId,
    instrument,
    setting,
    nonce,
    expiresAt: work.at + ORDER_LIFE_MS,
  };
  putLeverage(work, accountId, instrument, {
    ...before,
    asked: setting,
    askedAt: work.at,
    status: to,
    detail: null,
  });
  noteAsk(work, pairKey(accountId, instrument));
  work.effects.push({ kind: "set-leverage", order });
}

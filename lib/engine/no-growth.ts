import type { FollowBook, Follow } from "../model/follow.ts";
import type { InstrumentId } from "../model/identity.ts";
import { whyAccountBuysNothing } from "./account-refusal.ts";
import { growthStopped } from "./guards.ts";
import { leverageRefusal } from "./leverage-gate.ts";
import { ownPosition } from "./own-position.ts";
import { because, type Refusal } from "./refusal.ts";
import type { Work } from "./work.ts";

/** What the growth is for. */
export interface GrowthPlace {
  readonly follow: Follow;
  readonly instrument: InstrumentId;
  readonly latched: FollowBook["latched"];
  /** The side of the follow's own position. */
  readonly long: boolean;
}

/**
 * Why nothing at all may be bought here now, whatever its size and price; null when it may. Judged when growth comes,
 * and again for as long as it waits.
 */
export function whyNoGrowth(work: Work, place: GrowthPlace): Refusal | null {
  if (work.instruments.get(place.instrument)?.delisted === true) return because("delisted");
  return (
    stateRefusal(work, place) ??
    listRefusal(work, place) ??
    leverageRefusal(work, place.follow, place.instrument)
  );
}

/** A state of the follow, the account, the leader or of everything. */
function stateRefusal(work: Work, { follow, instrument, latched }: GrowthPlace): Refusal | null {
  if (work.meta.haltedSince !== null) return because("halted");
  if (follow.status === "leaving") return because("leaving");
  if (follow.status === "paused" || work.meta.pausedSince !== null) return because("paused");
  const account = work.accounts.get(follow.accountId);
  const refused = account === undefined ? null : whyAccountBuysNothing(account);
  if (refused !== null) return refused;
  if (latched !== null) return because(latched);
  if (growthStopped(work, follow, instrument)) return because("guardrail");
  const leader = work.leaders.get(follow.leaderId);
  return (leader?.equityHeldSince ?? null) === null ? null : because("leader-equity-fell");
}

/** What the user does not want to trade at all: a side, an instrument, or one that he holds himself. */
function listRefusal(work: Work, { follow, instrument, long }: GrowthPlace): Refusal | null {
  const { sides, limits } = follow.settings;
  if (sides !== "both" && (sides === "long") !== long) return because("side-not-allowed");
  if (!isAllowed(limits, instrument)) return because("instrument-not-allowed");
  const account = work.accounts.get(follow.accountId);
  if (account === undefined) return null;
  if (!isAllowed(account.settings.limits, instrument)) return because("account-instrument-not-allowed");
  // What is simulated takes nothing from the user's own positions.
  if (account.kind === "paper" || account.settings.growBesideOwn) return null;
  return ownPosition(work, account.id, instrument).isZero() ? null : because("own-position");
}

/** The lists of instruments: on the first where there is one, and not on the second. */
function isAllowed(
  lists: {
    readonly allowedInstruments: readonly InstrumentId[] | null;
    readonly deniedInstruments: readonly InstrumentId[];
  },
  instrument: InstrumentId,
): boolean {
  if (lists.deniedInstruments.includes(instrument)) return false;
  return lists.allowedInstruments === null || lists.allowedInstruments.includes(instrument);
}

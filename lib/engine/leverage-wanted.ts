import { decimal } from "../model/decimal.ts";
import type { Follow } from "../model/follow.ts";
import type { FollowSettings } from "../model/follow-settings.ts";
import type { AccountId, InstrumentId } from "../model/identity.ts";
import type { LeverageSetting, MarginMode } from "../model/leverage-setting.ts";
import type { LeaderBook } from "../model/state.ts";
import { pairKey } from "./engine-state.ts";
import { leverageFor } from "./leverage.ts";
import type { Work } from "./work.ts";

/** The follows of the account that have, or are to have, something there; `also` is one whose growth is judged. */
export function followsThere(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  also: Follow | null = null,
): Follow[] {
  return [...work.follows.view.values()].filter((follow) => {
    if (follow.accountId !== accountId) return false;
    if (follow.id === also?.id) return true;
    const target = work.book(follow.id, instrument)?.target ?? "0";
    return follow.status === "mirroring" && !decimal(target).isZero();
  });
}

/**
 * What the follows want to be set for an instrument: the smallest of their leverages in whole times, at least 1, because
 * venues take no others; isolated as soon as one wants it, because that risks the least. Null without a follow there.
 */
export function leverageWanted(
  work: Work,
  follows: readonly Follow[],
  instrument: InstrumentId,
): LeverageSetting | null {
  const listed = work.instruments.get(instrument);
  if (listed === undefined || follows.length === 0) return null;
  const wishes = follows.map(({ settings, leaderId }) => {
    const leaders = work.leaderBooks.get(pairKey(leaderId, instrument));
    return {
      times: leverageFor(settings, leaders?.leverage ?? null, listed),
      marginMode: marginModeFor(settings, leaders),
    };
  });
  const times = Math.max(1, Math.floor(Math.min(...wishes.map((wish) => wish.times))));
  const isolated = wishes.some(({ marginMode }) => marginMode === "isolated");
  return { times, marginMode: isolated ? "isolated" : "cross" };
}

function marginModeFor({ marginMode }: FollowSettings, leaders: LeaderBook | undefined): MarginMode {
  return marginMode === "leader" ? (leaders?.marginMode ?? "cross") : marginMode;
}

/** Leaders whose own leverage or margin mode is wanted there and was never told. */
export function leadersToAsk(
  work: Work,
  follows: readonly Follow[],
  instrument: InstrumentId,
): Follow["leaderId"][] {
  const unknown = follows.filter(({ settings, leaderId }) => {
    const leaders = work.leaderBooks.get(pairKey(leaderId, instrument));
    const leverage = settings.leverage.kind !== "fixed" && (leaders?.leverage ?? null) === null;
    return leverage || (settings.marginMode === "leader" && (leaders?.marginMode ?? null) === null);
  });
  return [...new Set(unknown.map(({ leaderId }) => leaderId))];
}

export function sameSetting(one: LeverageSetting | null, other: LeverageSetting | null): boolean {
  if (one === null || other === null) return false;
  return one.times === other.times && one.marginMode === other.marginMode;
}

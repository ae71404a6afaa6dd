import { z } from "zod";
import { type Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import type { Follow } from "../../lib/model/follow.ts";
import type { JournalDump } from "./journal-dump.ts";
import type { WorldFacts } from "./world-facts.ts";

const Reading = z.object({ accountId: z.string(), equity: z.string() });

/** The account's equity as it was read last before a moment, and when; null before the first reading. */
export function accountEquityAt(
  journal: JournalDump,
  accountId: string,
  at: number,
): { readonly at: number; readonly equity: Decimal } | null {
  for (const event of journal.events.toReversed()) {
    if (event.kind !== "account-read" || event.at > at) continue;
    const { data } = Reading.safeParse(event.body);
    if (data?.accountId === accountId) return { at: event.at, equity: decimal(data.equity) };
  }
  return null;
}

/** USD that a follow may work with at a moment; null when its account was never read. */
export function allocationAt(
  journal: JournalDump,
  follow: Follow,
  settings: FollowSettings,
  at: number,
): Decimal | null {
  const { allocation } = settings;
  if (allocation.kind === "amount") return decimal(allocation.amount);
  const read = accountEquityAt(journal, follow.accountId, at);
  return read === null ? null : read.equity.times(allocation.percent).div(100);
}

/** Signed coins that a follow held just before a moment, from its parts of the fills. */
export function heldAt(journal: JournalDump, followId: string, instrument: string, at: number): Decimal {
  return journal.fills
    .filter(({ fill }) => fill.instrument === instrument && fill.time < at)
    .flatMap(({ shares }) => shares)
    .filter((share) => share.followId === followId)
    .reduce((sum, share) => sum.plus(share.size), ZERO);
}

/** Signed coins by which a follow's orders that were under way at a moment would grow it. */
export function growthUnderWay(
  journal: JournalDump,
  followId: string,
  instrument: string,
  at: number,
): Decimal {
  return journal.intents
    .filter(
      ({ intent, status, statusAt }) =>
        intent.instrument === instrument &&
        intent.committedAt <= at &&
        (status === "committed" || status === "unknown" || statusAt >= at),
    )
    .flatMap(({ intent }) => intent.shares)
    .filter((share) => share.growth && share.followId === followId)
    .reduce((sum, share) => sum.plus(share.size), ZERO);
}

/** What the other follows of the account had as targets then: USD in one instrument, or in all (null). */
export function othersNotional(
  journal: JournalDump,
  facts: WorldFacts,
  follow: Follow,
  instrument: string | null,
  at: number,
): Decimal {
  const others = journal.follows.filter((one) => one.accountId === follow.accountId && one.id !== follow.id);
  const targets = new Map<string, { instrument: string; target: Decimal }>();
  for (const decision of journal.decisions.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    if (decision.at > at || !others.some((one) => one.id === decision.followId)) continue;
    if (instrument !== null && decision.instrument !== instrument) continue;
    const key = `${decision.followId}|${decision.instrument}`;
    targets.set(key, { instrument: decision.instrument, target: decimal(decision.target) });
  }
  return [...targets.values()]
    .filter((one) => facts.instruments.has(one.instrument))
    .reduce((sum, one) => sum.plus(one.target.abs().times(facts.midAt(one.instrument, at))), ZERO);
}

/** Orders that opened or added, of one follow or of the whole account, in the minute up to a moment. */
export function openingsBefore(journal: JournalDump, follow: Follow, at: number, common: boolean): number {
  return journal.intents.filter(
    ({ intent }) =>
      intent.accountId === follow.accountId &&
      intent.committedAt <= at &&
      at - intent.committedAt < 60_000 &&
      intent.shares.some((share) => share.growth && (common || share.followId === follow.id)),
  ).length;
}

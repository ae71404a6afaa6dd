import type { AccountAccess } from "../../../lib/model/account-key.ts";
import type { VenueClock } from "../../../lib/model/account.ts";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import type { Chapter, Facts } from "./facts.ts";

type State = AccountAccess["state"];

/** For so long a chapter may have waited for the journal. */
const HELD_BACK_MS = 20_000;

/** The span of true time in which something was decided that a chapter has, by the product's clock then. */
export function decidedIn(facts: Facts, shown: number, { at }: Chapter): { from: number; to: number } {
  // Where the clock was set, the same time was shown twice.
  if (facts.clockJumped(at - HELD_BACK_MS, at)) return { from: at - HELD_BACK_MS, to: at };
  const moment = facts.momentOf(shown, at);
  return { from: moment - 1, to: Math.min(at, moment + 1) };
}

/** What a life was told of the account's key: all that was in force at some moment of a span. */
export function accessIn(facts: Facts, life: number, from: number, to: number): readonly State[] {
  const { record } = facts;
  if (record.accountId === PAPER_ACCOUNT) return ["ready"];
  const told = record.access.filter((one) => one.life === life && one.at <= to);
  const before = told.findLast(({ at }) => at < from);
  // A new life takes every key for locked until it is told.
  const states = [
    before?.state ?? "locked",
    ...told.filter(({ at }) => at >= from).map(({ state }) => state),
  ];
  return [...new Set(states)];
}

/** What readings of the account told of the venue's clock until a moment, the newest last. */
export function clocksUntil(facts: Facts, to: number): readonly (VenueClock & { readonly at: number })[] {
  return facts.record.venue.told.flatMap(({ at, report }) =>
    report.kind === "account-read" && report.clock !== null && at <= to ? [{ at, ...report.clock }] : [],
  );
}

import type { AccountAccess } from "../../../lib/model/account-key.ts";
import type { VenueClock } from "../../../lib/model/account.ts";
import type { ForgoneReason } from "../../../lib/model/forgone.ts";
import { accessIn, clocksUntil } from "./account-told.ts";
import type { ReasonContext, WhyWrong } from "./reason-context.ts";

/** "Growth is refused when our clock and the venue's are further apart, or the round trip is longer, than this", ms. */
const OFFSET_MS = 30_000;
const ROUND_TRIP_MS = 5_000;
/** A reading may have been told and not been taken. */
const READINGS = 3;

/** Reasons that name the state of a real account: its key, its venue, what is set there. */
export const ACCOUNT_REASONS: Partial<Record<ForgoneReason, WhyWrong>> = {
  "account-locked": (context) => state(context, "locked"),
  "key-unchecked": (context) => state(context, "unchecked"),
  "key-restricted": (context) => state(context, "restricted"),
  "key-unusable": (context) => state(context, "unusable"),
  "venue-clock-off": (context) =>
    clock(context, ({ offsetMs }) => Math.abs(offsetMs) > OFFSET_MS, "its clock was near ours"),
  "venue-slow": (context) => clock(context, ({ roundTripMs }) => roundTripMs > ROUND_TRIP_MS, "it was fast"),
  "leverage-refused": ({ facts, judged: { chapter, decision } }) =>
    facts.record.venue.toldOfSettings.some(
      ({ at, report }) =>
        report.kind === "leverage-refused" && report.instrument === decision.instrument && at <= chapter.at,
    )
      ? null
      : "the venue refused no leverage there",
};

function state(
  { facts, judged: { chapter, decision } }: ReasonContext,
  told: AccountAccess["state"],
): string | null {
  const from = facts.momentOf(decision.at, chapter.at) - 1;
  const states = accessIn(facts, chapter.life, from, chapter.at);
  return states.includes(told) ? null : `the account was ${states.join(", ")}`;
}

function clock(
  { facts, judged: { chapter } }: ReasonContext,
  holds: (clock: VenueClock) => boolean,
  wrong: string,
): string | null {
  return clocksUntil(facts, chapter.at).slice(-READINGS).some(holds) ? null : wrong;
}

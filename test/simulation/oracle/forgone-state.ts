import type { ForgoneReason } from "../../../lib/model/forgone.ts";
import type { Trip } from "../../../lib/model/guard.ts";
import type { StopBasis } from "../../../lib/model/stop.ts";
import { type ReasonContext, type WhyWrong, byAccount } from "./reason-context.ts";
import type { Standing } from "./standing.ts";

/** Reasons that name a state of the follow, the account, the leader or of everything. */
export const STATE_REASONS: Partial<Record<ForgoneReason, WhyWrong>> = {
  paused: (context) =>
    someStanding(
      context,
      (one, id) => one.pausedAll || one.follows.get(id)?.paused === true,
      "nothing was paused",
    ),
  halted: (context) =>
    switchedOff(context) ? null : someStanding(context, (one) => one.halted, "nothing was halted"),
  leaving: (context) =>
    someStanding(
      context,
      (one, id) => one.follows.get(id)?.stop === "leader-out",
      "the follow was not leaving",
    ),
  "instrument-not-allowed": ({ judged: { scale, decision } }) => {
    const { allowedInstruments, deniedInstruments } = scale.settings.limits;
    const allowed = allowedInstruments?.some((id) => id === decision.instrument) ?? true;
    return allowed && !deniedInstruments.some((id) => id === decision.instrument) ? "it is allowed" : null;
  },
  "account-instrument-not-allowed": (context) =>
    byAccount(context, (settings) => {
      const { instrument } = context.judged.decision;
      const { allowedInstruments, deniedInstruments } = settings?.limits ?? {};
      const allowed = allowedInstruments?.some((id) => id === instrument) ?? true;
      return allowed && deniedInstruments?.some((id) => id === instrument) !== true ? "it is allowed" : null;
    }),
  "side-not-allowed": ({ judged: { scale }, size }) => {
    const { sides } = scale.settings;
    return sides === "both" || (sides === "long") === size > 0 ? `the follow takes ${sides}` : null;
  },
  "unknown-instrument": ({ facts, judged: { decision } }) =>
    facts.knows(decision.instrument) ? "the exchange trades it" : null,
  delisted: ({ facts, judged: { decision } }) =>
    facts.instrument(decision.instrument).delisted ? null : "the exchange lists it",
  "own-position": (context) => {
    const { instrument } = context.judged.decision;
    const traded = context.facts.record.venue.fills.some(
      (fill) => fill.instrument === instrument && fill.cause !== "order",
    );
    if (!traded) return "the user never traded there";
    return byAccount(context, (settings) =>
      settings?.growBesideOwn === true ? "the user lets it grow beside his own" : null,
    );
  },
  guardrail: ({ evidence, judged: { chapter, decision } }) =>
    evidence.trips(decision.followId, chapter.index).some(({ action }) => action !== "warn")
      ? null
      : "no rule had tripped",
  "stop-loss": (context) =>
    fired(context, "position-stop") === null ? null : tripped(context, "positionStopLoss"),
  "disaster-stop": (context) => fired(context, "disaster"),
  "take-profit": (context) => tripped(context, "positionTakeProfit"),
};

/** The journal's switch is set before the engine hears of it, and a life that is born then finds it set. */
function switchedOff({ facts, standings, judged: { chapter } }: ReasonContext): boolean {
  const set = facts.record.haltSwitch.findLast(({ at, since }) => since !== null && at <= chapter.at);
  if (set === undefined) return false;
  const bornAt = facts.record.lives.find(({ life }) => life === chapter.life)?.bornAt ?? 0;
  const bornHalted = (facts.record.haltSwitch.findLast(({ at }) => at <= bornAt)?.since ?? null) !== null;
  // The engine hears last that it is lifted; what an earlier life heard is nothing to one that found the switch set.
  return !standings.said.some(({ command, chapter: heard }) => {
    const { at = 0, life = 0 } = facts.chapters[heard] ?? {};
    const lifts = command.kind === "lift-halt" || command.kind === "close-all";
    return lifts && heard <= chapter.index && at > set.at && (!bornHalted || life === chapter.life);
  });
}

function someStanding(
  { standings, judged: { chapter, decision } }: ReasonContext,
  holds: (standing: Standing, followId: string) => boolean,
  wrong: string,
): string | null {
  const all = [...standings.during(chapter.index, decision.at), standings.end(chapter.index)];
  return all.some((one) => holds(one, decision.followId)) ? null : `${wrong} then`;
}

/** A stop of this kind fired there before, at the venue. */
function fired({ facts, judged: { decision, chapter } }: ReasonContext, basis: StopBasis): string | null {
  const ids = new Set(
    facts.chapters
      .slice(0, chapter.index + 1)
      .flatMap(({ change }) => change.stops)
      .flatMap(({ stop }) => (stop.basis === basis ? [stop.clientOrderId] : [])),
  );
  const { stops } = facts.record.venue;
  const found = stops.some(
    ({ clientOrderId, instrument, end, endedAt }) =>
      instrument === decision.instrument &&
      end === "fired" &&
      (endedAt ?? Infinity) <= chapter.at &&
      ids.has(clientOrderId),
  );
  return found ? null : "no such stop had fired there";
}

type PositionRule = "positionStopLoss" | "positionTakeProfit";

/** A mark that judges may be so old, ms. */
const MARK_MS = 13_000;

/** A follow's own rule, or its account's: of an account a position is what all its follows hold there. */
function tripped(context: ReasonContext, rule: PositionRule): string | null {
  const { evidence, judged } = context;
  const { followId, instrument } = judged.decision;
  const accountId = evidence.accountOf(followId);
  const beside = [...evidence.keys()].flatMap((key) => {
    const [owner = "", where] = key.split("|");
    return where === instrument && evidence.accountOf(owner) === accountId ? [owner] : [];
  });
  const whose = [
    [`follow:${followId}`, [followId]],
    [`account:${accountId}`, beside],
  ] as const;
  const whys = whose.flatMap(([guardId, owners]) => {
    // A reset lets the rule go, and the position stays closed until the leader has been flat.
    const trip = evidence
      .everTripped(guardId, judged.chapter.index)
      .findLast((one) => one.rule === rule && one.instrument === instrument);
    return trip === undefined ? [] : [notPast(context, trip, owners)];
  });
  if (whys.length === 0) return `${rule} had not tripped there`;
  return whys.includes(null) ? null : (whys[0] ?? null);
}

/** "Mark against the entry price of one position, percent of the entry." */
function notPast(
  { evidence, facts, judged: { chapter, decision } }: ReasonContext,
  { rule, limit }: Trip,
  owners: readonly string[],
): string | null {
  if (decision.source !== "own") return null;
  const moment = facts.momentOf(decision.at, chapter.at);
  const marks = facts.marks.between(decision.instrument, moment - MARK_MS, moment);
  const moves = owners
    .flatMap((owner) => evidence.heldThrough(owner, decision.instrument, chapter.index))
    .filter(({ entry, held }) => entry !== 0 && held !== 0)
    .map(({ entry, held }) => {
      const bad = held > 0 === (rule === "positionStopLoss");
      return marks === null ? Infinity : (bad ? entry - marks.low : marks.high - entry) / entry;
    });
  if (moves.length === 0) return null;
  const most = Math.max(...moves);
  return most * 100 >= limit * 0.999 - 1e-6
    ? null
    : `the mark was at most ${(most * 100).toFixed(3)} % from its entry, within ${limit} %`;
}

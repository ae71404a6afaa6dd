import type { Trip } from "../../../lib/model/guard.ts";
import type { Chapter } from "./facts.ts";
import type { Holding } from "./held-by-follows.ts";
import { words } from "./numbers.ts";
import { possibleMoves } from "./rule-figures.ts";
import { mostMeasured } from "./rule-measures.ts";
import type { RuleSubject } from "./rule-subject.ts";
import type { RuleWalk } from "./rule-walk.ts";

/** The oracle's sums and the product's may differ in their last digits. */
const SHORT_OF = 1 - 1e-6;

/** Why a rule cannot have tripped; null when it can. */
export function groundlessTrip(walk: RuleWalk, guardId: string, trip: Trip, chapter: Chapter): string | null {
  const subject = walk.subjects.get(guardId);
  if (subject === undefined || !isSet(walk, subject, trip, chapter)) return "but there was no such rule";
  const most = mostOf(walk, subject, trip, chapter);
  if (most === null || most >= trip.limit * SHORT_OF) return null;
  return `but measured at most ${words(most)} of ${trip.limit}`;
}

function isSet(walk: RuleWalk, { followId }: RuleSubject, trip: Trip, { index }: Chapter): boolean {
  const { standings } = walk;
  const all = [standings.end(index - 1), ...standings.during(index, trip.at), standings.end(index)];
  return all.some((standing) => {
    const rules =
      followId === null
        ? [...standing.accounts.values()].map(({ exits }) => exits)
        : [standing.follows.get(followId)?.settings.exits];
    return rules.some((exits) => {
      const rule = exits?.[trip.rule] ?? null;
      return rule !== null && rule.limit === trip.limit && rule.action === trip.action;
    });
  });
}

/** The most that the rule may have measured, in its own unit; null where nobody can say. */
function mostOf(
  walk: RuleWalk,
  subject: RuleSubject,
  { rule, instrument }: Trip,
  chapter: Chapter,
): number | null {
  const follows = walk.held.of(subject.followId);
  if (rule === "feedLost")
    return Math.max(...follows.map(({ leaderId }) => walk.feeds.atMost(leaderId, chapter.at)));
  if (instrument !== null) {
    const holdings = follows.flatMap((follow): Holding[] => {
      const holding = follow.holdings.get(instrument);
      return holding === undefined ? [] : [holding];
    });
    const moves = holdings.map((holding) => possibleMoves(holding, walk.quotes));
    if (rule === "positionStopLoss") return Math.max(-Infinity, ...moves.map(({ loss }) => loss));
    if (rule === "positionTakeProfit") return Math.max(-Infinity, ...moves.map(({ gain }) => gain));
    return null;
  }
  const capital = walk.capitalOf(subject);
  return capital === null ? null : mostMeasured(rule, subject.memory, capital, subject.followId === null);
}

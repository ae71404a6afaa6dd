import type { ExitRules } from "../../../lib/model/exit-rules.ts";
import type { Facts } from "./facts.ts";
import { groundlessTrip } from "./groundless-trip.ts";
import { words } from "./numbers.ts";
import { RuleWalk } from "./rule-walk.ts";
import { type RuleSubject, type Streak, ruleSubjects } from "./rule-subject.ts";
import type { Measure } from "./rule-measures.ts";
import type { Standings } from "./standing.ts";
import type { Find } from "./violation.ts";

/** A rule that is surely past its limit for so long has been looked at more than once, and what came of it is durable. */
const SURELY_MS = 3_000;
/** The oracle's sums and the product's may differ in their last digits. */
const PAST = 1 + 1e-6;

/**
 * An exit rule that is past its limit trips, at the next tick. Found is only what surely was: for seconds without a
 * break, in a life that was awake and at work, on fresh marks, an account that agreed, and the same settings.
 */
export function missedRules(
  facts: Facts,
  standings: Standings,
  finds: { readonly missed: Find; readonly groundless: Find },
): void {
  const subjects = ruleSubjects(standings);
  if (subjects.size === 0 && !anyTrip(facts)) return;
  const walk = new RuleWalk(facts, standings, subjects, {
    stretch: (subject, measures, from, until) => {
      const rules = walk.rulesOf(subject);
      subject.streaks = streaksOf(subject, rules, measures, from);
      for (const [key, streak] of subject.streaks) {
        if (streak.told || until - streak.since < SURELY_MS) continue;
        if (isAnswered(walk, subject, streak)) continue;
        streak.told = true;
        const { since, rule, measure } = streak;
        finds.missed(
          `${subject.guardId}: ${key} was past its limit of ${rule.limit} from ${since} to ${until} ` +
            `(at first ${words(measure.measured)}), which had to ${rule.action}`,
        );
      }
    },
    trip: (guardId, trip, chapter) => {
      const why = groundlessTrip(walk, guardId, trip, chapter);
      if (why !== null) finds.groundless(`${guardId}: ${trip.rule} tripped at ${chapter.at}, ${why}`);
    },
  });
  walk.run();
}

const anyTrip = ({ chapters }: Facts): boolean =>
  chapters.some(({ change }) => change.guards.put.some(({ trips }) => trips.length > 0));

const keyOf = ({ rule, instrument }: Measure): string =>
  instrument === null ? rule : `${rule} of ${instrument}`;

/** What is past its limit in a stretch of time, and since when it has been. */
function streaksOf(
  { streaks }: RuleSubject,
  rules: ExitRules,
  measures: readonly Measure[],
  from: number,
): Map<string, Streak> {
  const going = new Map<string, Streak>();
  for (const measure of measures) {
    const rule = rules[measure.rule];
    if (rule === null || measure.measured < rule.limit * PAST) continue;
    const key = keyOf(measure);
    const known = streaks.get(key);
    const same = known?.rule.limit === rule.limit && known.rule.action === rule.action;
    going.set(key, known !== undefined && same ? known : { since: from, rule, measure, told: false });
  }
  return going;
}

const SEVERITY = { warn: 0, "no-growth": 1, close: 2 } as const;

/**
 * Whether there is a trip for it. One that closes a position or a follow must have done so: what is closing has no
 * position and is judged no more. What closed a whole account did so once, for the follows that ran then.
 */
function isAnswered(walk: RuleWalk, subject: RuleSubject, { rule, measure }: Streak): boolean {
  const aboutPosition = measure.instrument !== null;
  if (rule.action === "close" && (aboutPosition || subject.followId !== null)) return false;
  return (walk.trips.get(subject.guardId) ?? []).some(
    (trip) =>
      trip.rule === measure.rule &&
      trip.instrument === measure.instrument &&
      SEVERITY[trip.action] >= SEVERITY[rule.action],
  );
}

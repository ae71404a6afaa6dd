import type { ScheduleRecord } from "../record.ts";
import { access } from "./access.ts";
import { booksAddUp } from "./books-add-up.ts";
import { Chains } from "./chains.ts";
import { converged } from "./converged.ts";
import { duplicated } from "./duplicated.ts";
import { Evidence } from "./evidence.ts";
import { explained } from "./explained.ts";
import { Facts } from "./facts.ts";
import { forgoneReasons } from "./forgone-reasons.ts";
import type { Waiting } from "./reason-context.ts";
import { growthLimits } from "./growth-limits.ts";
import { growthRefused } from "./growth-refused.ts";
import { halted } from "./halted.ts";
import { intentFirst } from "./intent-first.ts";
import { latched } from "./latched.ts";
import { leverageFirst } from "./leverage-first.ts";
import { lost } from "./lost.ts";
import { missedRules } from "./missed-rules.ts";
import { money } from "./money.ts";
import { nonces } from "./nonces.ts";
import { oneInFlight } from "./one-in-flight.ts";
import { orderLimits } from "./order-limits.ts";
import { orderPurpose } from "./order-purpose.ts";
import { otherInstallation } from "./other-installation.ts";
import { ownUntouched } from "./own-untouched.ts";
import { reduceOnly } from "./reduce-only.ts";
import { Standings } from "./standing.ts";
import { MirroredPath } from "./stops/mirrored-path.ts";
import { stopStories } from "./stops/stop-stories.ts";
import { stopsFired } from "./stops/stops-fired.ts";
import { stopsFirst } from "./stops/stops-first.ts";
import { stopsRest } from "./stops/stops-rest.ts";
import { TargetWalk } from "./target-walk.ts";
import type { Find, RuleName, Violation } from "./violation.ts";

/** Everything in a finished schedule that is not as it must be; empty when all is well. */
export function judge(record: ScheduleRecord): Violation[] {
  const violations: Violation[] = [];
  const finds =
    (rule: RuleName): Find =>
    (detail) => {
      violations.push({ rule, detail: `seed ${record.seed}: ${detail}` });
    };
  const facts = new Facts(record);
  const standings = new Standings(facts);
  const chains = new Chains(facts);
  duplicated(facts, finds("duplicated"));
  intentFirst(facts, finds("intent-first"));
  lost(facts, finds("lost"));
  oneInFlight(facts, finds("one-in-flight"));
  reduceOnly(facts, finds("reduce-only"));
  booksAddUp(facts, finds("books-add-up"));
  ownUntouched(facts, finds("own-untouched"));
  money(facts, finds("money"));
  halted(facts, standings, finds("halted"));
  growthRefused(facts, standings, finds("growth-refused"));
  access(facts, finds("access"));
  nonces(facts, finds("nonces"));
  leverageFirst(facts, standings, finds("leverage-first"));
  otherInstallation(facts, standings, finds("other-installation"));
  chains.walk(finds("answered"));
  explained(facts, finds("answered"));
  orderLimits(facts, standings, finds("past-limit"));
  const evidence = new Evidence(facts);
  const stories = stopStories(facts);
  const path = new MirroredPath(facts);
  stopsFirst(facts, stories, path, finds("stop-first"));
  stopsRest(facts, path, {
    one: finds("one-stop"),
    missing: finds("stop-missing"),
    left: finds("stop-left"),
  });
  stopsFired(facts, stories, evidence, finds("stop-fired"));
  missedRules(facts, standings, { missed: finds("missed-rule"), groundless: finds("groundless-trip") });
  const waiting = new Map<string, Waiting>();
  const walk = new TargetWalk(
    facts,
    chains,
    standings,
    { target: finds("target"), reduction: finds("reduction-adds") },
    [
      orderPurpose(facts, waiting, { target: finds("target"), limit: finds("past-limit") }),
      latched(facts, finds("growth-refused")),
      forgoneReasons(facts, standings, evidence, waiting, finds("forgone-reason")),
      growthLimits(facts, standings, evidence, {
        limit: finds("past-limit"),
        refused: finds("growth-refused"),
      }),
    ],
  );
  walk.run();
  converged(facts, chains, standings, walk, evidence, {
    converged: finds("converged"),
    target: finds("target"),
  });
  return violations;
}

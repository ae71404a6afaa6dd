import type { EngineEvent } from "../../../lib/engine/engine-event.ts";
import type { EngineState } from "../../../lib/engine/engine-state.ts";
import type { Step } from "../../../lib/engine/step.ts";
import { decimal, decimalString } from "../../../lib/model/decimal.ts";
import {
  type ExitAction,
  type ExitRuleName,
  type ExitRules,
  NO_EXIT_RULES,
} from "../../../lib/model/exit-rules.ts";
import type { Follow, FollowBook } from "../../../lib/model/follow.ts";
import { type Guard, followGuardId } from "../../../lib/model/guard.ts";
import { type Schedule, byTime } from "../schedule.ts";
import { again, putBack, seen, withBooks, withSettings } from "./lies.ts";
import { someCommand, someSettings, touchy } from "./occasions.ts";
import {
  type Mistake,
  type PlantedBug,
  type StepFunction,
  rememberingStepBug,
  stepBug,
} from "./planted-bug.ts";

const has = (...rules: readonly ExitRuleName[]): PlantedBug["mayShow"] =>
  someSettings(({ exits }) => rules.some((rule) => exits[rule] !== null));

/** A step of an engine that takes the rules of follows for others. */
function withRules(
  step: StepFunction,
  state: EngineState,
  event: EngineEvent,
  lie: (rules: ExitRules, follow: Follow, guard: Guard | undefined) => ExitRules,
): Step {
  if (event.kind === "command") return step(state, event);
  return withSettings(step, state, event, (settings, follow) => ({
    ...settings,
    exits: lie(settings.exits, follow, state.guards.get(followGuardId(follow.id))),
  }));
}

/** The rules are judged once a second and when prices come, and see books that are not as they are. */
function seeing(lie: (book: FollowBook, state: EngineState) => Partial<FollowBook>): Mistake {
  return (step, state, event) => {
    if (event.kind !== "tick" && event.kind !== "marks")
      return withRules(step, state, event, () => NO_EXIT_RULES);
    const marked = event.kind === "marks" ? step(state, event).state : state;
    const done = withBooks(
      step,
      state,
      event,
      (book) => ({ ...book, ...lie(book, marked) }),
      (after, { entryPrice, fees, realised }) => ({ ...after, entryPrice, fees, realised }),
    );
    // What was crossed at such books would be booked wrong, which is another bug.
    return done.work.fills.length > 0 ? step(state, event) : done;
  };
}

const ZERO = decimalString(0);

/** Its entry price as far on the other side of the mark. */
function mirrored({ instrument, entryPrice }: FollowBook, { marks }: EngineState): Partial<FollowBook> {
  const mark = marks.get(instrument)?.price;
  if (mark === undefined) return {};
  return { entryPrice: decimalString(decimal(mark).times(2).minus(entryPrice)) };
}

/** What only told when it tripped is never done, made stricter or not. */
const toldIsDone: Mistake = (step, state, event) =>
  withRules(step, state, event, (rules, _, guard) => {
    const told = (guard?.trips ?? []).filter(({ action }) => action !== "close");
    return { ...rules, ...Object.fromEntries(told.map(({ rule }) => [rule, null])) };
  });

/** A rule that has closed one position is spent. */
const oneStopAFollow: Mistake = (step, state, event) =>
  withRules(step, state, event, (rules, _, guard) => {
    const closed = (guard?.trips ?? []).filter(({ action }) => action === "close");
    return { ...rules, ...Object.fromEntries(closed.map(({ rule }) => [rule, null])) };
  });

const onlyTold: Mistake = (step, state, event) =>
  withRules(step, state, event, (rules) => {
    const told = Object.entries(rules).map(([name, rule]) => [name, rule && { ...rule, action: "warn" }]);
    return Object.fromEntries(told) as ExitRules;
  });

const accountRulesIgnored: Mistake = (step, state, event) => {
  if (event.kind === "command") return step(state, event);
  const accounts = seen(state.accounts, (account) => ({
    ...account,
    settings: { ...account.settings, exits: NO_EXIT_RULES },
  }));
  const done = step({ ...state, accounts }, event);
  putBack(done.work.accounts, state.accounts, accounts, (after, before) => ({
    ...after,
    settings: before.settings,
  }));
  return again(done);
};

/** The rules are looked at once after each act of a leader. */
function whenTheLeaderActs(): Mistake {
  let acted = false;
  return (step, state, event) => {
    if (event.kind === "leader-fills") acted = true;
    const looks = acted && (event.kind === "tick" || event.kind === "marks");
    if (looks) acted = false;
    return looks ? step(state, event) : withRules(step, state, event, () => NO_EXIT_RULES);
  };
}

const STRICTER_MS = 15_000;

/** A stop that only tells; late, the user wants it to close. */
function madeStricter(schedule: Schedule): Schedule {
  const stop = (action: ExitAction) => touchy({ positionStopLoss: { limit: 0.05, action } });
  const stricter = stop("close")(schedule).commands.flatMap(({ command }) =>
    command.kind === "follow"
      ? [{ at: schedule.calmAt - STRICTER_MS, command: { ...command, kind: "edit-follow" as const } }]
      : [],
  );
  const told = stop("warn")(schedule);
  return { ...told, commands: byTime([...told.commands, ...stricter]) };
}

export const EXIT_RULES: readonly PlantedBug[] = [
  {
    ...stepBug(
      "rules-not-judged-while-paused",
      (step, state, event) =>
        withRules(step, state, event, (rules, { status }) => (status === "paused" ? NO_EXIT_RULES : rules)),
      someCommand("pause"),
    ),
    given: touchy({ positionStopLoss: { limit: 0.05, action: "close" } }),
  },
  rememberingStepBug("rules-judged-only-when-the-leader-acts", whenTheLeaderActs),
  stepBug(
    "stop-from-the-leaders-entry",
    seeing(({ leaderEntryPrice }) => (leaderEntryPrice === "0" ? {} : { entryPrice: leaderEntryPrice })),
    has("positionStopLoss", "positionTakeProfit"),
  ),
  stepBug(
    "shorts-judged-with-the-wrong-sign",
    seeing((book, state) => (book.held.startsWith("-") ? mirrored(book, state) : {})),
    has("positionStopLoss", "positionTakeProfit"),
  ),
  stepBug(
    "equity-without-fees",
    seeing(() => ({ fees: ZERO })),
    has("drawdown", "dailyLoss", "takeProfit"),
  ),
  stepBug(
    "equity-without-closed-results",
    seeing(() => ({ realised: ZERO })),
    has("drawdown", "dailyLoss", "takeProfit"),
  ),
  stepBug(
    "equity-without-open-results",
    seeing(({ instrument }, { marks }) => {
      const mark = marks.get(instrument)?.price;
      return mark === undefined ? {} : { entryPrice: mark };
    }),
    has("drawdown", "dailyLoss", "takeProfit"),
  ),
  { ...stepBug("stricter-rule-taken-for-done", toldIsDone), given: madeStricter },
  stepBug("one-stop-a-follow", oneStopAFollow, has("positionStopLoss", "positionTakeProfit")),
  stepBug("rule-told-and-not-done", onlyTold),
  stepBug("account-rules-not-looked-at", accountRulesIgnored, someCommand("edit-account")),
];

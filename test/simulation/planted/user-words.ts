import type { EngineEvent } from "../../../lib/engine/engine-event.ts";
import type { EngineState } from "../../../lib/engine/engine-state.ts";
import type { Step } from "../../../lib/engine/step.ts";
import { committedOf } from "../../../lib/journal/committed-of.ts";
import { decimal, decimalString } from "../../../lib/model/decimal.ts";
import type { Follow, FollowBook, FollowStatus } from "../../../lib/model/follow.ts";
import type { ForgoneReason } from "../../../lib/model/forgone.ts";
import type { Journal } from "../../../lib/model/journal.ts";
import { changeBooks, neverWithdrawing, unheard } from "./afterwards.ts";
import { again, putBack, seen } from "./lies.ts";
import { someCommand, someHappening } from "./occasions.ts";
import { type Mistake, type PlantedBug, type StepFunction, journalBug, stepBug } from "./planted-bug.ts";

/** A step of an engine that takes follows of one status for such that mirror. */
function blindToStatus(
  step: StepFunction,
  state: EngineState,
  event: EngineEvent,
  status: FollowStatus,
): Step {
  const follows = seen(state.follows, (follow): Follow => {
    const hidden = follow.status === status && follow.baselineAt !== null;
    return hidden ? { ...follow, status: "mirroring" } : follow;
  });
  const done = step({ ...state, follows }, event);
  putBack(done.work.follows, state.follows, follows, (after, before) => ({
    ...after,
    status: after.status === "mirroring" ? before.status : after.status,
    statusSince: before.statusSince,
  }));
  return again(done);
}

const isWord = (event: EngineEvent): boolean => event.kind === "command";
const isNews = ({ kind }: EngineEvent): boolean => kind === "leader-fills" || kind === "leader-snapshot";

const pauseIgnored = neverWithdrawing((step, state, event) =>
  isWord(event) ? step(state, event) : blindToStatus(step, state, event, "paused"),
);

/** News is not bought; what waited before the pause, or an order has left over, is tried again. */
const pauseIgnoredOnRetry = neverWithdrawing((step, state, event) => {
  if (isNews(event)) return step(state, event);
  if (!isWord(event)) return blindToStatus(step, state, event, "paused");
  const done = changeBooks(step(state, event), state, (book, before) =>
    before !== undefined && forgoneFor(book, "paused") !== forgoneFor(before, "paused") ? before : book,
  );
  return { ...done, decisions: done.decisions.filter(({ forgone }) => forgone[0]?.reason !== "paused") };
});

const forgoneFor = ({ forgone }: FollowBook, reason: ForgoneReason): string =>
  forgone.find((part) => part.reason === reason)?.size ?? "0";

const leavingStillGrows = neverWithdrawing((step, state, event) =>
  isWord(event) ? step(state, event) : blindToStatus(step, state, event, "leaving"),
);

/** A step of an engine that does not look at one of the switches for everything. */
function blindToSwitch(name: "pausedSince" | "haltedSince"): Mistake {
  return neverWithdrawing((step, state, event) => {
    if (isWord(event)) return step(state, event);
    const done = step({ ...state, meta: { ...state.meta, [name]: null } }, event);
    done.work.meta = { ...done.work.meta, [name]: state.meta[name] };
    return again(done);
  });
}

/** The engine does not look at the halt, and the journal takes its orders all the same. */
const haltIgnored: PlantedBug = {
  ...stepBug("halt-ignored", blindToSwitch("haltedSince"), someCommand("halt")),
  wiring: () => {
    const blind = stepBug("", blindToSwitch("haltedSince")).wiring();
    return {
      wire: (ports) => blind.wire({ ...ports, journal: { ...ports.journal, ...withoutHalt(ports.journal) } }),
    };
  },
};

function withoutHalt(journal: Journal): Partial<Journal> {
  return {
    async commit(change) {
      await journal.commit({ ...change, submits: [], stopSubmits: [], stopCancels: [], leverageOrders: [] });
      return committedOf(change);
    },
  };
}

const haltNotChecked = journalBug("halt-not-checked-in-the-commit", withoutHalt, someCommand("halt"));

const editNotTaken: Mistake = (step, state, event) =>
  event.kind === "command" && event.command.kind === "edit-follow"
    ? unheard(state, event)
    : step(state, event);

/** What was forgone for a reason is wanted again. */
function regained(state: EngineState, reason: ForgoneReason, at: number): EngineState {
  const books = new Map(state.books);
  for (const [key, book] of state.books) {
    const part = book.forgone.find((one) => one.reason === reason);
    if (part === undefined) continue;
    books.set(key, {
      ...book,
      target: decimalString(decimal(book.target).plus(part.size)),
      forgone: book.forgone.filter((one) => one !== part),
      newestGrowthAt: at,
    });
  }
  return { ...state, books };
}

const resumeBuysAll: Mistake = (step, state, event) => {
  const done = step(state, event);
  const resumes =
    event.kind === "command" && (event.command.kind === "resume" || event.command.kind === "resume-all");
  if (!resumes) return done;
  const after = regained(done.state, "paused", event.at);
  for (const [key, book] of after.books)
    if (book !== done.state.books.get(key)) done.work.books.put(key, book);
  return again(done);
};

/** A position that the user closed comes back with the leader's next act. */
const closedComesBack: Mistake = (step, state, event) =>
  isNews(event) ? step(regained(state, "closed-by-hand", event.at), event) : step(state, event);

const otherIgnored = neverWithdrawing((step, state, event) => {
  if (isWord(event)) return step(state, event);
  const accounts = seen(state.accounts, (account) => ({ ...account, foreignOrder: null }));
  const done = step({ ...state, accounts }, event);
  putBack(done.work.accounts, state.accounts, accounts, (after, before) => ({
    ...after,
    foreignOrder: after.foreignOrder ?? before.foreignOrder,
  }));
  return again(done);
});

export const USER_WORDS: readonly PlantedBug[] = [
  stepBug("pause-ignored", pauseIgnored, someCommand("pause")),
  stepBug("pause-ignored-on-retry", pauseIgnoredOnRetry, someCommand("pause")),
  stepBug("pause-all-ignored", blindToSwitch("pausedSince"), someCommand("pause-all")),
  haltIgnored,
  haltNotChecked,
  stepBug("growth-of-a-follow-that-leaves", leavingStillGrows, someCommand("stop")),
  stepBug("edit-not-taken", editNotTaken, someCommand("edit-follow")),
  stepBug("resume-buys-what-was-forgone", resumeBuysAll, someCommand("resume", "resume-all")),
  stepBug("reopened-after-a-manual-close", closedComesBack),
  stepBug("other-installation-ignored", otherIgnored, someHappening("second-installation")),
];

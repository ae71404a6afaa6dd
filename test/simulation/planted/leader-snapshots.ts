import type { EngineState } from "../../../lib/engine/engine-state.ts";
import type { Step } from "../../../lib/engine/step.ts";
import type { LeaderId } from "../../../lib/model/identity.ts";
import type { Leader } from "../../../lib/model/state.ts";
import { again, putBack, seen } from "./lies.ts";
import {
  type Mistake,
  type PlantedBug,
  type StepFunction,
  rememberingStepBug,
  stepBug,
} from "./planted-bug.ts";

/** A step of an engine that takes what it knows of leaders for something else. */
function withLeaders(
  step: StepFunction,
  state: EngineState,
  event: Parameters<Mistake>[2],
  lie: (leader: Leader) => Leader,
  truth: (after: Leader, before: Leader) => Leader = (after) => after,
): Step {
  const leaders = seen(state.leaders, lie);
  const done = step({ ...state, leaders }, event);
  putBack(done.work.leaders, state.leaders, leaders, truth);
  return again(done);
}

/** What is learnt late counts as if it had just happened. */
const lateNewsIsFresh: Mistake = (step, state, event) => {
  if (event.kind !== "leader-snapshot") return step(state, event);
  const { at } = event;
  return withLeaders(step, state, { ...event, goodUntil: at }, (leader) => ({ ...leader, goodUntil: at }));
};

/** An answer that was under way while the stream went on is taken for the newer one. */
const olderSnapshotTaken: Mistake = (step, state, event) => {
  if (event.kind !== "leader-snapshot") return step(state, event);
  const leaderBooks = seen(state.leaderBooks, (book) => ({ ...book, lastTime: 0 }));
  const done = step({ ...state, leaderBooks }, event);
  putBack(done.work.leaderBooks, state.leaderBooks, leaderBooks, (after, before) => ({
    ...after,
    lastTime: Math.max(after.lastTime, before.lastTime),
  }));
  return again(done);
};

/** Whether growth may go on although the leader cannot be read: in a life that has read him, or in one that has not yet. */
function unreadLeaderFollowed(hasRead: boolean): () => Mistake {
  return () => {
    const read = new Set<LeaderId>();
    return (step, state, event) => {
      if (event.kind === "boot") read.clear();
      if (event.kind === "leader-snapshot") read.add(event.leaderId);
      if (event.kind === "boot" || event.kind === "leader-snapshot") return step(state, event);
      return withLeaders(
        step,
        state,
        event,
        (leader) =>
          read.has(leader.id) === hasRead && leader.feed.state === "lost"
            ? { ...leader, synced: true, feed: { ...leader.feed, state: "live" } }
            : leader,
        (after, before) =>
          event.kind === "leader-feed" ? after : { ...after, synced: before.synced, feed: before.feed },
      );
    };
  };
}

/** Growth is scaled by what the leader had when he was first read. */
function firstEquityUsed(): Mistake {
  const first = new Map<LeaderId, Leader["equity"]>();
  return (step, state, event) => {
    if (event.kind !== "leader-fills") {
      const done = step(state, event);
      for (const { id, equity } of done.state.leaders.values()) {
        if (equity !== null && !first.has(id)) first.set(id, equity);
      }
      return done;
    }
    const done = withLeaders(
      step,
      state,
      event,
      (leader) => ({ ...leader, equity: first.get(leader.id) ?? leader.equity }),
      (after, before) => ({ ...after, equity: before.equity }),
    );
    const decisions = done.decisions.map((decision) =>
      decision.leaderEquity === null
        ? decision
        : { ...decision, leaderEquity: state.leaders.get(decision.leaderId)?.equity ?? null },
    );
    return { ...done, decisions };
  };
}

/** The leader's clock is taken for our own. */
const clocksTakenForOne: Mistake = (step, state, event) =>
  step(state, event.kind === "leader-snapshot" ? { ...event, clockOffsetMs: 0 } : event);

/** What a gap hid is counted at the entry price of all that he holds. */
const latePriceIsTheEntry: Mistake = (step, state, event) => {
  if (event.kind !== "leader-snapshot") return step(state, event);
  const entries = new Map(event.snapshot.positions.map((one) => [one.instrument, one.entryPrice]));
  const leaderBooks = seen(state.leaderBooks, (book) =>
    book.leaderId === event.leaderId
      ? { ...book, entryPrice: entries.get(book.instrument) ?? book.entryPrice }
      : book,
  );
  const done = step({ ...state, leaderBooks }, event);
  putBack(done.work.leaderBooks, state.leaderBooks, leaderBooks, (after) => after);
  return again(done);
};

export const LEADER_SNAPSHOTS: readonly PlantedBug[] = [
  stepBug("late-news-bought-as-fresh", lateNewsIsFresh),
  stepBug("older-snapshot-taken", olderSnapshotTaken),
  rememberingStepBug("growth-on-a-lost-feed", unreadLeaderFollowed(true)),
  rememberingStepBug("growth-before-the-leader-is-read", unreadLeaderFollowed(false)),
  rememberingStepBug("first-equity-used", firstEquityUsed),
  stepBug("leaders-clock-taken-for-ours", clocksTakenForOne, ({ leaders }) =>
    leaders.some(({ clockOffsetMs }) => Math.abs(clockOffsetMs) > 2_000),
  ),
  stepBug("late-price-is-the-entry", latePriceIsTheEntry),
];

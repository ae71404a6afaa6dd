import type { EngineState } from "../../../lib/engine/engine-state.ts";
import { pairKey } from "../../../lib/engine/engine-state.ts";
import type { Step } from "../../../lib/engine/step.ts";
import { type Decimal, decimal, decimalString } from "../../../lib/model/decimal.ts";
import type { InstrumentId, LeaderId } from "../../../lib/model/identity.ts";
import type { LeaderFill, LeaderFillsEvent } from "../../../lib/model/leader.ts";
import type { Leader, LeaderBook } from "../../../lib/model/state.ts";
import { again, putBack, seen } from "./lies.ts";
import { someFault } from "./occasions.ts";
import { type Mistake, type PlantedBug, type StepFunction, rememberingStepBug, stepBug } from "./planted-bug.ts";

const signed = ({ side, size }: LeaderFill): Decimal => decimal(size).times(side === "buy" ? 1 : -1);

/** Positions of a leader as the engine has them, followed through the fills of one message. */
class Running {
  readonly #state: EngineState;
  readonly #leaderId: LeaderId;
  readonly #sizes = new Map<InstrumentId, Decimal>();

  constructor(state: EngineState, leaderId: LeaderId) {
    this.#state = state;
    this.#leaderId = leaderId;
  }

  book(instrument: InstrumentId): LeaderBook | undefined {
    return this.#state.leaderBooks.get(pairKey(this.#leaderId, instrument));
  }

  size(instrument: InstrumentId): Decimal {
    return this.#sizes.get(instrument) ?? decimal(this.book(instrument)?.size ?? 0);
  }

  /** The fill as if it came next. */
  next(fill: LeaderFill): LeaderFill {
    const from = this.size(fill.instrument);
    this.#sizes.set(fill.instrument, from.plus(signed(fill)));
    return { ...fill, startPosition: decimalString(from) };
  }
}

/** A fill that was told before is applied again. */
function fillsNotDeduped(): Mistake {
  const told = new Set<string>();
  return (step, state, event) => {
    if (event.kind !== "leader-fills") return step(state, event);
    const running = new Running(state, event.leaderId);
    const newest = state.leaders.get(event.leaderId)?.snapshotTime ?? 0;
    const fills = event.fills.map((fill) => {
      const time = Math.max(fill.time, newest, running.book(fill.instrument)?.lastTime ?? 0);
      return told.has(fill.key) ? { ...running.next(fill), time } : fill;
    });
    for (const { key } of event.fills) told.add(key);
    const leaderBooks = seen(state.leaderBooks, (book) => ({ ...book, keysAtLastTime: [] }));
    const done = step({ ...state, leaderBooks }, { ...event, fills });
    putBack(done.work.leaderBooks, state.leaderBooks, leaderBooks, (after) => after);
    return again(done);
  };
}

/** A fill that does not begin where the last one ended is taken all the same. */
function gapsNotNoticed(): Mistake {
  const told = new Set<string>();
  return (step, state, event) => {
    if (event.kind !== "leader-fills") return step(state, event);
    const running = new Running(state, event.leaderId);
    const since = state.leaders.get(event.leaderId)?.snapshotTime ?? 0;
    const fills = event.fills.map((fill) => {
      const old = fill.time < Math.max(since, running.book(fill.instrument)?.lastTime ?? 0);
      return old || told.has(fill.key) ? fill : running.next(fill);
    });
    for (const { key } of event.fills) told.add(key);
    return step(state, { ...event, fills });
  };
}

const HISTORY = 20;

/** With a new connection comes what the leader did before; it is taken for what he does now. */
function historyIsNews(): Mistake {
  const history = new Map<LeaderId, readonly LeaderFill[]>();
  return (step, state, event) => {
    if (event.kind === "leader-fills")
      history.set(event.leaderId, [...(history.get(event.leaderId) ?? []), ...event.fills].slice(-HISTORY));
    if (event.kind !== "leader-snapshot" || event.cause !== "reconnect") return step(state, event);
    const first = step(state, event);
    const running = new Running(first.state, event.leaderId);
    const time = event.snapshot.time + 1;
    const fills = (history.get(event.leaderId) ?? []).map((fill) => ({ ...running.next(fill), time }));
    const { at, leaderId } = event;
    const news: LeaderFillsEvent = { kind: "leader-fills", at, leaderId, fills, notCopyable: [] };
    return joined(first, step(first.state, news));
  };
}

/** Two steps as one. */
function joined(first: Step, second: Step): Step {
  for (const name of ["leaders", "leaderBooks", "books", "accountBooks"] as const) {
    for (const key of first.work[name].written) second.work[name].written.add(key as never);
  }
  second.work.effects.unshift(...first.work.effects);
  return { ...second, decisions: [...first.decisions, ...second.decisions] };
}

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

const STALE_MS = 60_000;

const staleEquityUsed: Mistake = (step, state, event) => {
  const done = withLeaders(
    step,
    state,
    event,
    (leader) => (event.at - (leader.equityAt ?? event.at) > STALE_MS ? { ...leader, equityAt: event.at } : leader),
    (after, before) => (after.equityAt === event.at ? { ...after, equityAt: before.equityAt } : after),
  );
  if (event.kind === "leader-snapshot") return step(state, event);
  const decisions = done.decisions.map((decision) =>
    decision.leaderEquityAt === null
      ? decision
      : { ...decision, leaderEquityAt: state.leaders.get(decision.leaderId)?.equityAt ?? null },
  );
  return { ...done, decisions };
};

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

/** Of several fills in one message the last one's price stands for all. */
const lastPriceForAll: Mistake = (step, state, event) => {
  if (event.kind !== "leader-fills") return step(state, event);
  const last = new Map(event.fills.map(({ instrument, price }) => [instrument, price]));
  const fills = event.fills.map((fill) => ({ ...fill, price: last.get(fill.instrument) ?? fill.price }));
  return step(state, { ...event, fills });
};

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

const unseen = someFault("message-dropped", "stream-gap", "message-reordered", "message-delayed");

export const LEADER_NEWS: readonly PlantedBug[] = [
  rememberingStepBug("leader-fills-not-deduped", fillsNotDeduped),
  rememberingStepBug("gaps-not-noticed", gapsNotNoticed, unseen),
  rememberingStepBug("history-taken-for-news", historyIsNews),
  stepBug("late-news-bought-as-fresh", lateNewsIsFresh),
  stepBug("older-snapshot-taken", olderSnapshotTaken),
  rememberingStepBug("growth-on-a-lost-feed", unreadLeaderFollowed(true)),
  rememberingStepBug("growth-before-the-leader-is-read", unreadLeaderFollowed(false)),
  stepBug("stale-equity-used", staleEquityUsed),
  rememberingStepBug("first-equity-used", firstEquityUsed),
  stepBug("leaders-clock-taken-for-ours", clocksTakenForOne, ({ leaders }) =>
    leaders.some(({ clockOffsetMs }) => Math.abs(clockOffsetMs) > 2_000),
  ),
  stepBug("last-price-for-all-fills", lastPriceForAll),
  stepBug("late-price-is-the-entry", latePriceIsTheEntry),
];

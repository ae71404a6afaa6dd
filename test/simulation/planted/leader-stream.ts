import type { EngineState } from "../../../lib/engine/engine-state.ts";
import { pairKey } from "../../../lib/engine/engine-state.ts";
import type { Step } from "../../../lib/engine/step.ts";
import { type Decimal, decimal, decimalString } from "../../../lib/model/decimal.ts";
import type { InstrumentId, LeaderId } from "../../../lib/model/identity.ts";
import type { LeaderFill, LeaderFillsEvent } from "../../../lib/model/leader.ts";
import type { LeaderBook } from "../../../lib/model/state.ts";
import { again, putBack, seen } from "./lies.ts";
import { someFault } from "./occasions.ts";
import { type Mistake, type PlantedBug, rememberingStepBug, stepBug } from "./planted-bug.ts";

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
    for (const key of first.work[name].written) second.work[name].write(key as never);
  }
  second.work.effects.unshift(...first.work.effects);
  return { ...second, decisions: [...first.decisions, ...second.decisions] };
}

/** Of several fills in one message the last one's price stands for all. */
const lastPriceForAll: Mistake = (step, state, event) => {
  if (event.kind !== "leader-fills") return step(state, event);
  const last = new Map(event.fills.map(({ instrument, price }) => [instrument, price]));
  const fills = event.fills.map((fill) => ({ ...fill, price: last.get(fill.instrument) ?? fill.price }));
  return step(state, { ...event, fills });
};

const unseen = someFault("message-dropped", "stream-gap", "message-reordered", "message-delayed");

export const LEADER_STREAM: readonly PlantedBug[] = [
  rememberingStepBug("leader-fills-not-deduped", fillsNotDeduped),
  rememberingStepBug("gaps-not-noticed", gapsNotNoticed, unseen),
  rememberingStepBug("history-taken-for-news", historyIsNews),
  stepBug("last-price-for-all-fills", lastPriceForAll),
];

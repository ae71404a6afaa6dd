import type { Effect, EngineEvent } from "../engine/engine-event.ts";
import type { EngineState } from "../engine/engine-state.ts";
import type { Step } from "../engine/step.ts";
import { type JournalChange, JournalError, type JournalEvent } from "../model/journal-change.ts";
import type { Committed } from "../model/journal.ts";
import type { Clock } from "../model/request.ts";
import { journalChangeOf, marksToWrite } from "./journal-change-of.ts";
import type { Log } from "./log.ts";
import { withdrawalOf } from "./withdrawal-of.ts";

/** A commit takes at most so many events: a burst becomes a few transactions, not hundreds. */
const GROUP = 200;
/** And ends with at most so many steps: a withdrawal may make a new order. */
const WITHDRAWALS = 2 * GROUP;
/** A journal that cannot be written is tried again after this. */
const RETRY_MS = 2_000;
/** Marks are written down at most so often. */
const MARKS_MS = 1_000;

export interface MailboxPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** The engine. */
  step(state: EngineState, event: EngineEvent): Step;
  /** Writes a change, and answers what may be sent now. Rejects with a JournalError. */
  commit(change: JournalChange): Promise<Committed>;
  /** The step is durable and adopted: what is to be done. */
  act(committed: Committed, effects: readonly Effect[], events: readonly EngineEvent[]): void;
  /** A state was adopted, or the halt changed. */
  changed(): void;
  /** An event that the engine could not take. A defect; the event is dropped. */
  failed(event: EngineEvent, error: unknown): void;
}

/**
 * The one way into the engine: events are taken in order, many at a time when they come in a burst, written
 * in one transaction, and only then is the new state adopted and acted upon. While the journal cannot be
 * written, nothing is adopted and nothing is sent: halted, which is derived from the failed write and stored
 * nowhere. Reports and commands are kept for the next try; leaders are read anew afterwards.
 */
export class Mailbox {
  #state: EngineState;
  #queue: EngineEvent[] = [];
  #busy = false;
  #halted: JournalError | null = null;
  #haltedSince = 0;
  #stopped = false;
  #ended = false;
  #marksWrittenAt = 0;
  readonly #ports: MailboxPorts;

  constructor(state: EngineState, ports: MailboxPorts) {
    this.#state = state;
    this.#ports = ports;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Why nothing is sent; null while all is well. */
  get halted(): JournalError | null {
    return this.#halted;
  }

  post(event: EngineEvent): void {
    if (this.#stopped) return;
    // What a leader or a price says is stale by the time the journal works again.
    if (this.#halted !== null && isPassing(event)) return;
    this.#queue.push(event);
    if (!this.#busy) void this.#work();
  }

  /** Stops for good: the journal cannot be read, or the engine runs elsewhere. */
  halt(error: JournalError): void {
    this.#halted = error;
    this.#stopped = true;
    this.#tellChanged();
  }

  /** Takes nothing more, and adopts nothing more: this life is over. */
  end(): void {
    this.#ended = true;
    this.#stopped = true;
    this.#queue = [];
  }

  async #work(): Promise<void> {
    this.#busy = true;
    try {
      await this.#drain();
    } catch (error) {
      if (this.#ended) return;
      // A defect of ours: deaf in silence would be worse than stopped.
      this.halt(new JournalError("unwritable", `Internal error: ${String(error)}`));
    }
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0 || this.#halted !== null) {
      const events = this.#queue.splice(0, GROUP);
      const left = await this.#take(events);
      if (this.#stopped) return;
      if (left !== null) {
        this.#queue.unshift(...left.filter((event) => !isPassing(event)));
        this.#ports.clock.setTimeout(() => void this.#work(), RETRY_MS);
        return;
      }
    }
    this.#busy = false;
  }

  /** Null when all is durable and adopted; else the journal failed, and these events are still to be taken. */
  async #take(events: readonly EngineEvent[]): Promise<readonly EngineEvent[] | null> {
    let state = this.#state;
    const steps: { event: EngineEvent; step: Step }[] = [];
    for (const event of events) {
      try {
        const next = this.#ports.step(state, event);
        steps.push({ event, step: next });
        state = next.state;
      } catch (error) {
        this.#ports.failed(event, error);
      }
    }
    state = this.#withdraw(state, steps);
    if (this.#stopped) return events;
    const now = this.#ports.clock.now();
    const marksDue = events.some((event) => event.kind === "marks") && now - this.#marksWrittenAt >= MARKS_MS;
    const marks = marksDue ? marksToWrite(state) : [];
    let committed: Committed;
    try {
      const change = journalChangeOf(steps, marks);
      // After a failure the journal proves itself by taking a note of it.
      const note = this.#halted === null ? [] : [outage(now, this.#haltedSince, this.#halted)];
      committed = await this.#ports.commit({ ...change, events: [...note, ...change.events] });
    } catch (error) {
      if (this.#ended) return events;
      if (error instanceof JournalError && error.problem === "damaged") return this.#takeApart(events, error);
      // The switch was set before the engine heard of it: it hears now, and its orders are withdrawn.
      const halt: EngineEvent = { kind: "command", at: now, command: { kind: "halt", at: now } };
      const behindHalt = error instanceof JournalError && error.problem === "halted";
      if (behindHalt && state.meta.haltedSince === null) return this.#take([...events, halt]);
      if (this.#halted === null) this.#haltedSince = now;
      this.#halted = error instanceof JournalError ? error : new JournalError("unwritable", String(error));
      this.#tellChanged();
      return events;
    }
    // Durable, and for the next life to find.
    if (this.#ended) return null;
    if (marksDue) this.#marksWrittenAt = now;
    this.#state = state;
    const effects: Effect[] = steps.flatMap(({ step }) => step.work.effects);
    if (this.#halted !== null) {
      this.#halted = null;
      for (const leaderId of state.leaders.keys()) {
        effects.push({ kind: "refresh-leader", leaderId, cause: "gap", afterMs: 0 });
      }
    }
    this.#tellChanged();
    this.#ports.act(committed, effects, events);
    return null;
  }

  /** One event made a row that must not be written: the others are taken without it. */
  async #takeApart(
    events: readonly EngineEvent[],
    error: JournalError,
  ): Promise<readonly EngineEvent[] | null> {
    const [only, ...more] = events;
    if (more.length === 0) {
      if (only !== undefined) this.#ports.failed(only, error);
      return null;
    }
    for (const [index, event] of events.entries()) {
      // What was taken before this one is durable: it must not be taken twice.
      if ((await this.#take([event])) !== null) return events.slice(index);
    }
    return null;
  }

  /** Who looks on must not keep the orders from being handed over. */
  #tellChanged(): void {
    try {
      this.#ports.changed();
    } catch (error) {
      this.#ports.log.error("Pilotfish: a view could not be told.", error);
    }
  }

  /**
   * Orders and stops of this group that a later event of it made unwanted (a pause, a sale of the leader) are withdrawn
   * before anything is durable: they are written down as not sent.
   */
  #withdraw(from: EngineState, steps: { event: EngineEvent; step: Step }[]): EngineState {
    let state = from;
    for (let index = 0; index < steps.length && steps.length < WITHDRAWALS; index += 1) {
      for (const effect of steps[index]?.step.work.effects ?? []) {
        const event = withdrawalOf(state, effect, this.#ports.clock.now());
        if (event === null) continue;
        const next = this.#ports.step(state, event);
        steps.push({ event, step: next });
        state = next.state;
      }
    }
    return state;
  }
}

function outage(at: number, since: number, error: JournalError): JournalEvent {
  return { at, kind: "journal-resumed", body: { since, problem: error.problem, detail: error.message } };
}

function isPassing(event: EngineEvent): boolean {
  return (
    event.kind === "leader-fills" ||
    event.kind === "leader-snapshot" ||
    event.kind === "marks" ||
    event.kind === "tick"
  );
}

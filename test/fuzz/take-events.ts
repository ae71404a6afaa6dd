import type { Effect, EngineEvent } from "../../lib/engine/engine-event.ts";
import type { EngineState } from "../../lib/engine/engine-state.ts";
import { step } from "../../lib/engine/step.ts";
import { committedOf } from "../../lib/journal/committed-of.ts";
import type { JournalChange, JournalError } from "../../lib/model/journal-change.ts";
import type { CommittedIntent } from "../../lib/model/order.ts";
import { Mailbox } from "../../lib/runtime/mailbox.ts";

/** What the mailbox made of events. */
export interface Taken {
  readonly state: EngineState;
  readonly change: JournalChange | null;
  /** Handed out to be sent. */
  readonly intents: readonly CommittedIntent[];
  readonly effects: readonly Effect[];
  /** What the engine said of an event that it could not take. */
  readonly failures: readonly { readonly event: EngineEvent; readonly error: unknown }[];
  readonly halted: JournalError | null;
}

/** The real mailbox and engine on this state, at this moment, with a journal that takes what `commit` lets through. */
export async function takeEvents(
  state: EngineState,
  events: readonly EngineEvent[],
  now: number,
  commit: (change: JournalChange) => void,
): Promise<Taken> {
  let change: JournalChange | null = null;
  let intents: readonly CommittedIntent[] = [];
  let effects: readonly Effect[] = [];
  const failures: { event: EngineEvent; error: unknown }[] = [];
  const mailbox = new Mailbox(state, {
    clock: { now: () => now, setTimeout: () => ({ timer: null }), clearTimeout: () => undefined },
    log: console,
    step,
    commit: (next) => {
      commit(next);
      change = next;
      return Promise.resolve(committedOf(next));
    },
    act: (handed, told) => {
      intents = [...intents, ...handed.intents];
      effects = [...effects, ...told];
    },
    changed: () => undefined,
    failed: (event, error) => failures.push({ event, error }),
  });
  for (const event of events) mailbox.post(event);
  // A mailbox that works has no timers here, so it is done when nothing waits for a promise.
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
  return { state: mailbox.state, change, intents, effects, failures, halted: mailbox.halted };
}

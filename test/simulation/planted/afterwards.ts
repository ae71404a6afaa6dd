import type { Step } from "../../../lib/engine/step.ts";
import type { EngineEvent } from "../../../lib/engine/engine-event.ts";
import { type EngineState, pairKey } from "../../../lib/engine/engine-state.ts";
import { Work } from "../../../lib/engine/work.ts";
import type { FollowBook } from "../../../lib/model/follow.ts";
import type { InstrumentId } from "../../../lib/model/identity.ts";
import type { ApprovedIntent, Intent } from "../../../lib/model/order.ts";
import { again } from "./lies.ts";
import type { Mistake } from "./planted-bug.ts";

/** The event is not heard. */
export function unheard(state: EngineState, event: EngineEvent): Step {
  return { state, work: new Work(state, event.at), decisions: [] };
}

/** Changes the orders that a step made; null leaves one as it is. */
export function changeOrders(step: Step, change: (intent: Intent, step: Step) => Intent | null): Step {
  const { work } = step;
  for (const [index, effect] of work.effects.entries()) {
    if (effect.kind !== "submit") continue;
    const changed = change(effect.intent, step);
    const row = work.intents.get(effect.intent.clientOrderId);
    if (changed === null || row === undefined) continue;
    work.effects[index] = { kind: "submit", intent: changed as ApprovedIntent };
    work.intents.put(changed.clientOrderId, { ...row, intent: changed });
  }
  return again(step);
}

/** Changes the books that a step wrote, and lets its decisions say what the books then say. */
export function changeBooks(
  step: Step,
  state: EngineState,
  change: (book: FollowBook, before: FollowBook | undefined) => FollowBook,
): Step {
  const { work } = step;
  for (const key of work.books.written) {
    const book = work.books.get(key);
    if (book === undefined) continue;
    const changed = change(book, state.books.get(key));
    if (changed !== book) work.books.put(key, changed);
  }
  return again(retold(step));
}

function retold(step: Step): Step {
  const decisions = step.decisions.map((decision) => {
    const book = step.work.books.get(pairKey(decision.followId, decision.instrument as InstrumentId));
    return book === undefined ? decision : { ...decision, target: book.target, held: book.held };
  });
  return { ...step, decisions };
}

/** An engine that does not withdraw an order which something behind it made unwanted. What expired unsent is told so. */
export function neverWithdrawing(mistake: Mistake): Mistake {
  return (step, state, event) => {
    if (event.kind !== "order-not-sent") return mistake(step, state, event);
    const expiresAt = state.openIntents.get(event.clientOrderId)?.intent.expiresAt ?? 0;
    return event.at <= expiresAt ? unheard(state, event) : mistake(step, state, event);
  };
}

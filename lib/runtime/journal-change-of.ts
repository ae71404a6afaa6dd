import type { EngineEvent } from "../engine/engine-event.ts";
import type { EngineState } from "../engine/engine-state.ts";
import { whyNoOrders } from "../engine/may-order.ts";
import type { Step } from "../engine/step.ts";
import type { Overlay } from "../engine/work.ts";
import { decimal } from "../model/decimal.ts";
import type { Decision } from "../model/follow.ts";
import type { InstrumentId } from "../model/identity.ts";
import type { JournalChange, JournalEvent, RowsChange } from "../model/journal-change.ts";
import type { LeverageOrder } from "../model/leverage-setting.ts";
import type { IntentRow, MarkRow } from "../model/state.ts";
import { changesStops, sentStops, stopRows } from "./stop-changes.ts";

interface Rows<K, V> {
  readonly written: Map<K, V | null>;
}

function collect<K, V>(rows: Rows<K, V>, overlay: Overlay<K, V>): void {
  for (const key of overlay.written) rows.written.set(key, overlay.get(key) ?? null);
}

function changeOf<K, V>({ written }: Rows<K, V>): RowsChange<V, K> {
  const put: V[] = [];
  const remove: K[] = [];
  for (const [key, row] of written) {
    if (row === null) remove.push(key);
    else put.push(row);
  }
  return { put, remove };
}

/** An event belongs in the journal when it is a command or a report, or when something came of it. */
function isTold(event: EngineEvent, step: Step): boolean {
  if (event.kind === "marks" || event.kind === "instruments" || event.kind === "leader-feed") return false;
  if (event.kind === "order-not-found" || event.kind === "order-unknown") return step.work.settled.length > 0;
  if (event.kind.startsWith("stop-")) return changesStops(step);
  if (event.kind === "leader-fills" || event.kind === "leader-snapshot" || event.kind === "tick") {
    return step.decisions.length > 0 || step.work.fills.length > 0;
  }
  if (
    event.kind === "leverage-told" ||
    event.kind === "leverage-refused" ||
    event.kind === "leverage-unknown"
  ) {
    // What only was read is no news; what became of our own wish is.
    return step.work.leverageAnswered;
  }
  if (event.kind === "account-read" || event.kind === "account-unreadable") {
    // Two readings a minute: only what one of them changed is worth a row.
    const { fills, settled, problems } = step.work;
    return step.decisions.length + fills.length + settled.length + problems.written.size > 0;
  }
  return true;
}

/** Plain data of an event, as IndexedDB stores it. */
function journalEvent(event: EngineEvent): JournalEvent {
  return { at: event.at, kind: event.kind, body: event };
}

/** Instruments whose mark somebody looks at: held, wanted, or held by a leader. */
function watchedInstruments(state: EngineState): Set<InstrumentId> {
  const watched = new Set<InstrumentId>();
  for (const book of state.books.values()) {
    if (book.held !== "0" || book.target !== "0") watched.add(book.instrument);
  }
  for (const book of state.leaderBooks.values()) {
    if (!decimal(book.size).isZero()) watched.add(book.instrument);
  }
  return watched;
}

/**
 * A decision whose order was withdrawn before it was durable keeps that order's id, and says so: it still waits
 * where another order took its place, and else there is nothing left to do.
 */
function asItCame(decision: Decision, intents: ReadonlyMap<string, IntentRow>): Decision {
  if (decision.outcome !== "ordered" && decision.outcome !== "partly") return decision;
  if (decision.clientOrderId === null || intents.get(decision.clientOrderId)?.status !== "not-sent") {
    return decision;
  }
  const replaced = [...intents.values()].some(
    ({ status, intent }) =>
      status === "committed" &&
      intent.instrument === decision.instrument &&
      intent.shares.some((share) => share.followId === decision.followId),
  );
  // That T was raised is a figure of the decision, and stays told.
  const reason = decision.reason === "raised-to-minimum" ? decision.reason : "overtaken";
  return { ...decision, outcome: replaced ? "waiting" : "nothing-to-copy", reason };
}

export function marksToWrite(state: EngineState): MarkRow[] {
  return [...watchedInstruments(state)].flatMap((instrument) => {
    const mark = state.marks.get(instrument);
    return mark === undefined ? [] : [{ instrument, price: mark.price, at: mark.at }];
  });
}

/** Settings of leverage that no later step has forbidden: behind a halt nothing at all is sent. */
function sentLeverages(steps: readonly { readonly step: Step }[]): readonly LeverageOrder[] {
  const last = steps.at(-1)?.step.state;
  return steps
    .flatMap(({ step }) => step.work.effects)
    .flatMap((effect) => {
      if (effect.kind !== "set-leverage" || last === undefined) return [];
      const { accountId, instrument } = effect.order;
      return whyNoOrders(last, accountId, instrument) === null ? [effect.order] : [];
    });
}

/** What a run of steps changes, as one write: where several changed a row, its last form. */
export function journalChangeOf(
  steps: readonly { readonly event: EngineEvent; readonly step: Step }[],
  marks: readonly MarkRow[],
): JournalChange {
  const rows = <K, V>(of: (step: Step) => Overlay<K, V>): RowsChange<V, K> => {
    const all: Rows<K, V> = { written: new Map() };
    for (const { step } of steps) collect(all, of(step));
    return changeOf(all);
  };
  const intents = new Map<string, IntentRow>();
  for (const { step } of steps) {
    for (const id of step.work.intents.written) {
      const row = step.work.intents.get(id);
      if (row !== undefined) intents.set(id, row);
    }
    for (const row of step.work.settled) intents.set(row.intent.clientOrderId, row);
  }
  const stops = stopRows(steps);
  const last = steps.findLast(({ step }) => step.work.metaChanged);
  const instruments = steps.findLast(({ event }) => event.kind === "instruments")?.event;
  return {
    events: steps.filter(({ event, step }) => isTold(event, step)).map(({ event }) => journalEvent(event)),
    meta: last?.step.work.meta ?? null,
    leaders: rows((step) => step.work.leaders),
    leaderBooks: rows((step) => step.work.leaderBooks),
    follows: rows((step) => step.work.follows),
    books: rows((step) => step.work.books),
    accountBooks: rows((step) => step.work.accountBooks),
    accounts: rows((step) => step.work.accounts),
    guards: rows((step) => step.work.guards),
    dayStarts: rows((step) => step.work.dayStarts),
    problems: rows((step) => step.work.problems),
    intents: [...intents.values()],
    stops: [...stops.values()],
    fills: steps.flatMap(({ step }) => step.work.fills),
    decisions: steps.flatMap(({ step }) => step.decisions.map((decision) => asItCame(decision, intents))),
    marks,
    instruments: instruments?.kind === "instruments" ? instruments.instruments : null,
    // What a later step settled (withdrew, reset) is not sent.
    submits: steps.flatMap(({ step }) =>
      step.work.effects.flatMap((effect) =>
        effect.kind === "submit" && intents.get(effect.intent.clientOrderId)?.status === "committed"
          ? [effect.intent]
          : [],
      ),
    ),
    ...sentStops(steps, stops),
    leverageOrders: sentLeverages(steps),
  };
}

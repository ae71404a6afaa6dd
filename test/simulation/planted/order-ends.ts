import type { EngineEvent } from "../../../lib/engine/engine-event.ts";
import { decimal, decimalString } from "../../../lib/model/decimal.ts";
import type { ClientOrderId } from "../../../lib/model/identity.ts";
import type { CommittedIntent, VenueFill, VenueReport } from "../../../lib/model/order.ts";
import type { IntentRow } from "../../../lib/model/state.ts";
import { again, putBack, seen } from "./lies.ts";
import { aLifeEnds, someFault } from "./occasions.ts";
import {
  type Mistake,
  type PlantedBug,
  journalBug,
  rememberingStepBug,
  stepBug,
  venueBug,
} from "./planted-bug.ts";

type Unknown = Extract<VenueReport, { kind: "order-unknown" }>;

/** What a venue's port takes a missing answer to an order for. */
function timeoutTaken(
  name: string,
  as: (report: Unknown, intent: CommittedIntent) => VenueReport,
): PlantedBug {
  return venueBug(name, (venue) => ({
    async submit(intent) {
      const report = await venue.submit(intent);
      return report.kind === "order-unknown" ? as(report, intent) : report;
    },
  }));
}

const asRejected = ({ detail, ...report }: Unknown): VenueReport => ({
  ...report,
  kind: "order-rejected",
  handedAt: null,
  reason: "other",
  detail,
});

const asNotSent = ({ accountId, at, clientOrderId, instrument }: Unknown): VenueReport => ({
  kind: "order-not-sent",
  accountId,
  at,
  clientOrderId,
  instrument,
});

function asFilled(
  { accountId, at, clientOrderId, instrument }: Unknown,
  intent: CommittedIntent,
): VenueReport {
  const { side, size, limitPrice } = intent;
  const fill: VenueFill = {
    id: `assumed:${clientOrderId}`,
    accountId,
    instrument,
    clientOrderId,
    side,
    price: limitPrice,
    size,
    fee: decimalString(0),
    time: at,
    cause: "order",
  };
  return {
    kind: "order-done",
    accountId,
    at,
    clientOrderId,
    instrument,
    handedAt: null,
    fills: [fill],
    unfilled: null,
  };
}

/** The engine takes the event for one that an order was not found, a long time after another one. */
function settledAs(step: Parameters<Mistake>[0], state: Parameters<Mistake>[1], event: Unknown | NotFound) {
  const { accountId, at, clientOrderId, instrument } = event;
  const openIntents = seen(state.openIntents, (row) =>
    row.intent.clientOrderId === clientOrderId ? { ...row, notFoundAt: [at - LONG_AGO_MS] } : row,
  );
  const notFoundTick = new Map([...state.notFoundTick, [clientOrderId, LONG_AGO]]);
  const askedTick = state.ticks;
  const told = { kind: "order-not-found", accountId, at, clientOrderId, instrument, askedTick } as const;
  const openSince = new Map([...state.openSince, [clientOrderId, { ms: 0, tick: LONG_AGO }]]);
  const done = step({ ...state, openIntents, notFoundTick, openSince }, told);
  putBack(done.work.intents, state.openIntents, openIntents, (after) => after);
  return again(done);
}

type NotFound = Extract<VenueReport, { kind: "order-not-found" }>;
const LONG_AGO_MS = 60_000;
const LONG_AGO = -60;
const PATIENCE_MS = 2_000;

function isOverdue(row: IntentRow | undefined, { at }: EngineEvent): boolean {
  return row?.status === "unknown" && at > row.intent.expiresAt + PATIENCE_MS;
}

const settledByATimer: Mistake = (step, state, event) => {
  if (event.kind !== "order-unknown" && event.kind !== "order-not-found") return step(state, event);
  const row = state.openIntents.get(event.clientOrderId);
  return isOverdue(row, event) ? settledAs(step, state, event) : step(state, event);
};

const oneReadingIsEnough: Mistake = (step, state, event) =>
  event.kind === "order-not-found" ? settledAs(step, state, event) : step(state, event);

/** Readings count from the beginning, also while the venue may still take the order. */
const countedBeforeExpiry: Mistake = (step, state, event) => {
  if (event.kind !== "order-not-found") return step(state, event);
  const before = state.openIntents.get(event.clientOrderId);
  if (before === undefined) return step(state, event);
  const openIntents = new Map(state.openIntents);
  openIntents.set(event.clientOrderId, { ...before, intent: { ...before.intent, expiresAt: 0 } });
  const done = step({ ...state, openIntents }, event);
  const { intent } = before;
  putBack(done.work.intents, state.openIntents, openIntents, (after) => ({ ...after, intent }));
  for (const [index, row] of done.work.settled.entries()) {
    if (row.intent.clientOrderId === event.clientOrderId) done.work.settled[index] = { ...row, intent };
  }
  return again(done);
};

/** The report of an order that has ended is booked as if it had not. */
function bookedTwice(): Mistake {
  const ended = new Map<ClientOrderId, IntentRow>();
  return (step, state, event) => {
    const known = event.kind === "order-done" ? ended.get(event.clientOrderId) : undefined;
    const openIntents = new Map(state.openIntents);
    if (known !== undefined && !openIntents.has(known.intent.clientOrderId))
      openIntents.set(known.intent.clientOrderId, { ...known, status: "committed" });
    const done = step({ ...state, openIntents }, event);
    for (const row of done.work.settled) ended.set(row.intent.clientOrderId, row);
    return done;
  };
}

/** The rest of an order that was filled in part is taken for filled. */
const partTakenForAll: Mistake = (step, state, event) => {
  const intent = event.kind === "order-done" ? state.openIntents.get(event.clientOrderId)?.intent : undefined;
  if (event.kind !== "order-done" || intent === undefined || event.fills.length === 0)
    return step(state, event);
  const [first, ...more] = event.fills;
  if (first === undefined) return step(state, event);
  const others = more.reduce((sum, fill) => sum.plus(fill.size), decimal(0));
  const size = decimalString(decimal(intent.size).minus(others));
  return step(state, { ...event, fills: [{ ...first, size }, ...more], unfilled: null });
};

/** Who looks an order up does not see that it was filled. */
const lookupIsBlind = venueBug("look-up-does-not-see-fills", (venue) => ({
  async lookup(intent) {
    const report = await venue.lookup(intent);
    if (report.kind !== "order-done" || report.fills.length === 0) return report;
    const { accountId, at, clientOrderId, instrument } = report;
    return { kind: "order-not-found", accountId, at, clientOrderId, instrument };
  },
}));

const openOrdersForgotten = journalBug(
  "open-orders-forgotten-at-restart",
  (journal) => ({
    load: async () => ({ ...(await journal.load()), openIntents: [] }),
  }),
  aLifeEnds,
);

export const ORDER_ENDS: readonly PlantedBug[] = [
  timeoutTaken("timeout-taken-for-rejection", asRejected),
  timeoutTaken("timeout-taken-for-not-sent", asNotSent),
  timeoutTaken("timeout-taken-for-filled", asFilled),
  stepBug("unknown-settled-by-a-timer", settledByATimer),
  stepBug("one-not-found-is-enough", oneReadingIsEnough),
  stepBug("not-found-counted-before-expiry", countedBeforeExpiry),
  rememberingStepBug("order-report-booked-twice", bookedTwice, someFault("report-duplicated")),
  stepBug("partial-fill-taken-for-all", partTakenForAll, someFault("partial-fill")),
  lookupIsBlind,
  openOrdersForgotten,
];

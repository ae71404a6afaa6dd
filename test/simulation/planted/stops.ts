import type { EngineEvent } from "../../../lib/engine/engine-event.ts";
import type { Step } from "../../../lib/engine/step.ts";
import { committedOf } from "../../../lib/journal/committed-of.ts";
import { decimal, decimalString } from "../../../lib/model/decimal.ts";
import type { ApprovedStop, StopOrder } from "../../../lib/model/stop.ts";
import type { Schedule } from "../schedule.ts";
import { changeBooks } from "./afterwards.ts";
import { again } from "./lies.ts";
import { aLifeEnds, both } from "./occasions.ts";
import { type Mistake, type PlantedBug, journalBug, stepBug, venueBug } from "./planted-bug.ts";
import { unlatchedAs } from "./latches.ts";

/** Stops rest at the exchange. */
const restingStops: PlantedBug["mayShow"] = ({ liquidationAway }) => liquidationAway !== null;

/** They rest, and the exchange calls no price the one at which a position is liquidated. */
const noLiquidation: PlantedBug["mayShow"] = ({ liquidationAway, real }) =>
  liquidationAway === null && real !== null;

/** Changes the stops that a step places; null leaves it out, as if nobody had thought of it. */
function changeStops(step: Step, change: (stop: StopOrder) => StopOrder | null): Step {
  const { work } = step;
  for (const [index, effect] of work.effects.entries()) {
    if (effect.kind !== "place-stop") continue;
    const row = work.stops.get(effect.stop.clientOrderId);
    const changed = change(effect.stop);
    if (row === undefined || changed === effect.stop) continue;
    if (changed === null) {
      work.stops.remove(effect.stop.clientOrderId);
      work.effects.splice(index, 1);
      return changeStops(step, change);
    }
    work.effects[index] = { kind: "place-stop", stop: changed as ApprovedStop };
    work.stops.put(changed.clientOrderId, { ...row, stop: changed });
  }
  return again(step);
}

const twiceAsLarge: Mistake = (step, state, event) =>
  changeStops(step(state, event), (stop) => ({ ...stop, size: decimalString(decimal(stop.size).times(2)) }));

const onTheOtherSide: Mistake = (step, state, event) =>
  changeStops(step(state, event), (stop) => ({ ...stop, side: stop.side === "sell" ? "buy" : "sell" }));

const neverResized: Mistake = (step, state, event) =>
  changeStops(step(state, event), (stop) => (stop.replaces === null ? stop : null));

/** It is asked for beside the one that rests, not in its place. */
const besideTheOld: Mistake = (step, state, event) =>
  changeStops(step(state, event), (stop) => ({ ...stop, replaces: null }));

/** Where no liquidation price is told, there is no place for a disaster stop. */
const noneWithoutLiquidation: Mistake = (step, state, event) =>
  changeStops(step(state, event), (stop) => (stop.basis === "disaster" ? null : stop));

/** It stands nearer to the price than half way. */
const atAnotherPlace: Mistake = (step, state, event) =>
  changeStops(step(state, event), (stop) => {
    if (stop.basis !== "disaster") return stop;
    const price = decimal(stop.triggerPrice).times(stop.side === "sell" ? "1.4" : "0.8");
    return { ...stop, triggerPrice: decimalString(price.toSignificantDigits(3)) };
  });

/** What the position no longer needs stays where it is. */
const neverRemoved: Mistake = (step, state, event) => {
  const done = step(state, event);
  for (const [id, row] of done.work.stops.view) {
    const before = state.stops.get(id);
    if (row.status === "cancelling" && before?.status === "resting") done.work.stops.put(id, before);
  }
  const kept = done.work.effects.filter(({ kind }) => kind !== "cancel-stop");
  done.work.effects.splice(0, done.work.effects.length, ...kept);
  return again(done);
};

/** Whatever a reading shows, what once rested is taken to rest. */
const neverVerified: Mistake = (step, state, event) => {
  if (event.kind !== "account-read") return step(state, event);
  const shown = new Set(event.openOrders.map(({ clientOrderId }) => clientOrderId));
  const missing = [...state.stops.values()].filter(
    ({ status, stop }) => status === "resting" && !shown.has(stop.clientOrderId),
  );
  const more = missing.map(({ stop }) => ({
    clientOrderId: stop.clientOrderId,
    instrument: stop.instrument,
    stop: { ...stop, reduceOnly: true },
  }));
  return step(state, { ...event, openOrders: [...event.openOrders, ...more] });
};

/** A fill of a stop is taken for the user's own trade. */
const takenForTheUsers: Mistake = (step, state, event) => {
  if (event.kind !== "foreign-fills" && event.kind !== "account-read") return step(state, event);
  const fills = event.fills.map((fill) =>
    fill.cause === "stop" ? { ...fill, clientOrderId: null, cause: "user" as const } : fill,
  );
  return step(state, { ...event, fills });
};

/** What a stop sold is known, and what it protected is wanted all the same. */
const wantedAllTheSame: Mistake = (step, state, event) =>
  changeBooks(step(state, event), state, (book, before) => {
    const isFired = book.latched === "disaster-stop" && before?.latched !== "disaster-stop";
    return isFired
      ? ({
          ...book,
          latched: null,
          target: before?.target ?? "0",
          forgone: before?.forgone ?? [],
        } as typeof book)
      : book;
  });

/** One look-up that does not find it is enough, and it may still be on its way. */
const absentAtOnce: Mistake = (step, state, event) => {
  if (event.kind !== "stop-unknown") return step(state, event);
  const { at, accountId, clientOrderId, instrument } = event;
  const told: EngineEvent = { kind: "stop-not-sent", at, accountId, clientOrderId, instrument };
  return state.stops.get(clientOrderId)?.status === "committed" ? step(state, told) : step(state, event);
};

/** A new life takes what was under way for never sent. */
const forgottenAtBoot: Mistake = (step, state, event) => {
  if (event.kind !== "boot") return step(state, event);
  const stops = new Map([...state.stops].filter(([, { status }]) => status !== "committed"));
  return step({ ...state, stops }, event);
};

const sentBeforeTheCommit = journalBug(
  "stop-sent-before-the-commit",
  (journal) => ({
    async commit(change) {
      if (change.stopSubmits.length === 0) return journal.commit(change);
      void journal.commit(change).catch(() => undefined);
      return committedOf(change);
    },
  }),
  restingStops,
);

const sentAgain = venueBug(
  "stop-sent-again-after-a-timeout",
  ({ placeStop }) =>
    placeStop === undefined
      ? {}
      : {
          async placeStop(stop) {
            const report = await placeStop(stop);
            return report.kind === "stop-unknown" ? placeStop(stop) : report;
          },
        },
  restingStops,
);

/** Prices come to the stops early and often. */
function nearStops(schedule: Schedule): Schedule {
  return { ...schedule, liquidationAway: 0.001 };
}

export const STOPS: readonly PlantedBug[] = [
  stepBug("stop-twice-as-large", twiceAsLarge, restingStops),
  stepBug("stop-on-the-other-side", onTheOtherSide, restingStops),
  stepBug("stop-never-resized", neverResized, restingStops),
  stepBug("stop-beside-the-old-one", besideTheOld, restingStops),
  stepBug("no-stop-without-a-liquidation-price", noneWithoutLiquidation, noLiquidation),
  stepBug("stop-at-another-place", atAnotherPlace, noLiquidation),
  stepBug("stop-never-removed", neverRemoved, restingStops),
  stepBug("stop-never-verified", neverVerified, restingStops),
  stepBug("stop-fill-taken-for-the-users", takenForTheUsers, restingStops),
  stepBug("stop-fired-and-wanted-all-the-same", wantedAllTheSame, restingStops),
  { ...stepBug("disaster-stop-not-latched", unlatchedAs("disaster-stop"), restingStops), given: nearStops },
  stepBug("stop-absent-at-once", absentAtOnce, restingStops),
  stepBug("stop-forgotten-at-boot", forgottenAtBoot, both(restingStops, aLifeEnds)),
  sentBeforeTheCommit,
  sentAgain,
];

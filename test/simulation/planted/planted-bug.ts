import type { EngineEvent } from "../../../lib/engine/engine-event.ts";
import type { EngineState } from "../../../lib/engine/engine-state.ts";
import type { Step } from "../../../lib/engine/step.ts";
import type { Journal } from "../../../lib/model/journal.ts";
import type { LeverageDesk } from "../../../lib/model/leverage-setting.ts";
import type { Venue } from "../../../lib/model/order.ts";
import type { StopDesk } from "../../../lib/model/stop.ts";
import { stopDeskOf } from "../../../lib/runtime/stop-executor.ts";
import type { Clock } from "../../../lib/model/request.ts";
import type { RealAccountPorts, RealVenue } from "../../../lib/runtime/real-account-ports.ts";
import type { Schedule } from "../schedule.ts";
import type { Wiring } from "../wiring.ts";

/** A bug on purpose. It sits in the simulation's wiring, never in the product. */
export interface PlantedBug {
  /** What is done wrong. */
  readonly name: string;
  /** A wiring for one schedule; what it remembers it remembers over all its lives. */
  wiring(): Wiring;
  /** False of a schedule in which the bug cannot show for want of an occasion: it need not be run. */
  readonly mayShow: (schedule: Schedule) => boolean;
  /** Makes a rare occasion frequent: what is run with the bug, and without it, in place of the seed's own schedule. */
  readonly given?: (schedule: Schedule) => Schedule;
}

export type StepFunction = (state: EngineState, event: EngineEvent) => Step;
/** What becomes of an event in an engine with the bug; `step` is the sound engine. */
export type Mistake = (step: StepFunction, state: EngineState, event: EngineEvent) => Step;
type MayShow = PlantedBug["mayShow"];

const ALWAYS: MayShow = () => true;

export function stepBug(name: string, mistake: Mistake, mayShow: MayShow = ALWAYS): PlantedBug {
  return rememberingStepBug(name, () => mistake, mayShow);
}

/** One whose mistake depends on what was before; `make` begins a schedule. */
export function rememberingStepBug(name: string, make: () => Mistake, mayShow: MayShow = ALWAYS): PlantedBug {
  return {
    name,
    mayShow,
    wiring: () => {
      const mistake = make();
      return {
        wire: (ports) => ({
          ...ports,
          step: (state, event) => mistake((before, next) => ports.step(before, next), state, event),
        }),
      };
    },
  };
}

export function journalBug(
  name: string,
  make: (journal: Journal) => Partial<Journal>,
  mayShow: MayShow = ALWAYS,
): PlantedBug {
  const wire: Wiring["wire"] = (ports) => ({
    ...ports,
    journal: { ...ports.journal, ...make(ports.journal) },
  });
  return { name, mayShow, wiring: () => ({ wire }) };
}

export function venueBug(
  name: string,
  make: (venue: DeskedVenue, clock: Clock) => Partial<DeskedVenue>,
  mayShow: MayShow = ALWAYS,
): PlantedBug {
  const wire: Wiring["wire"] = (ports) => ({
    ...ports,
    makeVenue: (context) => {
      const venue = sameAs(ports.makeVenue(context));
      return { ...venue, ...make(venue, context.clock) };
    },
    realAccounts: withVenue(ports.realAccounts, (real, clock) => {
      const venue = sameReal(real);
      return { ...venue, ...make(venue, clock) };
    }),
  });
  return { name, mayShow, wiring: () => ({ wire }) };
}

type DeskedVenue = Venue & Partial<LeverageDesk> & Partial<StopDesk>;

/** Its stops go where they went. */
function stopsOf(venue: DeskedVenue): Partial<StopDesk> {
  const desk = stopDeskOf(venue);
  if (desk === null) return {};
  return {
    placeStop: (stop) => desk.placeStop(stop),
    cancelStop: (cancel) => desk.cancelStop(cancel),
    lookupStop: (stop) => desk.lookupStop(stop),
  };
}

/** The same for the venues of real accounts. */
export function withVenue(
  real: RealAccountPorts | null,
  change: (venue: RealVenue, clock: Clock) => RealVenue,
): RealAccountPorts | null {
  if (real === null) return null;
  return {
    ...real,
    makeVenue: (account, secret, context) => change(real.makeVenue(account, secret, context), context.clock),
  };
}

export function sameReal(venue: RealVenue): RealVenue {
  return {
    ...sameAs(venue),
    setLeverage: (order) => venue.setLeverage(order),
    readLeverage: (accountId, instrument) => venue.readLeverage(accountId, instrument),
    placeStop: (stop) => venue.placeStop(stop),
    cancelStop: (cancel) => venue.cancelStop(cancel),
    lookupStop: (stop) => venue.lookupStop(stop),
  };
}

export function sameAs(venue: Venue): Venue {
  return {
    submit: (intent) => venue.submit(intent),
    start: () => venue.start(),
    readAccount: (since) => venue.readAccount(since),
    lookup: (intent) => venue.lookup(intent),
    onReport: (listener) => venue.onReport(listener),
    acknowledge: (report) => venue.acknowledge(report),
    onMarks: (marks) => venue.onMarks(marks),
    tick: () => venue.tick(),
    reset: (balance) => venue.reset(balance),
    close: () => venue.close(),
    ...stopsOf(venue),
  };
}

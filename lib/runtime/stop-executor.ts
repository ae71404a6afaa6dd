import type { EngineEvent } from "../engine/engine-event.ts";
import type { AccountId, ClientOrderId } from "../model/identity.ts";
import type { Venue } from "../model/order.ts";
import type { Clock } from "../model/request.ts";
import {
  type CommittedStop,
  type StopCancel,
  type StopDesk,
  type StopOrder,
  StopReport,
} from "../model/stop.ts";

/** A clock that is only adjusted goes back by less, ms. */
const CLOCK_STEP_MS = 1_000;

export interface StopExecutorPorts {
  readonly clock: Clock;
  /** Null where the account's venue has no resting stops, or is not there. */
  deskOf(accountId: AccountId): StopDesk | null;
  post(event: EngineEvent): void;
}

/** The venue's own desk for stops, where it has one. */
export function stopDeskOf(venue: Venue & Partial<StopDesk>): StopDesk | null {
  return isStopDesk(venue) ? venue : null;
}

function isStopDesk(venue: Partial<StopDesk>): venue is StopDesk {
  return venue.placeStop !== undefined && venue.cancelStop !== undefined && venue.lookupStop !== undefined;
}

type AboutStop = Pick<StopOrder, "clientOrderId" | "accountId" | "instrument">;

/**
 * Hands committed stops to their venues as the executor does with orders: each once, only in the worker life that
 * committed it, only before its expiry. Removing one may be asked for again and again.
 */
export class StopExecutor {
  readonly #ports: StopExecutorPorts;
  readonly #handed = new Set<ClientOrderId>();
  readonly #asking = new Set<string>();

  constructor(ports: StopExecutorPorts) {
    this.#ports = ports;
  }

  place(stop: CommittedStop): void {
    if (this.#handed.has(stop.clientOrderId)) return;
    this.#handed.add(stop.clientOrderId);
    const desk = this.#ports.deskOf(stop.accountId);
    if (desk === null || this.#isOver(stop.expiresAt, stop.committedAt)) return this.#notSent(stop);
    this.#ask(stop, () => desk.placeStop(stop), null);
  }

  /** `tick` is the one of this life in which it is asked for. */
  cancel(cancel: StopCancel, tick: number): void {
    const desk = this.#ports.deskOf(cancel.accountId);
    if (desk === null || this.#isOver(cancel.expiresAt, 0)) return this.#notSent(cancel);
    this.#once(`cancel ${cancel.clientOrderId}`, cancel, () => desk.cancelStop(cancel), tick);
  }

  lookup(stop: StopOrder, tick: number): void {
    const desk = this.#ports.deskOf(stop.accountId);
    if (desk === null) return;
    this.#once(`lookup ${stop.clientOrderId}`, stop, () => desk.lookupStop(stop), tick);
  }

  /** Where our clock was set back since, it would live for longer than it was meant to. */
  #isOver(expiresAt: number, committedAt: number): boolean {
    const now = this.#ports.clock.now();
    return now > expiresAt || now < committedAt - CLOCK_STEP_MS;
  }

  #once(name: string, stop: AboutStop, ask: () => Promise<StopReport>, tick: number): void {
    if (this.#asking.has(name)) return;
    this.#asking.add(name);
    this.#ask(stop, ask, tick, () => this.#asking.delete(name));
  }

  #ask(
    stop: AboutStop,
    ask: () => Promise<StopReport>,
    tick: number | null,
    done: () => void = () => undefined,
  ): void {
    void Promise.resolve()
      .then(ask)
      .then(
        (said: unknown) => this.#tell(stop, said, tick),
        // A venue never rejects; should one do so all the same, nobody knows what became of the stop.
        (error: unknown) => this.#unknown(stop, error),
      )
      .finally(done);
  }

  /** What a venue says that is no report, or is about another stop, leaves open what became of this one. */
  #tell(stop: AboutStop, said: unknown, askedTick: number | null): void {
    const parsed = StopReport.safeParse(said);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const field = issue?.path.map(String).join(".") ?? "";
      return this.#unknown(
        stop,
        new Error(`The venue's report is not understood: ${field} ${issue?.message ?? ""}`),
      );
    }
    const report = parsed.data;
    const { accountId, clientOrderId, instrument } = stop;
    if (
      report.accountId !== accountId ||
      report.clientOrderId !== clientOrderId ||
      report.instrument !== instrument
    ) {
      return this.#unknown(stop, new Error("The venue answered for another stop."));
    }
    if (report.kind !== "stop-not-found") return this.#ports.post(report);
    if (askedTick !== null) return this.#ports.post({ ...report, askedTick });
    this.#unknown(stop, new Error("The venue does not know the stop that it was just given."));
  }

  #notSent({ accountId, clientOrderId, instrument }: AboutStop): void {
    const at = this.#ports.clock.now();
    this.#ports.post({ kind: "stop-not-sent", at, accountId, clientOrderId, instrument });
  }

  #unknown({ accountId, clientOrderId, instrument }: AboutStop, error: unknown): void {
    const detail = (error instanceof Error ? error.message : String(error)).slice(0, 400);
    const at = this.#ports.clock.now();
    this.#ports.post({ kind: "stop-unknown", at, accountId, clientOrderId, instrument, detail });
  }
}

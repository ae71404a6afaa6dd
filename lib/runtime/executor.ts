import type { EngineEvent } from "../engine/engine-event.ts";
import type { AccountId, ClientOrderId } from "../model/identity.ts";
import type { CommittedIntent, Intent, Venue } from "../model/order.ts";
import type { Clock } from "../model/request.ts";
import { readReport } from "./read-report.ts";

/** A clock that is only adjusted goes back by less, ms. */
const CLOCK_STEP_MS = 1_000;

export interface ExecutorPorts {
  readonly clock: Clock;
  /** Null while the account has no venue: nothing can be signed for it. */
  venueOf(accountId: AccountId): Venue | null;
  post(event: EngineEvent): void;
}

/**
 * Hands committed orders to their venues: each once, only in the worker life that committed it, only before
 * its expiry. What cannot be handed over any more is reported as not sent.
 */
export class Executor {
  readonly #ports: ExecutorPorts;
  readonly #handed = new Set<ClientOrderId>();
  readonly #lookingUp = new Set<ClientOrderId>();

  constructor(ports: ExecutorPorts) {
    this.#ports = ports;
  }

  submit(intent: CommittedIntent): void {
    const { clientOrderId, accountId, instrument } = intent;
    if (this.#handed.has(clientOrderId)) return;
    this.#handed.add(clientOrderId);
    const now = this.#ports.clock.now();
    const venue = this.#ports.venueOf(accountId);
    // Where our clock was set back since, the order would live for longer than it was meant to.
    if (venue === null || now > intent.expiresAt || now < intent.committedAt - CLOCK_STEP_MS) {
      this.#ports.post({ kind: "order-not-sent", at: now, accountId, clientOrderId, instrument });
      return;
    }
    void Promise.resolve()
      .then(() => venue.submit(intent))
      .then(
        (report) => this.#tell(intent, report, null),
        // A venue never rejects; should one do so all the same, nobody knows what became of the order.
        (error: unknown) => this.#unknown(intent, error),
      );
  }

  /**
   * Asks the venue what became of an order; at most one question at a time for each. The answer carries the tick of
   * the question. While there is nobody to ask the order stays as it is, and the engine asks again.
   */
  lookup(intent: Intent, tick: number): void {
    const { clientOrderId, accountId } = intent;
    const venue = this.#ports.venueOf(accountId);
    if (venue === null || this.#lookingUp.has(clientOrderId)) return;
    this.#lookingUp.add(clientOrderId);
    void Promise.resolve()
      .then(() => venue.lookup(intent))
      .then(
        (report) => this.#tell(intent, report, tick),
        (error: unknown) => this.#unknown(intent, error),
      )
      .finally(() => this.#lookingUp.delete(clientOrderId));
  }

  /** What a venue says that is no report leaves open what became of the order. */
  #tell(intent: Intent, said: unknown, askedTick: number | null): void {
    const report = readReport(said);
    if (report instanceof Error) this.#unknown(intent, report);
    else if (report.kind !== "order-not-found") this.#ports.post(report);
    else if (askedTick !== null) this.#ports.post({ ...report, askedTick });
    else this.#unknown(intent, new Error("The venue does not know the order that it was just given."));
  }

  #unknown(intent: Intent, error: unknown): void {
    this.#ports.post({
      kind: "order-unknown",
      at: this.#ports.clock.now(),
      accountId: intent.accountId,
      clientOrderId: intent.clientOrderId,
      instrument: intent.instrument,
      detail: (error instanceof Error ? error.message : String(error)).slice(0, 400),
    });
  }
}

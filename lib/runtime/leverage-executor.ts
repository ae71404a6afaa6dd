import { ORDER_LIFE_MS } from "../engine/commit-order.ts";
import type { EngineEvent } from "../engine/engine-event.ts";
import type { AccountId, InstrumentId } from "../model/identity.ts";
import { type LeverageDesk, type LeverageOrder, LeverageReport } from "../model/leverage-setting.ts";
import type { Venue } from "../model/order.ts";
import type { Clock } from "../model/request.ts";

/** A clock that is only adjusted goes back by less, ms. */
const CLOCK_STEP_MS = 1_000;

export interface LeverageExecutorPorts {
  readonly clock: Clock;
  /** Null where the account's venue can be told no leverage, or is not there. */
  deskOf(accountId: AccountId): LeverageDesk | null;
  post(event: EngineEvent): void;
}

/** The venue's own desk for leverage, where it has one. */
export function leverageDeskOf(venue: Venue & Partial<LeverageDesk>): LeverageDesk | null {
  return isLeverageDesk(venue) ? venue : null;
}

function isLeverageDesk(venue: Partial<LeverageDesk>): venue is LeverageDesk {
  return venue.setLeverage !== undefined && venue.readLeverage !== undefined;
}

type About = Pick<LeverageOrder, "accountId" | "instrument">;

/** Tells venues what to set: each wish once, only before its expiry; and asks what is set. Every outcome is a report. */
export class LeverageExecutor {
  readonly #ports: LeverageExecutorPorts;

  constructor(ports: LeverageExecutorPorts) {
    this.#ports = ports;
  }

  set(order: LeverageOrder): void {
    const now = this.#ports.clock.now();
    // Where our clock was set back since, it would live for longer than it was meant to.
    if (now > order.expiresAt || now < order.expiresAt - ORDER_LIFE_MS - CLOCK_STEP_MS) {
      return this.#unknown(order, "Not sent: it had expired before it could be.");
    }
    this.#ask(order, (desk) => desk.setLeverage(order));
  }

  read(accountId: AccountId, instrument: InstrumentId): void {
    this.#ask({ accountId, instrument }, (desk) => desk.readLeverage(accountId, instrument));
  }

  #ask(about: About, ask: (desk: LeverageDesk) => Promise<LeverageReport>): void {
    const desk = this.#ports.deskOf(about.accountId);
    if (desk === null) return this.#unknown(about, "The account's venue can be told no leverage.");
    void Promise.resolve()
      .then(() => ask(desk))
      .then(
        (said: unknown) => this.#tell(about, said),
        // A desk never rejects; should one do so all the same, nobody knows what is set.
        (error: unknown) => this.#unknown(about, error instanceof Error ? error.message : String(error)),
      );
  }

  /** What is no report, or about something else, leaves open what is set. */
  #tell(about: About, said: unknown): void {
    const parsed = LeverageReport.safeParse(said);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const field = issue?.path.map(String).join(".") ?? "";
      return this.#unknown(about, `The venue's report is not understood: ${field} ${issue?.message ?? ""}`);
    }
    const { accountId, instrument } = parsed.data;
    if (accountId !== about.accountId || instrument !== about.instrument) {
      return this.#unknown(about, "The venue answered for another instrument.");
    }
    this.#ports.post(parsed.data);
  }

  #unknown({ accountId, instrument }: About, words: string): void {
    const detail = words.slice(0, 400);
    this.#ports.post({
      kind: "leverage-unknown",
      at: this.#ports.clock.now(),
      accountId,
      instrument,
      detail,
    });
  }
}

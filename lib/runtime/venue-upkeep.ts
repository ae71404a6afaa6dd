import type { EngineEvent } from "../engine/engine-event.ts";
import type { EngineState } from "../engine/engine-state.ts";
import { PAPER_BALANCE } from "../model/follow-settings.ts";
import { type AccountId, PAPER_ACCOUNT } from "../model/identity.ts";
import type { SignsOfLife } from "../model/journal.ts";
import type { Marks } from "../model/market-data.ts";
import type { Venue } from "../model/order.ts";
import type { Clock } from "../model/request.ts";
import type { Log } from "./log.ts";
import { readOtherReport } from "./read-report.ts";

interface VenueUpkeepPorts {
  readonly clock: Clock;
  readonly accountId: AccountId;
  readonly venue: Venue;
  readonly signs: SignsOfLife;
  readonly log: Log;
  state(): EngineState;
  readonly post: (event: EngineEvent) => void;
  readonly localDay: (at: number) => string;
}

/**
 * One account's upkeep at its venue. What fails is told as this account's trouble and nobody else's, and again when it
 * is over.
 */
export class VenueUpkeep {
  readonly #ports: VenueUpkeepPorts;
  #resetting = false;
  #reading = false;
  #begun: "no" | "beginning" | "yes" = "no";

  constructor(ports: VenueUpkeepPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#ports.venue.onReport((said) => this.#hear(said));
    this.#watch(this.#begin());
  }

  async #begin(): Promise<void> {
    this.#begun = "beginning";
    try {
      await this.#ports.venue.start();
      this.#begun = "yes";
    } finally {
      if (this.#begun === "beginning") this.#begun = "no";
    }
  }

  #hear(said: unknown): void {
    const { post, log } = this.#ports;
    const report = this.#ofThisAccount(readOtherReport(said));
    if (!(report instanceof Error)) return post(report);
    // What it meant to say the next reading of the account will show.
    log.error("Pilotfish: the venue told something unasked.", report);
    this.#tellTrouble(report);
  }

  /** No venue speaks for another account than its own. */
  #ofThisAccount<T extends { readonly accountId: AccountId }>(report: T | Error): T | Error {
    if (report instanceof Error || report.accountId === this.#ports.accountId) return report;
    return new Error("The venue told something of another account.");
  }

  /** What could not begin is begun again. */
  tick(): void {
    if (this.#begun === "beginning") return;
    this.#watch(this.#begun === "yes" ? this.#ports.venue.tick() : this.#begin());
  }

  onMarks(marks: Marks): void {
    this.#watch(this.#ports.venue.onMarks(marks));
  }

  /** These events are durable. Those of other accounts are not its business. */
  acknowledge(events: readonly EngineEvent[]): void {
    for (const event of events) {
      if (event.kind === "funding" || event.kind === "foreign-fills") {
        if (event.accountId !== this.#ports.accountId) continue;
        // The engine took nothing of an account that a damaged row stops; it is told again when that is mended.
        if (this.#ports.state().damaged.has(event.accountId)) continue;
        this.#watch(this.#ports.venue.acknowledge(event));
      }
    }
  }

  /** Reads the account; a second wish while one is under way is met by it. `since` is the venue's time. */
  read(since: number): void {
    if (!this.#reading) void this.#read(since);
  }

  async #read(since: number): Promise<void> {
    const { venue, clock, accountId, post } = this.#ports;
    this.#reading = true;
    try {
      const report = this.#ofThisAccount(readOtherReport(await venue.readAccount(since)));
      if (report instanceof Error) throw report;
      post(report);
    } catch (error) {
      // A venue never rejects; whatever it did instead, the account was not read.
      post({ kind: "account-unreadable", at: clock.now(), accountId, detail: wordsOf(error).slice(0, 500) });
    } finally {
      this.#reading = false;
    }
  }

  /** One at a time; what fails is asked for again by the engine's next ticks. */
  reset(): void {
    if (!this.#resetting) this.#watch(this.#reset());
  }

  async #reset(): Promise<void> {
    const { venue, signs, clock, post, localDay } = this.#ports;
    this.#resetting = true;
    try {
      await venue.reset(PAPER_BALANCE);
      post({ kind: "venue-reset", at: clock.now() });
      await signs.writeDay(localDay(clock.now()), PAPER_BALANCE);
    } finally {
      this.#resetting = false;
    }
  }

  #watch(work: Promise<void>): void {
    void this.#watchOver(work);
  }

  async #watchOver(work: Promise<void>): Promise<void> {
    try {
      await work;
      if (this.#isPaper && this.#ports.state().problems.has("paper-unavailable")) this.#tellProblem(null);
    } catch (error) {
      this.#ports.log.error("Pilotfish: the account could not be kept.", error);
      this.#tellTrouble(error);
    }
  }

  get #isPaper(): boolean {
    return this.#ports.accountId === PAPER_ACCOUNT;
  }

  /** What keeps a real account from its venue its next reading says, too, and the one after it that it is over. */
  #tellTrouble(error: unknown): void {
    if (this.#isPaper) this.#tellProblem(wordsOf(error));
  }

  #tellProblem(detail: string | null): void {
    const { clock, post } = this.#ports;
    post({ kind: "venue-problem", at: clock.now(), detail });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

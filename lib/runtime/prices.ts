import type { Instrument } from "../model/instrument.ts";
import type { MarketData, Marks } from "../model/market-data.ts";
import type { Clock, TimerHandle } from "../model/request.ts";
import type { Log } from "./log.ts";

export interface PricesPorts {
  readonly clock: Clock;
  readonly marketData: MarketData;
  readonly log: Log;
  /** True while somebody needs prices: a follow runs or a position is open. */
  needed(): boolean;
  /** `askedAt` is our clock when they were asked for, ms. */
  onMarks(marks: Marks, askedAt: number): void;
  onInstruments(instruments: readonly Instrument[]): void;
  /** What could not be read; null when it can again. */
  onInstrumentsProblem(detail: string | null): void;
}

/** All marks are read so often while they are needed: weight 2 of 1,200 a minute. */
const MARKS_EVERY_MS = 2_000;
/** New listings are rare; delistings are announced. */
const INSTRUMENTS_EVERY_MS = 3_600_000;
const INSTRUMENTS_RETRY_MS = 5_000;

/** Keeps marks and instrument definitions fresh. A mark that cannot be read grows old, and old marks judge nothing. */
export class Prices {
  readonly #ports: PricesPorts;
  #timer: TimerHandle | null = null;
  #instrumentsAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #reading = false;

  constructor(ports: PricesPorts) {
    this.#ports = ports;
  }

  start(): void {
    void this.#round();
  }

  stop(): void {
    if (this.#timer !== null) this.#ports.clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Reads at once, when somebody began to need prices. */
  hurry(): void {
    if (this.#reading) return;
    this.stop();
    void this.#round();
  }

  async #round(): Promise<void> {
    const { clock } = this.#ports;
    this.#reading = true;
    await this.#readInstruments();
    if (this.#ports.needed()) await this.#readMarks();
    this.#reading = false;
    this.#timer = clock.setTimeout(() => void this.#round(), MARKS_EVERY_MS);
  }

  async #readMarks(): Promise<void> {
    const { clock, marketData } = this.#ports;
    const askedAt = clock.now();
    try {
      this.#ports.onMarks(await marketData.marks(), askedAt);
    } catch (error) {
      this.#ports.log.warn("Pilotfish: marks could not be read.", error);
    }
  }

  async #readInstruments(): Promise<void> {
    const now = this.#ports.clock.now();
    if (now - this.#instrumentsAt < INSTRUMENTS_EVERY_MS || now - this.#triedAt < INSTRUMENTS_RETRY_MS)
      return;
    this.#triedAt = now;
    try {
      this.#ports.onInstruments(await this.#ports.marketData.instruments());
      this.#instrumentsAt = now;
      this.#ports.onInstrumentsProblem(null);
    } catch (error) {
      this.#ports.onInstrumentsProblem(error instanceof Error ? error.message : String(error));
    }
  }
}

import type { Address, Millis } from "../../model/identity.ts";
import { type AskInfo, type Clock, RequestError } from "../../model/request.ts";
import type { WireFill } from "./account-answers.ts";
import { readFills } from "./read-fills.ts";
import type { ExchangeClock } from "./venue-clock.ts";

/** One reading begins at most so often: a page costs ten times as much as the question about an order. */
const EVERY_MS = 2_000;
/** A reading that the request budget refuses is tried again for so long; whoever waits asks for nothing else meanwhile. */
const PATIENCE_MS = 30_000;
/** Where nobody says how long the budget is used up. */
const AGAIN_MS = 1_000;
/** Fills are asked for until so long after now: clocks differ. */
const MARGIN_MS = 60_000;

export interface SharedFillsOptions {
  readonly owner: Address;
  readonly ask: AskInfo;
  readonly clock: Clock;
  readonly exchangeClock: ExchangeClock;
  readonly learn: (rows: readonly WireFill[]) => void;
}

export interface SharedFills {
  /**
   * Resolves when all fills from `since` (venue's time) until now have been learnt, by a reading that began after this
   * call. Rejects with a RequestError.
   */
  readFrom(since: Millis): Promise<void>;
  /** Nobody waits any more. */
  close(): void;
}

interface Waiting {
  readonly since: Millis;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The account's fills for everybody who looks an order up: all who ask while a reading is under way have the next one
 * together. A dozen orders without an answer, each with a reading of its own every second, would use up the requests of
 * a minute within seconds, and none of them would ever be settled.
 */
export function createSharedFills(options: SharedFillsOptions): SharedFills {
  const { owner, ask, clock, exchangeClock, learn } = options;
  let waiting: Waiting[] = [];
  let begunAt: number | null = null;
  let running = false;
  let closed = false;

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      clock.setTimeout(resolve, ms);
    });
  }

  async function read(since: Millis): Promise<void> {
    for (let left = PATIENCE_MS; ;) {
      try {
        // The exchange takes whole milliseconds; what is known of its clock has parts of them.
        const to = Math.ceil(exchangeClock.now() + MARGIN_MS);
        return learn(await readFills(ask, owner, Math.floor(since), to));
      } catch (error) {
        const limited = error instanceof RequestError && error.problem === "rate-limited" ? error : null;
        const ms = Math.max(1, limited?.retryAfterMs ?? AGAIN_MS);
        if (limited === null || closed || ms > left) throw error;
        left -= ms;
        await pause(ms);
      }
    }
  }

  /** How long the next reading is to wait; a clock that was set back makes it no longer. */
  function tooSoon(): number {
    if (begunAt === null) return 0;
    return Math.min(EVERY_MS, Math.max(0, begunAt + EVERY_MS - clock.now()));
  }

  async function serve(): Promise<void> {
    while (waiting.length > 0) {
      const wait = tooSoon();
      if (wait > 0) await pause(wait);
      const served = waiting;
      waiting = [];
      begunAt = clock.now();
      try {
        await read(Math.min(...served.map(({ since }) => since)));
        for (const { resolve } of served) resolve();
      } catch (error) {
        for (const { reject } of served) reject(error);
      }
    }
    running = false;
  }

  return {
    readFrom(since) {
      if (closed) return Promise.reject(new RequestError("unreachable", "The account is not read any more."));
      return new Promise((resolve, reject) => {
        waiting.push({ since, resolve, reject });
        if (running) return;
        running = true;
        void serve();
      });
    },
    close() {
      closed = true;
      const error = new RequestError("unreachable", "The account is not read any more.");
      for (const { reject } of waiting) reject(error);
      waiting = [];
    },
  };
}

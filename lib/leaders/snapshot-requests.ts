import type { LeaderSnapshot, SnapshotCause } from "../model/leader.ts";
import { RequestError } from "../model/request.ts";
import type { Answer, AskInfo, Clock, TimerHandle } from "../model/request.ts";
import type { Address } from "../model/identity.ts";
import { SNAPSHOT_WEIGHT, snapshotOf } from "./hyperliquid-snapshot.ts";

/** Weight 2 of 1,200 a minute each. Shorter than the usual age limit, so that growth whose message was lost is still bought. */
const POLL_EVERY_MS = 5_000;
const FIRST_RETRY_MS = 1_000;
/** An answer that took longer, because the machine slept or its clock was set, tells nothing of now. */
const LONGEST_TRIP_MS = 10_000;
/** How long the stream may take to begin before the leader is read without it. */
const FIRST_POLL_AFTER_MS = 10_000;

/** The later one stands when two wishes are one request. */
const STRENGTH: readonly SnapshotCause[] = ["poll", "gap", "reconnect", "start"];

interface SnapshotRequestsOptions {
  readonly address: Address;
  readonly ask: AskInfo;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onSnapshot: (cause: SnapshotCause, snapshot: LeaderSnapshot, answer: Answer) => void;
  readonly onFailure: (error: RequestError) => void;
}

interface SnapshotRequests {
  /**
   * Asks now. While a request is under way one more follows it, because the answer under way may be older
   * than what caused this one; any further wishes join that one.
   */
  request(cause: SnapshotCause): void;
  stop(): void;
}

/** Reads a leader's positions on request, every 5 s, and again after failures with jittered back-off. */
export function createSnapshotRequests(options: SnapshotRequestsOptions): SnapshotRequests {
  const { clock, random } = options;
  let wanted: SnapshotCause | null = null;
  let underWay = false;
  let failures = 0;
  let stopped = false;
  let timer: TimerHandle | null = later(FIRST_POLL_AFTER_MS);

  function later(ms: number): TimerHandle {
    return clock.setTimeout(() => {
      timer = null;
      request("poll");
    }, ms);
  }

  function clearTimer(): void {
    if (timer) clock.clearTimeout(timer);
    timer = null;
  }

  function request(cause: SnapshotCause): void {
    if (stopped) return;
    wanted = wanted && STRENGTH.indexOf(wanted) > STRENGTH.indexOf(cause) ? wanted : cause;
    if (!underWay) void run(wanted);
  }

  async function run(cause: SnapshotCause): Promise<void> {
    underWay = true;
    wanted = null;
    clearTimer();
    const outcome = await read();
    underWay = false;
    if (stopped) return;
    if ("snapshot" in outcome) {
      failures = 0;
      if (wanted) void run(wanted);
      else timer = later(POLL_EVERY_MS * jitter());
      options.onSnapshot(cause, outcome.snapshot, outcome.answer);
    } else {
      failures += 1;
      wanted ??= cause;
      const backOff = Math.min(POLL_EVERY_MS, FIRST_RETRY_MS * 2 ** (failures - 1)) * jitter();
      timer = later(Math.max(outcome.failure.retryAfterMs ?? 0, backOff));
      options.onFailure(outcome.failure);
    }
  }

  async function read(): Promise<{ snapshot: LeaderSnapshot; answer: Answer } | { failure: RequestError }> {
    try {
      const answer = await options.ask(
        { type: "clearinghouseState", user: options.address },
        SNAPSHOT_WEIGHT,
      );
      const tripMs = answer.receivedAt - answer.sentAt;
      if (tripMs < 0 || tripMs > LONGEST_TRIP_MS) {
        throw new RequestError("unreachable", `The answer took ${tripMs} ms by our clock.`);
      }
      return { snapshot: snapshotOf(answer.body), answer };
    } catch (error) {
      return {
        failure: error instanceof RequestError ? error : new RequestError("unreachable", String(error)),
      };
    }
  }

  /** 0.9 to 1.1, so that many leaders are not read at the same moment. */
  function jitter(): number {
    return 0.9 + random() * 0.2;
  }

  return {
    request,
    stop() {
      stopped = true;
      clearTimer();
    },
  };
}

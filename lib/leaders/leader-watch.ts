import { decimalString } from "../model/decimal.ts";
import type { DecimalString } from "../model/decimal.ts";
import { addressOf } from "../model/identity.ts";
import type { Address, InstrumentId, LeaderId } from "../model/identity.ts";
import type { FeedReason, LeaderEvent, LeaderFill, LeaderSnapshot, SnapshotCause } from "../model/leader.ts";
import { RequestError } from "../model/request.ts";
import type { Answer, AskInfo, Clock } from "../model/request.ts";
import { createFeedTeller } from "./feed-state.ts";
import type { FeedFacts } from "./feed-state.ts";
import { translateFills } from "./hyperliquid-fills.ts";
import { clockOffsetOf } from "./hyperliquid-snapshot.ts";
import { positionAfter } from "./position-chain.ts";
import { createSnapshotRequests } from "./snapshot-requests.ts";

const FLAT = decimalString("0");

interface LeaderWatchOptions {
  readonly leaderId: LeaderId;
  readonly emit: (event: LeaderEvent) => void;
  readonly ask: AskInfo;
  readonly clock: Clock;
  readonly random: () => number;
  readonly isOnline: () => boolean;
  /** The connection that all leaders share. */
  readonly connection: { lastFrameAt(): number; latencyMs(): number | null; attempts(): number };
}

/** One watched leader: his stream's state, his snapshots, his feed. */
export interface LeaderWatch {
  readonly address: Address;
  /** The stream has begun; `newest` is the time of the newest fill in its history, null without any. */
  streaming(newest: number | null): void;
  /** He has no place on the stream: polls only, until a stream begins. */
  pollOnly(reason: FeedReason, detail: string): void;
  lost(reason: FeedReason, detail: string): void;
  fills(rows: unknown): void;
  /** A message of his was not understood, so what it said is missing. */
  broken(detail: string): void;
  refresh(cause: SnapshotCause): void;
  tellFeed(): void;
  stop(): void;
}

export function createLeaderWatch(options: LeaderWatchOptions): LeaderWatch {
  const { leaderId, emit, clock, connection } = options;
  const address = addressOf(leaderId);
  let stopped = false;
  let stream: FeedFacts["stream"] = "subscribing";
  let lost: FeedFacts["lost"] = null;
  let problem: FeedFacts["problem"] = null;
  /** Our clock when the problem came up; only a snapshot asked for since then shows that it is over. */
  let problemAt = 0;
  /** Our clock when the present stream (or polling) began; a snapshot asked for since then joins on to it. */
  let begunAt: number | null = null;
  let synced = false;
  /** Our clock at the last frame before the stream broke off; null while it has not. */
  let goodUntilLoss: number | null = null;
  /** Our clock when the last snapshot was asked for that showed nothing unknown, or replaced what was known. */
  let completeAt: number | null = null;
  /** By snapshots and fills; flat ones are missing. */
  let positions = new Map<InstrumentId, DecimalString>();
  let flat = false;
  let lastTradeAt: number | null = null;

  const teller = createFeedTeller((feed) => emit({ kind: "leader-feed", leaderId, at: clock.now(), feed }));
  const snapshots = createSnapshotRequests({ ...options, address, onSnapshot, onFailure });

  function tellFeed(): void {
    if (stopped) return;
    const latencyMs = connection.latencyMs();
    const attempts = connection.attempts();
    teller({ lost, stream, synced, problem, latencyMs, attempts, flat, lastTradeAt }, clock.now());
  }

  function onSnapshot(wish: SnapshotCause, snapshot: LeaderSnapshot, answer: Answer): void {
    const joins = !synced && begunAt !== null && answer.sentAt >= begunAt;
    const sizes = new Map(snapshot.positions.map((position) => [position.instrument, position.size]));
    const agrees = sameSizes(positions, sizes);
    const cause = causeOf(wish, joins, agrees);
    const goodUntil = goodUntilOf(cause, agrees, answer);
    if (joins) {
      synced = true;
      lost = null;
      goodUntilLoss = null;
    }
    if (answer.sentAt >= problemAt) problem = null;
    flat = sizes.size === 0;
    // A poll that shows something unknown may have overtaken the stream: only a fill or a gap settles it.
    if (cause !== "poll" || agrees) {
      positions = sizes;
      completeAt = answer.sentAt;
    }
    const clockOffsetMs = clockOffsetOf(answer, snapshot);
    emit({
      kind: "leader-snapshot",
      leaderId,
      at: answer.receivedAt,
      cause,
      snapshot,
      goodUntil,
      clockOffsetMs,
    });
    tellFeed();
  }

  function causeOf(wish: SnapshotCause, joins: boolean, agrees: boolean): SnapshotCause {
    if (completeAt === null) return "start";
    if (joins) return "reconnect";
    // Between two polls nothing is seen of a leader without a stream: a difference is a gap.
    return typeof stream === "object" && !agrees ? "gap" : wish;
  }

  /** A change that only a snapshot reveals may be as old as what was last known to be complete. */
  function goodUntilOf(cause: SnapshotCause, agrees: boolean, answer: Answer): number {
    if (completeAt === null) return answer.receivedAt;
    if (cause === "poll" && agrees) return answer.sentAt;
    return goodUntilLoss ?? completeAt;
  }

  function trouble(reason: FeedReason, detail: string): void {
    problem = { reason, detail };
    problemAt = clock.now();
    tellFeed();
  }

  function onFailure(error: RequestError): void {
    trouble(feedReasonOf(error, options.isOnline()), error.message);
  }

  function begin(next: FeedFacts["stream"]): void {
    stream = next;
    begunAt = clock.now();
    synced = false;
    tellFeed();
    snapshots.request("reconnect");
  }

  function broken(detail: string): void {
    trouble("unreadable", detail);
    snapshots.request("gap");
  }

  /** A fill that starts elsewhere is told twice, or follows a lost one; the engine asks when it matters. */
  function keep(fill: LeaderFill): void {
    if (fill.startPosition !== (positions.get(fill.instrument) ?? FLAT)) return;
    const after = positionAfter(fill);
    if (after === "0") positions.delete(fill.instrument);
    else positions.set(fill.instrument, after);
  }

  return {
    address,
    tellFeed,
    broken,
    streaming(newest) {
      lastTradeAt = newest === null ? lastTradeAt : Math.max(newest, lastTradeAt ?? 0);
      if (stream === "streaming") snapshots.request("gap");
      else begin("streaming");
    },
    pollOnly(reason, detail) {
      const already = typeof stream === "object";
      stream = { pollOnly: reason, detail };
      if (already) tellFeed();
      else begin(stream);
    },
    lost(reason, detail) {
      if (typeof stream === "object") return;
      if (synced) goodUntilLoss = connection.lastFrameAt();
      stream = "subscribing";
      begunAt = null;
      synced = false;
      lost = { reason, detail };
      tellFeed();
    },
    fills(rows) {
      try {
        const { fills, notCopyable } = translateFills(
          rows,
          (instrument) => positions.get(instrument) ?? FLAT,
          address,
        );
        for (const fill of fills) keep(fill);
        const times = [...fills, ...notCopyable].map((fill) => fill.time);
        if (times.length === 0) return;
        lastTradeAt = Math.max(lastTradeAt ?? 0, ...times);
        emit({
          kind: "leader-fills",
          leaderId,
          at: clock.now(),
          fills: [...fills],
          notCopyable: [...notCopyable],
        });
        tellFeed();
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        broken(error.message);
      }
    },
    refresh(cause) {
      snapshots.request(cause);
    },
    stop() {
      stopped = true;
      snapshots.stop();
    },
  };
}

function sameSizes(a: ReadonlyMap<InstrumentId, string>, b: ReadonlyMap<InstrumentId, string>): boolean {
  return a.size === b.size && [...a].every(([instrument, size]) => b.get(instrument) === size);
}

function feedReasonOf(error: RequestError, online: boolean): FeedReason {
  switch (error.problem) {
    case "rate-limited":
    case "refused":
    case "unreadable":
      return error.problem;
    case "unreachable":
    case "server-error":
      return online ? "silent" : "offline";
  }
}

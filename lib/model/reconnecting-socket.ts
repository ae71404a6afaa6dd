import type { FeedReason } from "./leader.ts";
import type { Clock, TimerHandle } from "./request.ts";
import { reconnectDelay } from "./reconnect-delay.ts";
import { closeWords, messageText } from "./web-socket-like.ts";
import type { WebSocketLike } from "./web-socket-like.ts";

/** The exchange closes a socket on which it has sent nothing for 60 s; a worker dies after 30 s. */
const PING_EVERY_MS = 15_000;
const PONG_WITHIN_MS = 10_000;
const OPEN_WITHIN_MS = 10_000;
/** A longer hole between two frames means timers stood still (sleep) or the line is dead. */
const LONGEST_SILENCE_MS = 25_000;

type LossReason = Extract<FeedReason, "socket-closed" | "silent" | "offline">;

interface ReconnectingSocketOptions {
  readonly url: string;
  readonly openSocket: (url: string) => WebSocketLike;
  readonly clock: Clock;
  /** Evenly distributed in [0, 1). */
  readonly random: () => number;
  readonly isOnline: () => boolean;
  readonly onOpen: () => void;
  /** Null for a frame that is not text. */
  readonly onFrame: (text: string | null) => void;
  readonly onLost: (reason: LossReason, detail: string) => void;
  readonly onLatency: () => void;
}

interface ReconnectingSocket {
  /** Connects, and again after every loss, until `stop`. Idempotent. */
  start(): void;
  stop(): void;
  /** False when it surely was not sent: no connection is open, or it took nothing. */
  send(message: unknown): boolean;
  /** Gives the present connection up and tries again. */
  lose(reason: LossReason, detail: string): void;
  /** The connection has proved useful: the next loss is answered quickly again. */
  settled(): void;
  /** A pong came; frames of this channel go nowhere else. */
  pong(): void;
  isOpen(): boolean;
  /** Our clock at the newest frame of the present or the last connection. */
  lastFrameAt(): number;
  latencyMs(): number | null;
  /** Attempts since it was last useful. */
  attempts(): number;
}

/**
 * One socket that is kept alive:
 *
 *     stopped --start--> connecting --open--> open --(closed, silent)--> waiting --(delay)--> connecting
 *
 * Silent is: not open within 10 s, no pong within 10 s, or no frame for 25 s.
 */
export function createReconnectingSocket(options: ReconnectingSocketOptions): ReconnectingSocket {
  const { clock } = options;
  let running = false;
  let socket: WebSocketLike | null = null;
  let opened = false;
  let attempts = 0;
  let lastFrameAt = 0;
  let pingedAt: number | null = null;
  let latencyMs: number | null = null;
  let connectedAt: number[] = [];
  /** Opening deadline or pong deadline, next ping, next attempt: what is running now. */
  const timers = new Set<TimerHandle>();

  function after(ms: number, action: () => void): void {
    const handle = clock.setTimeout(() => {
      timers.delete(handle);
      action();
    }, ms);
    timers.add(handle);
  }

  function clearTimers(): void {
    for (const handle of timers) clock.clearTimeout(handle);
    timers.clear();
  }

  function connect(): void {
    const now = clock.now();
    connectedAt = [...connectedAt.filter((at) => at > now - 60_000 && at <= now), now];
    let fresh: WebSocketLike;
    try {
      fresh = options.openSocket(options.url);
    } catch (error) {
      lose("socket-closed", error instanceof Error ? error.message : String(error));
      return;
    }
    socket = fresh;
    fresh.addEventListener("open", () => {
      if (socket === fresh) onOpen();
    });
    fresh.addEventListener("message", (event) => {
      if (socket !== fresh) return;
      lastFrameAt = clock.now();
      options.onFrame(messageText(event));
    });
    fresh.addEventListener("close", (event) => {
      if (socket === fresh) lose("socket-closed", closeWords(event));
    });
    // A close event follows every error event; without a listener Node ends the process.
    fresh.addEventListener("error", () => undefined);
    after(OPEN_WITHIN_MS, () => {
      if (!opened) lose("silent", "The socket did not open.");
    });
  }

  function onOpen(): void {
    clearTimers();
    opened = true;
    lastFrameAt = clock.now();
    options.onOpen();
    if (opened) ping();
  }

  function ping(): void {
    if (clock.now() - lastFrameAt > LONGEST_SILENCE_MS) {
      lose("silent", `No frame for ${Math.round((clock.now() - lastFrameAt) / 1_000)} s.`);
      return;
    }
    const sentAt = clock.now();
    pingedAt = sentAt;
    send({ method: "ping" });
    after(PONG_WITHIN_MS, () => {
      if (pingedAt === sentAt) lose("silent", "No pong within 10 s.");
    });
    after(PING_EVERY_MS, ping);
  }

  function send(message: unknown): boolean {
    if (!socket || !opened) return false;
    try {
      socket.send(JSON.stringify(message));
      return true;
    } catch (error) {
      lose("socket-closed", error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  function drop(): void {
    clearTimers();
    const dropped = socket;
    socket = null;
    opened = false;
    pingedAt = null;
    latencyMs = null;
    dropped?.close();
  }

  function lose(reason: LossReason, detail: string): void {
    if (!running) return;
    drop();
    attempts += 1;
    after(reconnectDelay(attempts, options.random(), connectedAt, clock.now()), connect);
    options.onLost(options.isOnline() ? reason : "offline", detail);
  }

  return {
    start() {
      if (running) return;
      running = true;
      attempts = 0;
      connect();
    },
    stop() {
      running = false;
      drop();
    },
    send,
    lose,
    settled() {
      attempts = 0;
    },
    pong() {
      if (pingedAt === null) return;
      latencyMs = Math.max(0, clock.now() - pingedAt);
      pingedAt = null;
      options.onLatency();
    },
    isOpen: () => opened,
    lastFrameAt: () => lastFrameAt,
    latencyMs: () => latencyMs,
    attempts: () => attempts,
  };
}

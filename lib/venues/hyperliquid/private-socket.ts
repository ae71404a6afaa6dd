import type { Address } from "../../model/identity.ts";
import { createReconnectingSocket } from "../../model/reconnecting-socket.ts";
import type { Clock, TimerHandle, Urgency } from "../../model/request.ts";
import type { WebSocketLike } from "../../model/web-socket-like.ts";
import type { FundingMessage, WireFill } from "./account-answers.ts";
import type { PostOutcome, PrivateSocket } from "./ports.ts";
import { readPrivateFrame } from "./private-frames.ts";
import { createSocketPosts } from "./socket-posts.ts";
import { urgencyOfAct } from "./urgency-of-act.ts";
import { z } from "zod";

/** So long the history of fills may take after the subscription. */
const HISTORY_WITHIN_MS = 10_000;
/** A refused stream (places for 10 users are all taken, often by leaders) is asked for again after about this. */
const REFUSED_RETRY_MS = 60_000;

/** What most questions cost (docs, "Rate limits and user limits"). */
const INFO_WEIGHT = 20;

export interface PrivateSocketOptions {
  readonly url: string;
  readonly owner: Address;
  readonly openSocket: (url: string) => WebSocketLike;
  readonly clock: Clock;
  /** Evenly distributed in [0, 1). */
  readonly random: () => number;
  /** The browser's `navigator.onLine`; only for the words when a connection fails. */
  readonly isOnline: () => boolean;
  /** Takes weight from the budget that all requests to the exchange share: 0, or how many ms nothing may be sent. */
  readonly spend: (weight: number, urgency: Urgency) => number;
  /**
   * Whether a request was answered in time. Not told of one that only its line took along, nor of one after which the
   * exchange told a fill: it is there then, and only the answer was lost.
   */
  readonly onAnswered: (inTime: boolean) => void;
  /** The history that a subscription begins with, oldest first, or news. */
  readonly onFills: (rows: readonly WireFill[], isHistory: boolean) => void;
  readonly onFundings: (message: z.infer<typeof FundingMessage>) => void;
  /** Something of the account was told that could not be read. */
  readonly onBroken: () => void;
  /** The connection ended. */
  readonly onLost: () => void;
  /** A request was answered with a 429. */
  readonly onRateLimited?: () => void;
}

export interface AccountSocket extends PrivateSocket {
  /** Connects, and again after every loss, until `stop`. Idempotent. */
  start(): void;
  stop(): void;
  /** The newest round trip of a ping, ms; null before the first. */
  latencyMs(): number | null;
}

/**
 * The one socket of an account: its fills and its funding as they happen, and requests that are answered on it. Nothing
 * that happened while it was lost comes on it but the newest 2,000 fills: who listens has to ask for the rest.
 */
export function createPrivateSocket(options: PrivateSocketOptions): AccountSocket {
  const { clock, owner, spend } = options;
  let historyTimer: TimerHandle | null = null;
  /** When a fill was last told as it happened, our clock. */
  let newsAt = Number.NEGATIVE_INFINITY;

  const socket = createReconnectingSocket({
    ...options,
    onOpen() {
      subscribe("userFills");
      subscribe("userFundings");
      wait(HISTORY_WITHIN_MS, () => socket.lose("silent", "No answer to the subscription within 10 s."));
    },
    onFrame,
    onLost(_reason, detail) {
      clearTimer();
      posts.lost(`The connection was lost: ${detail}`);
      options.onLost();
    },
    onLatency: () => undefined,
  });
  const posts = createSocketPosts({
    clock,
    send: (message) => socket.send(message),
    onAnswer: () => options.onAnswered(true),
    onSilence(handedAt) {
      if (newsAt < handedAt) options.onAnswered(false);
    },
  });

  function subscribe(type: "userFills" | "userFundings"): void {
    socket.send({ method: "subscribe", subscription: { type, user: owner } });
  }

  function wait(ms: number, action: () => void): void {
    clearTimer();
    historyTimer = clock.setTimeout(() => {
      historyTimer = null;
      action();
    }, ms);
  }

  function clearTimer(): void {
    if (historyTimer !== null) clock.clearTimeout(historyTimer);
    historyTimer = null;
  }

  function onFrame(text: string | null): void {
    const frame = readPrivateFrame(text, owner);
    switch (frame.kind) {
      case "pong":
        socket.pong();
        break;
      case "post":
        posts.answer(frame.data);
        break;
      case "fills":
        if (frame.isHistory) {
          clearTimer();
          socket.settled();
        } else newsAt = clock.now();
        options.onFills(frame.rows, frame.isHistory);
        break;
      case "fundings":
        options.onFundings(frame.message);
        break;
      case "error":
        onError(frame.words);
        break;
      case "broken":
        options.onBroken();
        break;
      case "irrelevant":
        break;
    }
  }

  /**
   * An error frame does not name its request. Without the streams the socket is still good for requests, and readings of
   * the account show what the streams would have told.
   */
  function onError(words: string): void {
    if (historyTimer === null || !/cannot track more than|invalid subscription/i.test(words)) return;
    socket.settled();
    wait(REFUSED_RETRY_MS * (0.5 + options.random()), () => {
      subscribe("userFills");
      subscribe("userFundings");
      wait(HISTORY_WITHIN_MS, () => socket.lose("silent", "No answer to the subscription within 10 s."));
    });
  }

  return {
    start: () => socket.start(),
    stop() {
      socket.stop();
      clearTimer();
      posts.lost("The connection was closed.");
    },
    isOpen: () => socket.isOpen(),
    latencyMs: () => socket.latencyMs(),
    post(request, withinMs) {
      const urgency = request.type === "action" ? urgencyOfAct(request.payload.action) : "orders";
      const handedAt = clock.now();
      if (!socket.isOpen())
        return Promise.resolve({ kind: "lost", sent: false, words: "The socket is not open.", handedAt });
      const waitMs = spend(request.type === "action" ? 1 : INFO_WEIGHT, urgency);
      if (waitMs > 0) {
        const words = `No request may be sent for another ${Math.ceil(waitMs / 1_000)} s.`;
        return Promise.resolve({ kind: "lost", sent: false, words, handedAt });
      }
      return posts.post(request, withinMs).then((outcome) => {
        if (isRateLimited(outcome)) options.onRateLimited?.();
        return outcome;
      });
    },
  };
}

/** A failed `post` names an HTTP status at its beginning, as far as it is known (exchange-answer.ts). */
const TooMany = z.looseObject({ type: z.literal("error"), payload: z.string().regex(/^\s*429\b/) });

function isRateLimited(outcome: PostOutcome): boolean {
  return outcome.kind === "answer" && TooMany.safeParse(outcome.body).success;
}

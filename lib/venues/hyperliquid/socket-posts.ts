import { z } from "zod";
import type { Clock, TimerHandle } from "../../model/request.ts";
import type { PostOutcome, SocketRequest } from "./ports.ts";

/** The exchange takes 100 at a time (docs, "Post requests"). */
const MOST_IN_FLIGHT = 100;

interface SocketPostsOptions {
  readonly clock: Clock;
  /** False when the message surely did not leave. */
  readonly send: (message: unknown) => boolean;
  /** An answer came in time. */
  readonly onAnswer: () => void;
  /** None came in time to what was handed over at that moment, our clock. */
  readonly onSilence: (handedAt: number) => void;
}

interface SocketPosts {
  post(request: SocketRequest, withinMs: number): Promise<PostOutcome>;
  /** A frame of the channel `post`. */
  answer(data: unknown): void;
  /** The connection ended: nobody will hear the answers to what was sent on it. */
  lost(words: string): void;
}

const PostFrame = z.looseObject({ id: z.number().int(), response: z.unknown() });

interface Waiting {
  readonly timer: TimerHandle;
  readonly handedAt: number;
  /** False until the socket took it. */
  left: boolean;
  readonly tell: (outcome: PostOutcome) => void;
}

/**
 * Requests over a socket, each handed over once. An answer finds its request by a number; one that comes when nobody
 * waits any more is dropped, and the request has told that it does not know.
 */
export function createSocketPosts(options: SocketPostsOptions): SocketPosts {
  const { clock, send, onAnswer, onSilence } = options;
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  function take(id: number): Waiting | undefined {
    const entry = waiting.get(id);
    waiting.delete(id);
    if (entry !== undefined) clock.clearTimeout(entry.timer);
    return entry;
  }

  function lose(id: number, words: string): void {
    const entry = take(id);
    entry?.tell({ kind: "lost", sent: entry.left, words, handedAt: entry.handedAt });
  }

  return {
    post(request, withinMs) {
      const handedAt = clock.now();
      if (waiting.size >= MOST_IN_FLIGHT) {
        const words = `${MOST_IN_FLIGHT} requests wait for their answers.`;
        return Promise.resolve({ kind: "lost", sent: false, words, handedAt });
      }
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        const timer = clock.setTimeout(() => {
          onSilence(handedAt);
          lose(id, `No answer within ${withinMs} ms.`);
        }, withinMs);
        const entry: Waiting = { timer, handedAt, left: false, tell: resolve };
        waiting.set(id, entry);
        entry.left = send({ method: "post", id, request });
        if (!entry.left) lose(id, "The socket is not open.");
      });
    },

    answer(data) {
      const frame = PostFrame.safeParse(data);
      if (!frame.success) return;
      const entry = take(frame.data.id);
      if (entry === undefined) return;
      onAnswer();
      entry.tell({ kind: "answer", body: frame.data.response, handedAt: entry.handedAt });
    },

    lost(words) {
      for (const id of waiting.keys()) lose(id, words);
    },
  };
}

import type { Clock } from "../../model/request.ts";
import type { Secret } from "../../model/secret.ts";
import { type ActAnswer, readAnswer } from "./exchange-answer.ts";
import type { HyperliquidPorts, PrivateSocket } from "./ports.ts";
import type { Action, Signer } from "./signer.ts";

/** An act under the number and until the moment that were committed with it. */
interface Act {
  readonly action: Action;
  readonly nonce: number;
  /** Our clock after which it may no longer be sent. */
  readonly expiresAt: number;
}

/** Signs an act and hands it over, once. Never throws. */
export type HandOver = (act: Act) => Promise<ActAnswer>;

/** So long an answer is waited for, ms; an act is answered within a block or two, well below a second. */
const ANSWER_WITHIN_MS = 10_000;

interface HandOverPorts extends Pick<HyperliquidPorts, "postExchange" | "clockOffsetMs"> {
  readonly clock: Clock;
  readonly socket: PrivateSocket;
  readonly signer: Signer;
  readonly secret: () => Secret | null;
}

/**
 * By the socket while it is open (a fifth faster than a request), else by one request; never by both and never again:
 * what is not known to have failed is looked up. The exchange is told to refuse it after its expiry, in its own time.
 */
export function createHandOver(ports: HandOverPorts): HandOver {
  const { clock, socket, signer } = ports;

  return async ({ action, nonce, expiresAt }) => {
    const secret = ports.secret();
    if (secret === null) return { kind: "not-sent", words: "The key is locked." };
    let signed: ReturnType<Signer["sign"]>;
    try {
      const expiresAfter = Math.floor(expiresAt - (ports.clockOffsetMs() ?? 0));
      signed = signer.sign(action, nonce, expiresAfter, secret);
    } catch (error) {
      return { kind: "not-sent", words: error instanceof Error ? error.message : String(error) };
    }
    if (clock.now() >= expiresAt) return { kind: "not-sent", words: "It expired before it could leave." };
    const way = socket.isOpen() ? "socket" : "rest";
    try {
      const outcome =
        way === "socket"
          ? await socket.post({ type: "action", payload: signed }, ANSWER_WITHIN_MS)
          : await ports.postExchange(signed, ANSWER_WITHIN_MS);
      return readAnswer(outcome, way);
    } catch (error) {
      // Both promise not to throw; what did so all the same may have sent it.
      const words = error instanceof Error ? error.message : String(error);
      return { kind: "unknown", words: words.slice(0, 400) };
    }
  };
}

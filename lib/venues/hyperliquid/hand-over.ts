import type { Millis } from "../../model/identity.ts";
import type { Clock } from "../../model/request.ts";
import type { Secret } from "../../model/secret.ts";
import { type ActAnswer, readAnswer } from "./exchange-answer.ts";
import { unsentPause } from "./pause.ts";
import type { HyperliquidPorts, PrivateSocket, SignedAct } from "./ports.ts";
import type { Action, Signer } from "./signer.ts";

/** An act under the number and until the moment that were committed with it. */
interface Act {
  readonly action: Action;
  readonly nonce: number;
  /** Our clock after which it may no longer be sent. */
  readonly expiresAt: number;
  /** Told right before it is handed over, with our clock then; never for one that does not get so far. */
  readonly onHanded?: (at: Millis) => void;
}

/** Signs an act and hands it over, once. Never throws. */
export type HandOver = (act: Act) => Promise<ActAnswer>;

/**
 * So long an answer is waited for, ms. On a socket that is open an act is answered within a block or two, well below a
 * second: what has not been by then is lost, and is looked up. A request may have to connect first.
 */
const ANSWER_WITHIN_MS = { socket: 3_000, rest: 10_000 } as const;

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

  /** Signed and judged at the last moment; text is why it cannot leave. */
  function signed({ action, nonce, expiresAt }: Act): SignedAct | string {
    const secret = ports.secret();
    if (secret === null) return "The key is locked.";
    try {
      const expiresAfter = Math.floor(expiresAt - (ports.clockOffsetMs() ?? 0));
      const act = signer.sign(action, nonce, expiresAfter, secret);
      return clock.now() >= expiresAt ? "It expired before it could leave." : act;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async function send(act: SignedAct): Promise<ActAnswer> {
    const way = socket.isOpen() ? "socket" : "rest";
    try {
      const outcome =
        way === "socket"
          ? await socket.post({ type: "action", payload: act }, ANSWER_WITHIN_MS.socket)
          : await ports.postExchange(act, ANSWER_WITHIN_MS.rest);
      return readAnswer(outcome, way);
    } catch (error) {
      // Both promise not to throw; what did so all the same may have sent it.
      const words = error instanceof Error ? error.message : String(error);
      return { kind: "unknown", words: words.slice(0, 400) };
    }
  }

  return async (act) => {
    const ready = signed(act);
    if (typeof ready !== "string") act.onHanded?.(clock.now());
    const answer: ActAnswer =
      typeof ready === "string" ? { kind: "not-sent", words: ready } : await send(ready);
    if (answer.kind === "not-sent") await unsentPause(clock);
    return answer;
  };
}

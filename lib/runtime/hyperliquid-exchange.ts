import type { Clock } from "../model/request.ts";
import type { PostExchange, PostOutcome } from "../venues/hyperliquid/ports.ts";
import { urgencyOfAct } from "../venues/hyperliquid/urgency-of-act.ts";
import type { ExchangeLine } from "./exchange-line.ts";

interface PostExchangeOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  /** Shared with all other requests to the exchange. */
  readonly line: ExchangeLine;
  readonly baseUrl?: string;
}

/** An act of one order, cancel or setting costs 1 (docs, "Rate limits and user limits"). */
const WEIGHT = 1;
/** 4xx that do not say that nothing was carried out. */
const UNDECIDED = new Set([408, 425, 429]);

/**
 * `POST /exchange`, once. A browser does not tell whether a request that failed had left: every failure of the line
 * counts as sent.
 */
export function createPostExchange(options: PostExchangeOptions): PostExchange {
  const { clock, line, baseUrl = "https://api.hyperliquid.xyz" } = options;
  // Called as a plain function: a browser's fetch refuses any other `this` than the global.
  const post = options.fetch;

  return async (act, withinMs): Promise<PostOutcome> => {
    const handedAt = clock.now();
    if (line.spend(WEIGHT, urgencyOfAct(act.action), handedAt) > 0) {
      const words = "The request budget is used up, or the exchange is down.";
      return { kind: "lost", sent: false, words, handedAt };
    }
    const abort = new AbortController();
    const timer = clock.setTimeout(() => abort.abort(), withinMs);
    let response: Response;
    let text: string;
    try {
      response = await post(`${baseUrl}/exchange`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(act),
        signal: abort.signal,
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
      });
      text = await response.text();
    } catch (error) {
      line.breaker.failed(clock.now());
      const failed = error instanceof Error ? error.message : String(error);
      const words = abort.signal.aborted ? `No answer within ${withinMs} ms.` : failed;
      return { kind: "lost", sent: true, words: words.slice(0, 300), handedAt };
    } finally {
      clock.clearTimeout(timer);
    }
    const { status, statusText } = response;
    if (status >= 500) line.breaker.failed(clock.now());
    else line.breaker.succeeded();
    const words = `HTTP ${status}: ${text.slice(0, 200) || statusText}`;
    if (status === 429) line.rateLimited(response.headers.get("retry-after"), clock.now());
    if (status >= 400 && status < 500 && !UNDECIDED.has(status)) return { kind: "refused", words, handedAt };
    if (!response.ok) return { kind: "lost", sent: true, words, handedAt };
    try {
      return { kind: "answer", body: JSON.parse(text), handedAt };
    } catch {
      return { kind: "lost", sent: true, words: "The answer is not JSON.", handedAt };
    }
  };
}

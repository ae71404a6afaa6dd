import type { Clock } from "../model/request.ts";
import type { PostExchange, PostOutcome, SignedAct } from "../venues/hyperliquid/ports.ts";

interface PostExchangeOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  /** Takes what the request costs from the budget that all share: 0, or for how many ms nothing may be sent. */
  readonly spend: (act: SignedAct) => number;
  /** The exchange asked for fewer requests; with its `Retry-After`, if any. */
  readonly onRateLimited: (retryAfter: string | null) => void;
  readonly baseUrl?: string;
}

/** 4xx that do not say that nothing was carried out. */
const UNDECIDED = new Set([408, 425, 429]);

/**
 * `POST /exchange`, once. A browser does not tell whether a request that failed had left: every failure of the line
 * counts as sent.
 */
export function createPostExchange(options: PostExchangeOptions): PostExchange {
  const { clock, baseUrl = "https://api.hyperliquid.xyz" } = options;
  // Called as a plain function: a browser's fetch refuses any other `this` than the global.
  const post = options.fetch;

  return async (act, withinMs): Promise<PostOutcome> => {
    const handedAt = clock.now();
    if (options.spend(act) > 0) {
      return { kind: "lost", sent: false, words: "The request budget is used up.", handedAt };
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
      const failed = error instanceof Error ? error.message : String(error);
      const words = abort.signal.aborted ? `No answer within ${withinMs} ms.` : failed;
      return { kind: "lost", sent: true, words: words.slice(0, 300), handedAt };
    } finally {
      clock.clearTimeout(timer);
    }
    const { status, statusText } = response;
    const words = `HTTP ${status}: ${text.slice(0, 200) || statusText}`;
    if (status === 429) options.onRateLimited(response.headers.get("retry-after"));
    if (status >= 400 && status < 500 && !UNDECIDED.has(status)) return { kind: "refused", words, handedAt };
    if (!response.ok) return { kind: "lost", sent: true, words, handedAt };
    try {
      return { kind: "answer", body: JSON.parse(text), handedAt };
    } catch {
      return { kind: "lost", sent: true, words: "The answer is not JSON.", handedAt };
    }
  };
}

import { RequestError } from "../model/request.ts";
import type { Answer, AskInfo, Clock, Urgency } from "../model/request.ts";
import type { ExchangeLine } from "./exchange-line.ts";

interface AskInfoOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly line: ExchangeLine;
  readonly baseUrl?: string;
  /** For the whole answer, body included. */
  readonly timeoutMs?: number;
}

/** So long a request waits for budget that frees by itself; above it, it is refused at once. */
const LONGEST_WAIT_MS = 2_000;

/** 418 is what some exchanges answer to those who went on after a 429. */
const RATE_LIMITED: ReadonlySet<number> = new Set([418, 429]);

/** Requests that cost 20 and one more for every so many rows of the answer (docs, "Rate limits"). */
const ROWS_PER_WEIGHT: Readonly<Record<string, number>> = {
  userFills: 20,
  userFillsByTime: 20,
  userTwapSliceFillsByTime: 20,
  userFunding: 20,
  fundingHistory: 20,
  candleSnapshot: 60,
};

/**
 * `POST /info` with one weight budget for all who ask. `weight` is taken before sending, so callers name the
 * most that the answer can cost; what a shorter answer cost less is given back. While the exchange is down only single
 * requests go out and the others are refused at once. Nothing is asked twice here.
 */
export function createAskInfo(options: AskInfoOptions): AskInfo {
  const { clock, line, baseUrl = "https://api.hyperliquid.xyz", timeoutMs = 10_000 } = options;
  // Called as a plain function: a browser's fetch refuses any other `this` than the global.
  const post = options.fetch;
  const { budget, breaker } = line;

  async function admit(weight: number, urgency: Urgency): Promise<void> {
    const deadline = clock.now() + LONGEST_WAIT_MS;
    for (;;) {
      const now = clock.now();
      const wait = budget.take(weight, now, urgency);
      if (wait === 0) return;
      if (now + wait > deadline)
        throw new RequestError("rate-limited", "The request budget is used up.", wait);
      await new Promise<void>((resolve) => {
        clock.setTimeout(resolve, wait);
      });
    }
  }

  function failure(response: Response, text: string): RequestError {
    const words = `HTTP ${response.status}: ${text.slice(0, 200) || response.statusText}`;
    if (RATE_LIMITED.has(response.status)) {
      const retryAfter = line.rateLimited(response.headers.get("retry-after"), clock.now());
      return new RequestError("rate-limited", words, retryAfter);
    }
    return new RequestError(response.status >= 500 ? "server-error" : "refused", words);
  }

  /** Who is to go on is decided after the wait for the budget: the exchange may be back by then, or gone. */
  function probe(weight: number): void {
    const now = clock.now();
    const wait = breaker.admit(now);
    if (wait === 0) return;
    budget.giveBack(weight, now);
    throw new RequestError("unreachable", "The exchange fails; it is tried again soon.", wait);
  }

  return async function askInfo(request, weight, urgency = "usual"): Promise<Answer> {
    await admit(weight, urgency);
    probe(weight);
    const abort = new AbortController();
    const timer = clock.setTimeout(() => abort.abort(), timeoutMs);
    const sentAt = clock.now();
    let response: Response;
    let text: string;
    try {
      response = await post(`${baseUrl}/info`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(request),
        signal: abort.signal,
        credentials: "omit",
        cache: "no-store",
      });
      text = await response.text();
    } catch (error) {
      if (!abort.signal.aborted) {
        breaker.unreached();
        throw new RequestError("unreachable", wordsOf(error));
      }
      breaker.failed(clock.now());
      throw new RequestError("unreachable", `No answer within ${timeoutMs} ms.`);
    } finally {
      clock.clearTimeout(timer);
    }
    const receivedAt = clock.now();
    if (response.status >= 500) breaker.failed(receivedAt);
    else breaker.succeeded();
    if (!response.ok) throw failure(response, text);
    const body = parseJson(text);
    const unspent = weight - costOf(request, body, weight);
    budget.giveBack(unspent, receivedAt);
    return { body, sentAt, receivedAt, unspent };
  };
}

/** What a request really cost, as far as its answer tells. */
function costOf(request: Readonly<Record<string, unknown>>, body: unknown, weight: number): number {
  const rowsPerWeight = ROWS_PER_WEIGHT[String(request["type"])];
  if (rowsPerWeight === undefined || !Array.isArray(body)) return weight;
  return Math.min(weight, 20 + Math.ceil(body.length / rowsPerWeight));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestError("unreadable", `The answer is not JSON: ${text.slice(0, 120)}`);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

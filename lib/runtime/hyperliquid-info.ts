import { RequestError } from "../model/request.ts";
import type { Answer, AskInfo, Clock } from "../model/request.ts";
import { createRequestBudget } from "./request-budget.ts";

interface AskInfoOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly baseUrl?: string;
  /** For the whole answer, body included. */
  readonly timeoutMs?: number;
}

/** So long a request waits for budget that frees by itself; above it, it is refused at once. */
const LONGEST_WAIT_MS = 2_000;
/** After a 429 that does not say how long. */
const DEFAULT_RETRY_AFTER_MS = 10_000;
const LONGEST_RETRY_AFTER_MS = 10 * 60_000;

/** Requests that cost 20 and one more for every so many rows of the answer (docs, "Rate limits"). */
const ROWS_PER_WEIGHT: Readonly<Record<string, number>> = {
  userFills: 20,
  userFillsByTime: 20,
  fundingHistory: 20,
  candleSnapshot: 60,
};

/**
 * `POST /info` with one weight budget for all who ask. `weight` is taken before sending, so callers name the
 * most that the answer can cost; what a shorter answer cost less is given back. Nothing is asked twice here.
 */
export function createAskInfo(options: AskInfoOptions): AskInfo {
  const { clock, baseUrl = "https://api.hyperliquid.xyz", timeoutMs = 10_000 } = options;
  // Called as a plain function: a browser's fetch refuses any other `this` than the global.
  const post = options.fetch;
  const budget = createRequestBudget();

  async function admit(weight: number): Promise<void> {
    const deadline = clock.now() + LONGEST_WAIT_MS;
    for (;;) {
      const now = clock.now();
      const wait = budget.take(weight, now);
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
    if (response.status === 429) {
      const retryAfter =
        retryAfterMs(response.headers.get("retry-after"), clock.now()) ?? DEFAULT_RETRY_AFTER_MS;
      budget.blockUntil(clock.now() + retryAfter);
      return new RequestError("rate-limited", words, retryAfter);
    }
    return new RequestError(response.status >= 500 ? "server-error" : "refused", words);
  }

  return async function askInfo(request, weight): Promise<Answer> {
    await admit(weight);
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
      const words = abort.signal.aborted ? `No answer within ${timeoutMs} ms.` : wordsOf(error);
      throw new RequestError("unreachable", words);
    } finally {
      clock.clearTimeout(timer);
    }
    const receivedAt = clock.now();
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

/** `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3). */
function retryAfterMs(header: string | null, now: number): number | null {
  if (!header) return null;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS) : null;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

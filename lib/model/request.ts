/** What went wrong with a request to an exchange, by what it means for us. */
export type RequestProblem =
  /** No answer: offline, DNS, TLS, refused, timed out. It may or may not have arrived. */
  | "unreachable"
  /** 429, or our own budget is used up. */
  | "rate-limited"
  /** Other 4xx: the exchange understood and said no. */
  | "refused"
  /** 5xx. It may or may not have been carried out. */
  | "server-error"
  /** An answer that is not JSON, or not of the form we know. */
  | "unreadable";

export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly problem: RequestProblem;
  /** Wait at least so long before asking again, in ms; null when nothing was said. */
  readonly retryAfterMs: number | null;

  constructor(problem: RequestProblem, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface Answer {
  /** Parsed JSON, not yet validated. */
  readonly body: unknown;
  /** Our clock just before sending and just after receiving, ms. */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** Part of the asked weight that the answer did not cost; absent is none. */
  readonly unspent?: number;
}

/**
 * What a request is for. orders: reductions, cancels and questions about an account's orders, for which a part of the
 * budget is kept back. usual: everything else.
 */
export type Urgency = "usual" | "orders";

/**
 * Asks Hyperliquid's `/info`. `weight` is what the exchange charges for it (limit 1,200 a minute and IP); without an
 * urgency it is usual. Rejects with a RequestError. Injected, so that all users of one exchange share one budget.
 */
export type AskInfo = (
  request: Readonly<Record<string, unknown>>,
  weight: number,
  urgency?: Urgency,
) => Promise<Answer>;

/** The clock and the timers of a context; the simulation brings its own. */
export interface Clock {
  now(): number;
  setTimeout(callback: () => void, ms: number): TimerHandle;
  clearTimeout(handle: TimerHandle): void;
}
export type TimerHandle = { readonly timer: unknown };

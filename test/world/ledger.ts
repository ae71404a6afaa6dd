import { plain, type Exact } from "./exact.ts";
import type { Fill } from "./wire/fill.ts";

/** `at` is world time (unskewed), ms, when the fill came into being. */
export interface LedgerFill {
  readonly at: number;
  readonly fill: Fill;
}

/** An answer to `clearinghouseState`. `time` is the time written in it, `at` the world's own. */
export interface ServedEquity {
  readonly at: number;
  readonly equity: string;
  readonly time: number;
}

export interface LoggedRequest {
  readonly path: string;
  /** The `type` of the request or action; "" when it could not be read. */
  readonly type: string;
  readonly via: "http" | "ws";
  readonly weight: number;
  /** World time, ms. */
  readonly time: number;
  /** HTTP status; 0 for a request that is never answered. */
  readonly status: number;
  /** The request as received; undefined when it was not JSON. */
  readonly body: unknown;
  /** The `Origin` that the request came with; null without one, and on sockets. */
  readonly origin: string | null;
}

/** An order that the exchange accepted. */
export interface AcceptedOrder {
  readonly at: number;
  readonly oid: number;
  readonly cloid: string | null;
  readonly coin: string;
  readonly side: "A" | "B";
  readonly size: string;
  readonly limitPx: string;
  readonly reduceOnly: boolean;
  readonly builder: unknown;
}

/** What really happened, for independent checks. Plain data; numbers are canonical decimal text. */
export class Ledger {
  /** Every request that reached the API, oldest first. */
  readonly requests: LoggedRequest[] = [];
  readonly #fills = new Map<string, LedgerFill[]>();
  readonly #equity = new Map<string, ServedEquity[]>();
  readonly #orders = new Map<string, AcceptedOrder[]>();
  readonly #midAt: (coin: string, time: number) => Exact;

  constructor(midAt: (coin: string, time: number) => Exact) {
    this.#midAt = midAt;
  }

  /** Every fill of an account, oldest first. */
  leaderFills(address: string): readonly LedgerFill[] {
    return this.#fills.get(address.toLowerCase()) ?? [];
  }

  equityServed(address: string): readonly ServedEquity[] {
    return this.#equity.get(address.toLowerCase()) ?? [];
  }

  /** The mid in force at a world time. */
  midAt(coin: string, time: number): string {
    return plain(this.#midAt(coin, time));
  }

  ordersAccepted(address: string): readonly AcceptedOrder[] {
    return this.#orders.get(address.toLowerCase()) ?? [];
  }

  noteFill(address: string, at: number, fill: Fill): void {
    append(this.#fills, address, { at, fill: { ...fill } });
  }

  noteEquity(address: string, served: ServedEquity): void {
    append(this.#equity, address, served);
  }

  noteOrder(address: string, order: AcceptedOrder): void {
    append(this.#orders, address, order);
  }

  noteRequest(request: LoggedRequest): void {
    this.requests.push(request);
  }
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

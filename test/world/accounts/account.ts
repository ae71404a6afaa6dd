import { NIL, exact, usd, type Exact } from "../exact.ts";
import type { Fill } from "../wire/fill.ts";
import type { OrderRecord } from "../trading/order-record.ts";
import { withAgent, type Agent, type AgentTerms } from "./agents.ts";
import { changePosition, type Position, type PositionChange } from "./position.ts";

export interface LeverageSetting {
  readonly type: "cross" | "isolated";
  readonly value: number;
}

export interface LedgerUpdate {
  readonly time: number;
  readonly hash: string;
  readonly delta: { readonly type: "deposit" | "withdraw"; readonly usdc: string };
}

export interface FundingUpdate {
  readonly time: number;
  readonly hash: string;
  readonly delta: {
    readonly type: "funding";
    readonly coin: string;
    readonly usdc: string;
    readonly szi: string;
    readonly fundingRate: string;
    readonly nSamples: null;
  };
}

/** One perpetuals account: a leader's, a vault's or a customer's. Address in lower case. */
export class Account {
  readonly address: string;
  /** USD: deposits + realised results - fees + funding. */
  cash: Exact = NIL;
  readonly positions = new Map<string, Position>();
  readonly leverage = new Map<string, LeverageSetting>();
  /** Oldest first. */
  readonly fills: Fill[] = [];
  readonly orders = new Map<number, OrderRecord>();
  readonly transfers: LedgerUpdate[] = [];
  readonly fundings: FundingUpdate[] = [];
  agents: readonly Agent[] = [];
  /** Account value over time, for `portfolio`. */
  readonly history: { readonly time: number; readonly equity: Exact }[] = [];
  vault: { readonly name: string; readonly leader: string } | undefined;
  /** Set on a sub-account: whose it is. */
  master: string | undefined;
  /** A recorded leader does what was recorded, whatever his margin. */
  liquidatable = true;
  volumeUsd: Exact = NIL;
  /** Actions so far, a batch of n orders as n; and world time of the last one beyond the address limit. */
  requests = 0;
  lastBeyondLimitAt = 0;

  constructor(address: string) {
    this.address = address;
  }

  size(coin: string): Exact {
    return this.positions.get(coin)?.size ?? NIL;
  }

  deposit(amount: Exact, time: number, hash: string): void {
    this.cash = this.cash.plus(amount);
    const type = amount.gte(0) ? "deposit" : "withdraw";
    this.transfers.push({ time, hash, delta: { type, usdc: usd(amount.abs()) } });
  }

  /** Adds an API wallet, or renews it; unless told otherwise it lasts 90 days. */
  approveAgent(agentAddress: string, terms: AgentTerms, now: number): void {
    this.agents = withAgent(this.agents, agentAddress, terms, now);
  }

  /** Whether anybody ever used it: an address without a past is "missing". */
  get exists(): boolean {
    return (
      this.transfers.length > 0 ||
      this.fills.length > 0 ||
      this.vault !== undefined ||
      this.master !== undefined
    );
  }

  /** Books a trade: signed size, price, fee in USD. Other dexes settle in money of their own. */
  trade(coin: string, signedSize: Exact, px: Exact, fee: Exact, onMainDex: boolean): PositionChange {
    const change = changePosition(this.positions.get(coin), coin, signedSize, px);
    if (change.after === undefined) this.positions.delete(coin);
    else this.positions.set(coin, change.after);
    if (onMainDex) this.cash = this.cash.plus(change.closedPnl).minus(fee);
    this.volumeUsd = this.volumeUsd.plus(signedSize.abs().times(px));
    return change;
  }

  /** Funding of one position; `amount` is received (+) or paid (-). */
  fund(coin: string, rate: Exact, amount: Exact, time: number, hash: string): void {
    const position = this.positions.get(coin);
    if (position === undefined) return;
    this.cash = this.cash.plus(amount);
    position.fundingPaid = position.fundingPaid.minus(amount);
    const delta = {
      type: "funding" as const,
      coin,
      usdc: usd(amount),
      szi: position.size.toFixed(),
      fundingRate: rate.toFixed(),
      nSamples: null,
    };
    this.fundings.push({ time, hash, delta });
  }

  openOrders(): OrderRecord[] {
    return [...this.orders.values()].filter((order) => order.status === "open");
  }
}

export function signed(side: "A" | "B", size: Exact | string): Exact {
  return side === "B" ? exact(size) : exact(size).negated();
}

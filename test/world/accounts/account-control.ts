import { exact, plain } from "../exact.ts";
import type { Exchange } from "../exchange.ts";
import type { OrderAnswer, OrderRequest } from "../trading/order-request.ts";
import { placeOrder } from "../trading/place-order.ts";
import type { Fill } from "../wire/fill.ts";
import type { FundingUpdate } from "./account.ts";
import { marginOf } from "./margin.ts";

interface OrderTerms {
  readonly coin: string;
  readonly side: "buy" | "sell";
  readonly size: string;
  readonly px: string;
  readonly reduceOnly?: boolean;
}

/** A customer's account, as tests set it up, act for it and look into it. */
export interface AccountControl {
  readonly address: string;
  /** USD; negative withdraws. An account that never had a deposit cannot trade. */
  deposit(amount: string): void;
  /** Makes an address an API wallet of this account. */
  approveAgent(agentAddress: string, name?: string): void;
  setLeverage(coin: string, leverage: number): void;
  /** An order as if the owner had placed it elsewhere. */
  order(terms: OrderTerms & { readonly tif: "Ioc" | "Gtc" | "Alo" }): OrderAnswer;
  /** A resting order (Gtc). */
  rest(terms: OrderTerms): OrderAnswer;
  /** A reduce-only stop; at `triggerPx` it becomes an IOC order with the limit `px`. */
  stop(terms: OrderTerms & { readonly triggerPx: string }): OrderAnswer;
  /** Signed position, coins, canonical decimal text. */
  position(coin: string): string;
  /** Account value at the present marks, USD. */
  equity(): string;
  /** Oldest first. */
  fills(): readonly Fill[];
  /** Oldest first. */
  fundings(): readonly FundingUpdate[];
}

export function accountControl(exchange: Exchange, address: string): AccountControl {
  const account = exchange.account(address);
  const place = (terms: OrderTerms, t: OrderRequest["t"], r = terms.reduceOnly ?? false) => {
    const a = exchange.markets.all.findIndex((market) => market.spec.coin === terms.coin);
    return placeOrder(
      exchange,
      account,
      { a, b: terms.side === "buy", p: terms.px, s: terms.size, r, t },
      null,
    );
  };
  return {
    address: account.address,
    deposit: (amount) => account.deposit(exact(amount), exchange.clock.stamp(), exchange.ids.hash()),
    approveAgent: (agent, name = "agent") => account.approveAgent(agent, name, exchange.clock.now()),
    setLeverage: (coin, value) => account.leverage.set(coin, { type: "cross", value }),
    order: (terms) => place(terms, { limit: { tif: terms.tif } }),
    rest: (terms) => place(terms, { limit: { tif: "Gtc" } }),
    stop: (terms) =>
      place(terms, { trigger: { isMarket: true, triggerPx: terms.triggerPx, tpsl: "sl" } }, true),
    position: (coin) => plain(account.size(coin)),
    equity: () => plain(marginOf(account, exchange.markets).accountValue.toDecimalPlaces(6)),
    fills: () => account.fills,
    fundings: () => account.fundings,
  };
}

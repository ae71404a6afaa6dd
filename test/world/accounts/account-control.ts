import { exact, plain } from "../exact.ts";
import { requestsCap } from "../exchange-actions/address-limit.ts";
import type { Exchange } from "../exchange.ts";
import type { OrderAnswer, OrderRequest } from "../trading/order-request.ts";
import { viewOf, type OrderView } from "../trading/order-view.ts";
import { placeOrder } from "../trading/place-order.ts";
import type { Fill } from "../wire/fill.ts";
import type { FundingUpdate, LeverageSetting } from "./account.ts";
import type { AgentTerms } from "./agents.ts";
import { leverageOf, liquidationPrice, mainDexPositions, marginOf } from "./margin.ts";

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
  /** Makes an address an API wallet of this account, named "agent" and valid for 90 days unless told otherwise. */
  approveAgent(agentAddress: string, terms?: AgentTerms): void;
  /** As if its owner had removed it: it is not known any more. */
  revokeAgent(agentAddress: string): void;
  /** Its last valid moment is over. */
  expireAgent(agentAddress: string): void;
  /** Makes this account a sub-account of another one. */
  belongTo(master: string): void;
  /** As if its owner had set it elsewhere; "cross" unless told otherwise. */
  setLeverage(coin: string, leverage: number, type?: LeverageSetting["type"]): void;
  leverage(coin: string): LeverageSetting;
  /** Uses up the requests that the exchange grants this address. */
  exhaustRequests(): void;
  /** An order as if the owner had placed it elsewhere. */
  order(terms: OrderTerms & { readonly tif: "Ioc" | "Gtc" | "Alo" }): OrderAnswer;
  /** A resting order (Gtc). */
  rest(terms: OrderTerms): OrderAnswer;
  /** A reduce-only stop; at `triggerPx` it becomes an IOC order with the limit `px`. */
  stop(terms: OrderTerms & { readonly triggerPx: string }): OrderAnswer;
  /** Signed position, coins, canonical decimal text. */
  position(coin: string): string;
  /** At which mark the exchange would close the position there, USD; null where at none, or without one. */
  liquidationPrice(coin: string): string | null;
  /** Account value at the present marks, USD. */
  equity(): string;
  /** Oldest first. */
  fills(): readonly Fill[];
  /** Oldest first. */
  fundings(): readonly FundingUpdate[];
  /** Every order that the exchange remembers, stops and refused ones too, oldest first. */
  orders(): readonly OrderView[];
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
    approveAgent: (agent, terms = {}) => account.approveAgent(agent, terms, exchange.clock.now()),
    revokeAgent: (agent) => {
      account.agents = account.agents.filter(({ address: other }) => other !== agent.toLowerCase());
    },
    expireAgent: (agent) => {
      const validUntil = exchange.clock.now() - 1;
      account.agents = account.agents.map((one) =>
        one.address === agent.toLowerCase() ? { ...one, validUntil } : one,
      );
    },
    belongTo: (master) => {
      account.master = master.toLowerCase();
    },
    setLeverage: (coin, value, type = "cross") => account.leverage.set(coin, { type, value }),
    leverage: (coin) => leverageOf(account, coin, exchange.markets),
    exhaustRequests: () => {
      account.requests = 2 * requestsCap(account) + 100_000;
      account.lastBeyondLimitAt = exchange.clock.now();
    },
    order: (terms) => place(terms, { limit: { tif: terms.tif } }),
    rest: (terms) => place(terms, { limit: { tif: "Gtc" } }),
    stop: (terms) =>
      place(terms, { trigger: { isMarket: true, triggerPx: terms.triggerPx, tpsl: "sl" } }, true),
    position: (coin) => plain(account.size(coin)),
    liquidationPrice: (coin) => {
      const position = mainDexPositions(account, exchange.markets).find((one) => one.coin === coin);
      const price = position === undefined ? null : liquidationPrice(account, position, exchange.markets);
      return price === null ? null : plain(price);
    },
    equity: () => plain(marginOf(account, exchange.markets).accountValue.toDecimalPlaces(6)),
    fills: () => account.fills,
    fundings: () => account.fundings,
    orders: () => [...account.orders.values()].toSorted((a, b) => a.oid - b.oid).map(viewOf),
  };
}

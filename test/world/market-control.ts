import { mainDexPositions } from "./accounts/margin.ts";
import { exact } from "./exact.ts";
import type { Exchange } from "./exchange.ts";
import { publishMarket } from "./market-feed.ts";
import { cancelOrder } from "./trading/cancel-order.ts";
import { settle } from "./trading/settlement.ts";

interface PlacedLevel {
  readonly price: string;
  readonly size: string;
}

/** One instrument, as tests change it while the world runs. */
export interface MarketControl {
  /** Puts these levels, best first, in place of everybody else's orders until the price is set again; the mark stays. */
  placeBook(bids: readonly PlacedLevel[], asks: readonly PlacedLevel[]): void;
  /** Cross margin cannot be set any more (or again). */
  onlyIsolated(on: boolean): void;
  /** Orders that would add to the open interest are refused (or no more). */
  openInterestCap(on: boolean): void;
  /** USD: a position above it exceeds the margin tier; null: none does. */
  tierNotional(usd: string | null): void;
  /** Another lot size: 10^-decimals coins. */
  sizeDecimals(decimals: number): void;
  maxLeverage(times: number): void;
  /** No longer traded: resting orders are cancelled, positions settled at the mark, orders refused. */
  delist(): void;
}

export function marketControl(exchange: Exchange, coin: string): MarketControl {
  const market = exchange.markets.get(coin);
  const levels = (placed: readonly PlacedLevel[]) =>
    placed.map(({ price, size }) => ({ px: exact(price), size: exact(size), orders: 1 }));
  return {
    placeBook: (bids, asks) => {
      market.pinned = true;
      market.place({ bid: levels(bids), ask: levels(asks) });
      publishMarket(exchange, market);
    },
    onlyIsolated: (on) => {
      market.rules.onlyIsolated = on;
    },
    openInterestCap: (on) => {
      market.rules.atOpenInterestCap = on;
    },
    tierNotional: (usd) => {
      market.rules.tierNotional = usd === null ? undefined : exact(usd);
    },
    sizeDecimals: (szDecimals) => {
      market.spec = { ...market.spec, szDecimals };
    },
    maxLeverage: (maxLeverage) => {
      market.spec = { ...market.spec, maxLeverage };
    },
    delist: () => {
      market.rules.delisted = true;
      for (const account of exchange.accounts()) {
        for (const order of account.openOrders()) {
          if (order.coin === coin) cancelOrder(exchange, account, order, "delistedCanceled");
        }
        const held = mainDexPositions(account, exchange.markets).find((one) => one.coin === coin)?.size;
        if (held === undefined) continue;
        const side = held.gt(0) ? "A" : "B";
        const oid = exchange.ids.oid();
        settle(exchange, account, [{ coin, side, px: market.mark, size: held.abs(), crossed: true, oid }]);
      }
    },
  };
}

import { exact, type Exact } from "./exact.ts";
import type { Exchange } from "./exchange.ts";
import { hashOf } from "./random.ts";

/** The rate charged at a full hour, a fraction: the market's, with a little seeded movement. */
export function fundingRateAt(exchange: Exchange, coin: string, hour: number): Exact {
  const wobble = (hashOf(exchange.seed, coin, hour) % 11) - 5;
  return exchange.markets.get(coin).funding.plus(exact(wobble).times("0.0000003"));
}

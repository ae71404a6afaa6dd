import { wire } from "./exact.ts";
import type { Exchange } from "./exchange.ts";
import type { Level, Market } from "./market/market.ts";
import type { Bar } from "./market/price-path.ts";

type WireLevel = ReturnType<typeof wireLevel>;

function wireLevel(level: Level) {
  return { px: wire(level.px), sz: wire(level.size), n: level.orders };
}

/** `l2Book`: up to `depth` levels a side, bids first. */
export function bookOf(exchange: Exchange, market: Market, depth = 20) {
  const side = (name: "bid" | "ask") => market.levels(name).slice(0, depth).map(wireLevel);
  const levels: [bids: WireLevel[], asks: WireLevel[]] = [side("bid"), side("ask")];
  return { coin: market.spec.coin, time: exchange.clock.stamp(), levels };
}

export function bboOf(exchange: Exchange, market: Market) {
  const best = (name: "bid" | "ask") => market.levels(name).slice(0, 1).map(wireLevel)[0] ?? null;
  return { coin: market.spec.coin, time: exchange.clock.stamp(), bbo: [best("bid"), best("ask")] };
}

export function midsOf(exchange: Exchange): Record<string, string> {
  return Object.fromEntries(exchange.markets.all.map((market) => [market.spec.coin, wire(market.mid)]));
}

export function contextOf(market: Market) {
  const mark = wire(market.mark);
  const impact = (side: "bid" | "ask") => wire(market.levels(side)[4]?.px ?? market.mid);
  return {
    funding: wire(market.funding, 10),
    openInterest: wire(market.openInterest),
    prevDayPx: wire(market.path.dayBefore()),
    dayNtlVlm: wire(market.volumeUsd, 6),
    premium: "0.0",
    oraclePx: mark,
    markPx: mark,
    midPx: wire(market.mid),
    impactPxs: [impact("bid"), impact("ask")],
    dayBaseVlm: wire(market.volumeUsd.div(market.mid), 5),
  };
}

export const INTERVALS: Readonly<Record<string, number>> = {
  "1m": 60_000,
  "3m": 180_000,
  "5m": 300_000,
  "15m": 900_000,
  "30m": 1_800_000,
  "1h": 3_600_000,
  "2h": 7_200_000,
  "4h": 14_400_000,
  "8h": 28_800_000,
  "12h": 43_200_000,
  "1d": 86_400_000,
};

export function candleOf(market: Market, interval: string, bar: Bar) {
  return {
    t: bar.start,
    T: bar.start + (INTERVALS[interval] ?? 60_000) - 1,
    s: market.spec.coin,
    i: interval,
    o: wire(bar.open),
    c: wire(bar.close),
    h: wire(bar.high),
    l: wire(bar.low),
    v: wire(bar.volume),
    n: bar.trades,
  };
}

/** Tells a book's best prices. */
export function publishMarket(exchange: Exchange, market: Market): void {
  exchange.hub.publish(`bbo|${market.spec.coin}`, "bbo", () => bboOf(exchange, market));
}

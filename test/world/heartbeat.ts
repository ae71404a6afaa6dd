import { chargeFunding } from "./accounts/funding.ts";
import { liquidateIfDue } from "./accounts/liquidation.ts";
import { marginOf } from "./accounts/margin.ts";
import type { Exchange } from "./exchange.ts";
import { INTERVALS, bookOf, candleOf, contextOf, midsOf, publishMarket } from "./market-feed.ts";
import { clearinghouseFrame } from "./socket/subscription.ts";
import { matchRests } from "./trading/match.ts";
import { fireTriggers } from "./trading/triggers.ts";

const HOUR_MS = 3_600_000;
const STEP_MS = 500;
const BOOK_MS = 5_000;
const STATE_MS = 2_000;
const HISTORY_MS = 60_000;

/** Everything that happens by itself: prices move, and the regular messages leave. */
export function startHeartbeat(exchange: Exchange): void {
  let hour = Math.floor(exchange.clock.now() / HOUR_MS);
  const { clock, hub, markets } = exchange;
  clock.every(STEP_MS, () => {
    for (const market of markets.all) market.step(clock.now());
    for (const market of markets.all) matchRests(exchange, market);
    for (const account of exchange.accounts()) {
      fireTriggers(exchange, account);
      liquidateIfDue(exchange, account);
    }
    for (const now = Math.floor(clock.now() / HOUR_MS); hour < now;) {
      hour += 1;
      chargeFunding(exchange, hour * HOUR_MS);
    }
    for (const market of markets.all) {
      publishMarket(exchange, market);
      hub.publish(`l2BookFast|${market.spec.coin}`, "l2Book", () => bookOf(exchange, market, 5));
    }
  });
  clock.every(1_000, () => {
    hub.publish("allMids", "allMids", () => ({ mids: midsOf(exchange) }));
    for (const market of markets.all) {
      const { coin } = market.spec;
      hub.publish(`activeAssetCtx|${coin}`, "activeAssetCtx", () => ({ coin, ctx: contextOf(market) }));
    }
    publishCandles(exchange);
  });
  clock.every(BOOK_MS, () => {
    for (const market of markets.all) {
      hub.publish(`l2Book|${market.spec.coin}`, "l2Book", () => bookOf(exchange, market));
    }
  });
  clock.every(HISTORY_MS, () => {
    for (const account of exchange.accounts()) {
      const equity = marginOf(account, markets).accountValue;
      account.history.push({ time: clock.now(), equity });
    }
  });
  clock.every(STATE_MS, () => {
    for (const topic of hub.topics()) {
      const [type, user] = topic.split("|");
      if (type !== "clearinghouseState" || user === undefined) continue;
      hub.publish(topic, "clearinghouseState", () => clearinghouseFrame(exchange, user));
    }
  });
}

function publishCandles(exchange: Exchange): void {
  for (const topic of exchange.hub.topics()) {
    const [type, coin, interval] = topic.split("|");
    if (type !== "candle" || coin === undefined || interval === undefined) continue;
    const market = exchange.markets.get(coin);
    const ms = INTERVALS[interval] ?? 60_000;
    const now = exchange.clock.now();
    const bar = market.path.bars(ms, now - ms, now).at(-1);
    if (bar !== undefined) exchange.hub.publish(topic, "candle", () => candleOf(market, interval, bar));
  }
}

import { plain, wire } from "../exact.ts";
import type { Exchange } from "../exchange.ts";
import { fundingRateAt } from "../funding-rate.ts";
import { INTERVALS, bookOf, candleOf, contextOf, midsOf } from "../market-feed.ts";
import {
  UNREADABLE,
  UnreadableRequest,
  isOtherDex,
  numberIn,
  textIn,
  type InfoHandler,
} from "./info-request.ts";

const HOUR = 3_600_000;

function meta(exchange: Exchange) {
  const tables = [...new Set(exchange.markets.all.map((market) => market.spec.maxLeverage))];
  return {
    universe: exchange.markets.all.map(({ spec, rules }) => ({
      szDecimals: spec.szDecimals,
      name: spec.coin,
      maxLeverage: spec.maxLeverage,
      marginTableId: spec.maxLeverage,
      ...(rules.onlyIsolated ? { onlyIsolated: true, marginMode: "strictIsolated" } : {}),
      ...(rules.delisted ? { isDelisted: true } : {}),
    })),
    marginTables: tables.map((leverage) => [
      leverage,
      { description: "", marginTiers: [{ lowerBound: "0.0", maxLeverage: leverage }] },
    ]),
    collateralToken: 0,
  };
}

function spotMeta() {
  return {
    universe: [{ tokens: [1, 0], name: "PURR/USDC", index: 0, isCanonical: true }],
    tokens: [
      {
        name: "USDC",
        szDecimals: 8,
        weiDecimals: 8,
        index: 0,
        tokenId: "0x6d1e7cde53ba9467b783cb7c530ce054",
        isCanonical: true,
        evmContract: null,
        fullName: null,
        deployerTradingFeeShare: "0.0",
      },
      {
        name: "PURR",
        szDecimals: 0,
        weiDecimals: 5,
        index: 1,
        tokenId: "0xc1fb593aeffbeb02f85e0308e9956a90",
        isCanonical: true,
        evmContract: null,
        fullName: null,
        deployerTradingFeeShare: "0.0",
      },
    ],
  };
}

const SPOT_CONTEXT = {
  prevDayPx: "0.19",
  dayNtlVlm: "0.0",
  markPx: "0.19",
  midPx: null,
  circulatingSupply: "596000000.0",
  coin: "PURR/USDC",
  totalSupply: "596000000.0",
  dayBaseVlm: "0.0",
};

function fundingHistory(exchange: Exchange, request: Record<string, unknown>) {
  const market = exchange.markets.find(textIn(request, "coin"));
  if (market === undefined) throw new UnreadableRequest(UNREADABLE);
  const start = numberIn(request, "startTime");
  const end = Math.min(numberIn(request, "endTime", exchange.clock.now()), exchange.clock.now());
  const rows = [];
  for (let hour = Math.ceil(start / HOUR) * HOUR; hour <= end && rows.length < 500; hour += HOUR) {
    const fundingRate = plain(fundingRateAt(exchange, market.spec.coin, hour));
    rows.push({ coin: market.spec.coin, fundingRate, premium: "0.0", time: hour });
  }
  return rows;
}

function candleSnapshot(exchange: Exchange, request: Record<string, unknown>) {
  const req = request["req"];
  if (typeof req !== "object" || req === null) throw new UnreadableRequest(UNREADABLE);
  const fields: Record<string, unknown> = { ...req };
  const interval = textIn(fields, "interval");
  const ms = INTERVALS[interval];
  const market = exchange.markets.find(textIn(fields, "coin"));
  if (ms === undefined) throw new UnreadableRequest(UNREADABLE);
  if (market === undefined) return [];
  const bars = market.path.bars(
    ms,
    numberIn(fields, "startTime"),
    numberIn(fields, "endTime", exchange.clock.now()),
  );
  return bars.slice(-5000).map((bar) => candleOf(market, interval, bar));
}

function l2Book(exchange: Exchange, request: Record<string, unknown>) {
  const market = exchange.markets.find(textIn(request, "coin"));
  return market === undefined ? null : bookOf(exchange, market);
}

export const MARKET_INFO: Readonly<Record<string, InfoHandler>> = {
  meta: (exchange, request) =>
    isOtherDex(request) ? { universe: [], marginTables: [], collateralToken: 0 } : meta(exchange),
  allPerpMetas: (exchange) => [meta(exchange)],
  metaAndAssetCtxs: (exchange) => [meta(exchange), exchange.markets.all.map((market) => contextOf(market))],
  spotMeta,
  spotMetaAndAssetCtxs: () => [spotMeta(), [SPOT_CONTEXT]],
  perpDexs: () => [null],
  allMids: (exchange, request) => (isOtherDex(request) ? {} : midsOf(exchange)),
  l2Book,
  candleSnapshot,
  fundingHistory,
  exchangeStatus: (exchange) => ({ time: exchange.clock.stamp(), specialStatuses: null }),
  recentTrades: () => [],
  predictedFundings: (exchange) =>
    exchange.markets.all.map((market) => [
      market.spec.coin,
      [
        [
          "HlPerp",
          {
            fundingRate: wire(market.funding, 10),
            nextFundingTime: Math.ceil(exchange.clock.now() / HOUR) * HOUR,
          },
        ],
      ],
    ]),
};

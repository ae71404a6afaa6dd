import { InstrumentId } from "../model/identity.ts";
import type { BookLevel, Candle, FundingRate, MarketData } from "../model/market-data.ts";
import { parseAnswer } from "../model/parse-answer.ts";
import { RequestError } from "../model/request.ts";
import type { AskInfo } from "../model/request.ts";
import { BookAnswer, CandlesAnswer, FundingAnswer, MidsAnswer } from "./hyperliquid-schemas.ts";
import { isMainDexPerp } from "./hyperliquid/account-answers.ts";
import { MetaAnswer, instrumentOf } from "./hyperliquid/meta-answer.ts";

const HOUR_MS = 3_600_000;
const INTERVAL_MS = { "1m": 60_000, "1h": HOUR_MS };
/** The exchange keeps the newest 5,000 candles of an interval (docs, "Candle snapshot"). */
const MOST_CANDLES = 5_000;
/** Rows of one answer to a range request (docs, "Pagination"). */
const FUNDING_PAGE = 500;
/** Funding is recorded a few milliseconds after its hour. */
const FUNDING_LAG_MS = 60_000;

/**
 * Public prices of Hyperliquid's main dex over `/info`. Marks are mid prices (`allMids`, weight 2): the
 * exchange's own marks cost ten times as much. Weights: docs, "Rate limits and user limits".
 */
export function createHyperliquidMarketData({ ask }: { readonly ask: AskInfo }): MarketData {
  async function fundingPage(instrument: InstrumentId, from: number, to: number) {
    const request = { type: "fundingHistory", coin: instrument, startTime: from, endTime: to };
    const { body } = await ask(request, 20 + FUNDING_PAGE / 20);
    return parseAnswer(FundingAnswer, body, "fundingHistory");
  }

  return {
    async instruments() {
      const { body } = await ask({ type: "meta" }, 20);
      return parseAnswer(MetaAnswer, body, "meta").universe.map(instrumentOf);
    },

    async orderBook(instrument) {
      const { body } = await ask({ type: "l2Book", coin: instrument }, 2);
      if (body === null)
        throw new RequestError("refused", `l2Book: the exchange does not know ${instrument}.`);
      const { time, levels } = parseAnswer(BookAnswer, body, "l2Book");
      const side = (rows: (typeof levels)[number]): BookLevel[] =>
        rows.map((row) => ({ price: row.px, size: row.sz }));
      return { instrument, time, bids: side(levels[0]), asks: side(levels[1]) };
    },

    async marks() {
      const { body } = await ask({ type: "allMids" }, 2);
      const mids = parseAnswer(MidsAnswer, body, "allMids");
      return new Map(
        Object.entries(mids)
          .filter(([coin]) => isMainDexPerp(coin))
          .map(([coin, price]) => [InstrumentId.parse(coin), price]),
      );
    },

    async candles(instrument, interval, from, to) {
      const rows = Math.min(MOST_CANDLES, Math.ceil(Math.max(0, to - from) / INTERVAL_MS[interval]) + 1);
      const request = { coin: instrument, interval, startTime: from, endTime: to };
      const { body } = await ask({ type: "candleSnapshot", req: request }, 20 + Math.ceil(rows / 60));
      return parseAnswer(CandlesAnswer, body, "candleSnapshot").map((row): Candle => ({
        openTime: row.t,
        closeTime: row.T,
        open: row.o,
        high: row.h,
        low: row.l,
        close: row.c,
      }));
    },

    async fundingRates(instrument, from, to) {
      const rates: FundingRate[] = [];
      const end = to + FUNDING_LAG_MS;
      let start = from;
      for (;;) {
        const rows = await fundingPage(instrument, start, end);
        for (const row of rows) {
          const hour = Math.floor(row.time / HOUR_MS) * HOUR_MS;
          if (hour >= from && hour <= to) rates.push({ hour, rate: row.fundingRate });
        }
        const last = rows.at(-1);
        if (!last || rows.length < FUNDING_PAGE || last.time < start) return rates;
        start = last.time + 1;
      }
    },
  };
}

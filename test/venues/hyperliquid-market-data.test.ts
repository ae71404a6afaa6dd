import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createHyperliquidMarketData } from "../../lib/venues/hyperliquid-market-data.ts";
import { InstrumentId } from "../../lib/model/identity.ts";
import { Instrument } from "../../lib/model/instrument.ts";

type Request = Readonly<Record<string, unknown>>;
const BTC = InstrumentId.parse("BTC");
const HOUR = 3_600_000;

/** The last answer of a recorded exchange with the server. */
function recorded(name: string, type: string): unknown {
  const file = new URL(`../fixtures/hyperliquid-python-sdk/info/${name}.json`, import.meta.url);
  const exchanges: { request: Request; response: unknown }[] = JSON.parse(readFileSync(file, "utf8"));
  return exchanges.find((exchange) => exchange.request["type"] === type)?.response;
}

function market(answer: (request: Request) => unknown) {
  const asked: { request: Request; weight: number }[] = [];
  const data = createHyperliquidMarketData({
    ask: async (request, weight) => {
      asked.push({ request, weight });
      return { body: await answer(request), sentAt: 1, receivedAt: 2 };
    },
  });
  return { data, asked };
}

describe("instruments", () => {
  it("turns decimals of sizes into lots and price steps", async () => {
    const universe = [
      { name: "BTC", szDecimals: 5, maxLeverage: 40, marginTableId: 56 },
      { name: "kPEPE", szDecimals: 0, maxLeverage: 10, isDelisted: true },
    ];
    const list = await market(() => ({ universe, marginTables: [] })).data.instruments();
    expect(list).toEqual([
      {
        id: "BTC",
        lotSize: "0.00001",
        priceFigures: 5,
        priceDecimals: 1,
        maxLeverage: 40,
        minNotional: "10",
        delisted: false,
      },
      {
        id: "kPEPE",
        lotSize: "1",
        priceFigures: 5,
        priceDecimals: 6,
        maxLeverage: 10,
        minNotional: "10",
        delisted: true,
      },
    ]);
    for (const instrument of list) expect(Instrument.parse(instrument)).toEqual(instrument);
  });

  it("reads the recorded answer", async () => {
    const list = await market(
      () => recorded("test_get_all_mids", "meta") ?? recorded("test_get_candles_snapshot", "meta"),
    ).data.instruments();
    expect(list.length).toBeGreaterThan(20);
  });

  it("names the field that is not as expected", async () => {
    const broken = market(() => ({ universe: [{ name: "BTC", szDecimals: "five", maxLeverage: 40 }] }));
    await expect(broken.data.instruments()).rejects.toMatchObject({
      problem: "unreadable",
      message: expect.stringContaining("meta: universe.0.szDecimals"),
    });
  });
});

describe("the order book", () => {
  it("keeps levels in order, canonical", async () => {
    const t = market(() => ({
      coin: "BTC",
      time: 9,
      levels: [
        [
          { px: "99.0", sz: "1.0", n: 1 },
          { px: "98.5", sz: "2.0", n: 1 },
        ],
        [{ px: "100.0", sz: "3.0", n: 2 }],
      ],
    }));
    expect(await t.data.orderBook(BTC)).toEqual({
      instrument: "BTC",
      time: 9,
      bids: [
        { price: "99", size: "1" },
        { price: "98.5", size: "2" },
      ],
      asks: [{ price: "100", size: "3" }],
    });
    expect(t.asked).toEqual([{ request: { type: "l2Book", coin: "BTC" }, weight: 2 }]);
  });

  it("is refused for a coin that the exchange does not know", async () => {
    await expect(market(() => null).data.orderBook(BTC)).rejects.toMatchObject({ problem: "refused" });
  });

  it("reads the recorded answer", async () => {
    const body = recorded("test_get_l2_snapshot", "l2Book");
    const book = await market(() => body).data.orderBook(BTC);
    expect(Number(book.bids[0]?.price)).toBeLessThan(Number(book.asks[0]?.price));
  });
});

describe("marks", () => {
  it("are those of the main dex's perpetuals only", async () => {
    const mids = { BTC: "100.0", "@107": "2.0", "PURR/USDC": "1.0", "xyz:MU": "3.0", "#12": "0.5" };
    expect([...(await market(() => mids).data.marks())]).toEqual([["BTC", "100"]]);
  });

  it("reads the recorded answer", async () => {
    const marks = await market(() => recorded("test_get_all_mids", "allMids")).data.marks();
    expect(marks.get(BTC)).toBe("30135");
  });
});

describe("candles", () => {
  it("reads the recorded answer", async () => {
    const t = market(() => recorded("test_get_candles_snapshot", "candleSnapshot"));
    const candles = await t.data.candles(BTC, "1h", 1_684_702_007_000, 1_684_784_807_000);
    expect(candles[0]).toMatchObject({
      openTime: 1_684_699_200_000,
      closeTime: 1_684_702_799_999,
      open: "0.001601",
    });
    expect(t.asked[0]).toMatchObject({
      request: { type: "candleSnapshot", req: { interval: "1h" } },
      weight: 21,
    });
  });
});

describe("funding rates", () => {
  /** One record an hour, 48 ms after it; 500 at most in an answer. */
  function hourly(request: Request): unknown {
    const [from, to] = [Number(request["startTime"]), Number(request["endTime"])];
    const rows = [];
    for (
      let hour = Math.ceil((from - 48) / HOUR) * HOUR;
      hour + 48 <= to && rows.length < 500;
      hour += HOUR
    ) {
      rows.push({ coin: "BTC", fundingRate: "0.0000125", premium: "0.0", time: hour + 48 });
    }
    return rows;
  }

  it.each([1, 499, 500, 501, 1_200])("tells %i hours without a hole, over all pages", async (hours) => {
    const from = 470_000 * HOUR;
    const rates = await market(hourly).data.fundingRates(BTC, from, from + (hours - 1) * HOUR);
    expect(rates.map((rate) => rate.hour)).toEqual(Array.from({ length: hours }, (_, n) => from + n * HOUR));
    expect(rates[0]?.rate).toBe("0.0000125");
  });

  it("includes the hours at both ends and no others", async () => {
    const from = 470_000 * HOUR;
    const rates = await market(hourly).data.fundingRates(BTC, from + 1, from + 2 * HOUR + 60_000);
    expect(rates.map((rate) => rate.hour - from)).toEqual([HOUR, 2 * HOUR]);
  });

  it("reads the recorded answer", async () => {
    const rates = await market(() =>
      recorded("test_get_funding_history_None", "fundingHistory"),
    ).data.fundingRates(BTC, 0, 1_700_000_000_000);
    expect(rates[0]).toEqual({ hour: 1_683_849_600_000, rate: "-0.00061334" });
  });
});

import { z } from "zod";
import { Figure } from "../../../lib/model/decimal.ts";
import { InstrumentId, Millis } from "../../../lib/model/identity.ts";
import { Instrument } from "../../../lib/model/instrument.ts";
import type { MarketData } from "../../../lib/model/market-data.ts";
import { RequestError } from "../../../lib/model/request.ts";
import { createHyperliquidMarketData } from "../../../lib/venues/hyperliquid-market-data.ts";
import type { Dice } from "../../simulation/dice.ts";
import { ANSWERS } from "../hyperliquid-samples.ts";
import { mutated } from "../mutate.ts";
import { type Outcome, type Target, refused, taken } from "../target.ts";

const BTC = InstrumentId.parse("BTC");
const Level = z.object({ price: Figure, size: Figure });
const Book = z.object({ instrument: InstrumentId, time: Millis, bids: z.array(Level), asks: z.array(Level) });
const Candle = z.object({
  openTime: Millis,
  closeTime: Millis,
  open: Figure,
  high: Figure,
  low: Figure,
  close: Figure,
});
const Rate = z.object({ hour: Millis, rate: Figure });

type Read = (data: MarketData) => Promise<void>;

/** Each request with what its answer has to be for the rest of the code. */
const REQUESTS: Readonly<Record<keyof MarketData, readonly [type: keyof typeof ANSWERS, read: Read]>> = {
  instruments: ["meta", async (data) => void z.array(Instrument).parse(await data.instruments())],
  orderBook: ["l2Book", async (data) => void Book.parse(await data.orderBook(BTC))],
  marks: ["allMids", async (data) => void z.map(InstrumentId, Figure).parse(await data.marks())],
  candles: [
    "candleSnapshot",
    async (data) => void z.array(Candle).parse(await data.candles(BTC, "1h", 0, 1e13)),
  ],
  fundingRates: [
    "fundingHistory",
    async (data) => void z.array(Rate).parse(await data.fundingRates(BTC, 0, 1e13)),
  ],
};

/** An answer of the exchange about its market: read as the model has it, or a RequestError that names the field. */
export const marketAnswers: Target = {
  name: "market-answers",
  weight: 20,
  async run(dice: Dice): Promise<Outcome> {
    const [type, read] = REQUESTS[dice.pick(Object.keys(REQUESTS) as (keyof MarketData)[])];
    const body = mutated(dice, ANSWERS[type]);
    const ask = () => Promise.resolve({ body, sentAt: 0, receivedAt: 0 });
    try {
      await read(createHyperliquidMarketData({ ask }));
      return taken;
    } catch (error) {
      if (error instanceof RequestError) return refused(error.message);
      throw error;
    }
  },
};

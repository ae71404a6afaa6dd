import type { MarketData } from "../../lib/model/market-data.ts";
import { RequestError } from "../../lib/model/request.ts";
import type { Dice } from "./dice.ts";
import type { FaultDesk } from "./fault-desk.ts";
import type { Life } from "./life.ts";
import type { OwnMachine } from "./own-machine.ts";
import type { Quote, Stamped } from "./record.ts";
import { type SimMarket, instrumentOf } from "./sim-market.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface MarketSurroundings {
  readonly time: VirtualTime;
  readonly market: SimMarket;
  readonly faults: FaultDesk;
  readonly machine: OwnMachine;
  readonly dice: Dice;
  /** Marks that reached a life. */
  readonly quotes: Stamped<Quote>[];
}

/** One life's way to public prices. */
export function marketLine(life: Life, around: MarketSurroundings): MarketData {
  const { time, market, faults, machine, dice, quotes } = around;
  const ask = <T>(port: string, answer: () => T): Promise<T> =>
    life.call({
      port,
      thereMs: dice.int(20, 200),
      backMs: dice.int(20, 200),
      happen: () => {
        if (!machine.online) throw new RequestError("unreachable", "Failed to fetch");
        if (faults.during("market-data-outage", port)) throw new RequestError("server-error", "HTTP 502");
        return answer();
      },
    });
  const notHere = (): Promise<never> =>
    Promise.reject(new RequestError("refused", "Nobody asks for that here."));
  return {
    instruments: () => ask("market.instruments", () => [...market.listings.values()].map(instrumentOf)),
    async marks() {
      const askedAt = time.now;
      const marks = await ask("market.marks", () => {
        const { now } = time;
        return new Map([...market.listings.keys()].map((id) => [id, market.priceText(id, now)]));
      });
      quotes.push({ at: time.now, life: life.number, askedAt, marks });
      return marks;
    },
    orderBook: notHere,
    candles: notHere,
    fundingRates: notHere,
  };
}

import type { InstrumentId, Millis } from "../model/identity.ts";
import type { InstrumentMap } from "../model/margin.ts";
import type { MarketData, Marks, OrderBook } from "../model/market-data.ts";
import type { Clock } from "../model/request.ts";

/** An older book or mark is no evidence of what an order would have got. */
const FRESH_MS = 10_000;
/** Lot sizes and leverages change rarely. */
const INSTRUMENTS_KEPT_MS = 5 * 60_000;

/** The market as the paper venue sees it: read on demand, judged by age. */
export interface PaperMarket {
  /** The market's time: our clock less its known offset. */
  now(): Millis;
  /** The instruments; asked again when old, or when the wanted one is not among them. */
  instruments(wanted?: InstrumentId): Promise<InstrumentMap>;
  /** Marks not older than 10 s: the last ones noted, else fetched. */
  marks(): Promise<Marks>;
  noteMarks(marks: Marks): void;
  book(instrument: InstrumentId): Promise<OrderBook>;
  isFresh(book: OrderBook): boolean;
}

/** `clockOffsetMs`: our clock minus the market's, in ms; null when not known, and then they are taken as equal. */
export function createPaperMarket(
  data: MarketData,
  clock: Clock,
  clockOffsetMs: () => number | null,
): PaperMarket {
  let instruments: { readonly map: InstrumentMap; readonly at: Millis } | null = null;
  let marks: { readonly marks: Marks; readonly at: Millis } | null = null;
  const now = (): Millis => Math.max(0, Math.round(clock.now() - (clockOffsetMs() ?? 0)));

  return {
    now,
    async instruments(wanted) {
      const fresh = instruments !== null && clock.now() - instruments.at < INSTRUMENTS_KEPT_MS;
      const enough = wanted === undefined || instruments?.map.has(wanted) === true;
      if (instruments !== null && fresh && enough) return instruments.map;
      const old = instruments?.map;
      const list = await data.instruments().catch((error: unknown) => {
        // What is known stays good enough while the exchange is out of reach; it is asked again after five minutes.
        if (old !== undefined && enough) return [...old.values()];
        throw error;
      });
      instruments = { map: new Map(list.map((one) => [one.id, one])), at: clock.now() };
      return instruments.map;
    },
    async marks() {
      if (marks !== null && clock.now() - marks.at <= FRESH_MS) return marks.marks;
      marks = { marks: await data.marks(), at: clock.now() };
      return marks.marks;
    },
    noteMarks(next) {
      marks = { marks: next, at: clock.now() };
    },
    book: (instrument) => data.orderBook(instrument),
    // A book from the future says that the clocks cannot be compared, and then its age is not known either.
    isFresh: (book) => Math.abs(now() - book.time) <= FRESH_MS,
  };
}

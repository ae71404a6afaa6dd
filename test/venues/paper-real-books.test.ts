import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Decimal, decimal, decimalString } from "../../lib/model/decimal.ts";
import { InstrumentId } from "../../lib/model/identity.ts";
import type { OrderBook } from "../../lib/model/market-data.ts";
import { walkBook } from "../../lib/venues/paper-book-walk.ts";

const Level = z
  .object({ px: z.string(), sz: z.string() })
  .transform(({ px, sz }) => ({ price: decimalString(px), size: decimalString(sz) }));
const Message = z.object({
  data: z.object({ coin: InstrumentId, time: z.number(), levels: z.tuple([z.array(Level), z.array(Level)]) }),
});

const file = new URL("../fixtures/books-2026-07/books.jsonl", import.meta.url);
const books: OrderBook[] = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line) => {
    const { coin, time, levels } = Message.parse(JSON.parse(line)).data;
    return { instrument: coin, time, bids: levels[0], asks: levels[1] };
  });

const sum = (values: readonly { readonly size: Decimal | string }[]): Decimal =>
  values.reduce((total, { size }) => total.plus(size), new Decimal(0));

describe("walking recorded books", () => {
  it("fills seven BTC at the best levels of the first book", () => {
    const [book] = books;
    if (book === undefined) throw new Error("the fixture is empty");
    const walk = walkBook(
      book,
      { side: "buy", size: decimal(7), limit: decimal("66414") },
      decimalString("0.00001"),
      new Map(),
    );
    // Asks: 6.49625 at 66411, 0.00203 at 66412, 0.002 at 66414, then 66415.
    expect(walk.fills.map(({ price, size }) => [price.toFixed(), size.toFixed()])).toEqual([
      ["66411", "6.49625"],
      ["66412", "0.00203"],
      ["66414", "0.002"],
    ]);
    expect(walk.rest.toFixed()).toBe("0.49972");
    expect(walk.unfilled).toBe("depth-ran-out");
  });

  it.each(["buy", "sell"] as const)(
    "a %s takes every level once, best first, and says that depth ran out",
    (side) => {
      expect(books).toHaveLength(32);
      for (const book of books) {
        const lot = book.instrument === "BTC" ? "0.00001" : "1";
        const levels = side === "buy" ? book.asks : book.bids;
        const order = { side, size: decimal("1e9"), limit: null };
        const walk = walkBook(book, order, decimalString(lot), new Map());
        expect(sum(walk.fills).toFixed()).toBe(sum(levels).toFixed());
        expect(walk.unfilled).toBe("depth-ran-out");
        const prices = walk.fills.map(({ price }) => price.toNumber());
        expect(prices).toEqual(prices.toSorted((a, b) => (side === "buy" ? a - b : b - a)));
        const taken = new Map(walk.fills.map(({ price, size }) => [price.toFixed(), size]));
        expect(walkBook(book, order, decimalString(lot), taken).fills).toEqual([]);
      }
    },
  );
});

import { Dexie } from "dexie";
import { IDBKeyRange, indexedDB } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { JournalDatabase } from "../../lib/journal/database.ts";
import { venueMarketTable } from "../../lib/journal/venue-market-table.ts";
import { decimalString } from "../../lib/model/decimal.ts";
import { InstrumentId } from "../../lib/model/identity.ts";
import { MarketRow } from "../../lib/venues/hyperliquid/market-store.ts";

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

let database: JournalDatabase;
beforeEach(() => {
  database = new JournalDatabase("venue-market-table");
});
afterEach(async () => {
  database.close();
  await Dexie.delete("venue-market-table");
});

const ROW: MarketRow = {
  readAt: 1_785_000_000_000,
  assets: [
    {
      instrument: {
        id: InstrumentId.parse("BTC"),
        lotSize: decimalString("0.00001"),
        priceFigures: 5,
        priceDecimals: 1,
        maxLeverage: 40,
        minNotional: decimalString("10"),
        delisted: false,
      },
      index: 0,
      sizeDecimals: 5,
      marginModes: ["cross", "isolated"],
    },
  ],
};

describe("the instruments of a venue", () => {
  it("are there after a restart as they were written, also a second time", async () => {
    const table = venueMarketTable(database, "hyperliquid");
    expect(await table.load()).toBeUndefined();
    await table.save(ROW);
    await table.save({ ...ROW, readAt: ROW.readAt + 1 });
    const later = venueMarketTable(database, "hyperliquid");
    expect(MarketRow.parse(await later.load())).toEqual({ ...ROW, readAt: ROW.readAt + 1 });
  });

  it("are as good as none when the row was changed: another index is another coin", async () => {
    const table = venueMarketTable(database, "hyperliquid");
    await table.save(ROW);
    const stored = await database.venueMarkets.get("hyperliquid");
    if (typeof stored !== "object") throw new Error("nothing was stored");
    const assets = ROW.assets.map((asset) => ({ ...asset, index: 7 }));
    await database.venueMarkets.put({ ...stored, assets }, "hyperliquid");
    expect(await table.load()).toBeUndefined();
  });
});

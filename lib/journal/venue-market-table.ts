import type { VenueName } from "../model/identity.ts";
import { isIntact, signed } from "./checksum.ts";
import type { JournalDatabase } from "./database.ts";
import { readFailure, writeFailure } from "./journal-failure.ts";

/**
 * The instruments of one venue as last read, one row. They belong to no journal: they are not exported, and a damaged
 * row is as good as none, because they are read again then.
 */
export function venueMarketTable(database: JournalDatabase, venue: Exclude<VenueName, "paper">) {
  const table = database.venueMarkets;
  return {
    /** Undefined where there is none that is as it was written. Rejects with a JournalError. */
    async load(): Promise<unknown> {
      try {
        const row = await table.get(venue);
        return isIntact(table.name, row) ? row : undefined;
      } catch (error) {
        throw readFailure(error);
      }
    },
    /** Rejects with a JournalError. */
    async save(row: object): Promise<void> {
      try {
        await table.put(signed(table.name, row), venue);
      } catch (error) {
        throw writeFailure(error);
      }
    },
  };
}

import type { Table } from "dexie";
import type { JournalDatabase } from "./database.ts";
import { readFailure, writeFailure } from "./journal-failure.ts";

interface Change<Row, Key> {
  readonly put: readonly Row[];
  readonly remove: readonly Key[];
}

/** The shape of a paper ledger's change; the venue says what is in the rows. */
interface LedgerChange {
  readonly account: unknown;
  readonly positions: Change<unknown, string>;
  readonly orders: Change<unknown, string>;
  readonly fundingDue: Change<unknown, string>;
  readonly notices: Change<unknown, string>;
}

const ACCOUNT = "account";

/** The tables of the paper account's ledger. Rows are stored as given and parsed by who reads them. */
export function paperTables(database: JournalDatabase) {
  const tables = [
    database.paperAccount,
    database.paperPositions,
    database.paperOrders,
    database.paperFundingDue,
    database.paperNotices,
  ];
  return {
    async load() {
      try {
        return await database.transaction("r", tables, async () => ({
          account: await database.paperAccount.get(ACCOUNT),
          positions: await database.paperPositions.toArray(),
          orders: await database.paperOrders.toArray(),
          fundingDue: await database.paperFundingDue.toArray(),
          notices: await database.paperNotices.toArray(),
        }));
      } catch (error) {
        throw readFailure(error);
      }
    },

    /** One atomic durable write. */
    async apply(change: LedgerChange): Promise<void> {
      const rows = async (table: Table<unknown, string>, { put, remove }: Change<unknown, string>) => {
        if (put.length > 0) await table.bulkPut([...put]);
        if (remove.length > 0) await table.bulkDelete([...remove]);
      };
      try {
        await database.transaction("rw", tables, async () => {
          await database.paperAccount.put(change.account, ACCOUNT);
          await rows(database.paperPositions, change.positions);
          await rows(database.paperOrders, change.orders);
          await rows(database.paperFundingDue, change.fundingDue);
          await rows(database.paperNotices, change.notices);
        });
      } catch (error) {
        throw writeFailure(error);
      }
    },
  };
}

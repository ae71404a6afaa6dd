import type { Table } from "dexie";
import { JournalError } from "../model/journal-change.ts";
import { isIntact, signed } from "./checksum.ts";
import type { JournalDatabase } from "./database.ts";
import { readFailure, writeFailure } from "./journal-failure.ts";

interface Change<Row, Key> {
  readonly put: readonly Row[];
  readonly remove: readonly Key[];
}

/** The shape of a paper ledger's change; the venue says what is in the rows. */
interface LedgerChange {
  readonly account: object;
  readonly positions: Change<object, string>;
  readonly orders: Change<object, string>;
  readonly stops: Change<object, string>;
  readonly fundingDue: Change<object, string>;
  readonly notices: Change<object, string>;
}

const ACCOUNT = "account";

/** A row as it was written; one that was changed since is never handed out. */
function intact(table: Table<unknown, string>, row: unknown): unknown {
  if (isIntact(table.name, row)) return row;
  throw new JournalError("unreadable", `A row of "${table.name}" is damaged: its checksum does not match.`);
}

/** The tables of the paper account's ledger. Rows are stored as given and parsed by who reads them. */
export function paperTables(database: JournalDatabase) {
  const tables = [
    database.paperAccount,
    database.paperPositions,
    database.paperOrders,
    database.paperStops,
    database.paperFundingDue,
    database.paperNotices,
  ];
  const all = async (table: Table<unknown, string>): Promise<unknown[]> =>
    (await table.toArray()).map((row) => intact(table, row));
  return {
    /** Rejects with a JournalError, also when a row is not as it was written. */
    async load() {
      try {
        return await database.transaction("r", tables, async () => {
          const account = await database.paperAccount.get(ACCOUNT);
          return {
            account: account === undefined ? undefined : intact(database.paperAccount, account),
            positions: await all(database.paperPositions),
            orders: await all(database.paperOrders),
            stops: await all(database.paperStops),
            fundingDue: await all(database.paperFundingDue),
            notices: await all(database.paperNotices),
          };
        });
      } catch (error) {
        throw readFailure(error);
      }
    },

    /** One atomic durable write. */
    async apply(change: LedgerChange): Promise<void> {
      const rows = async (table: Table<unknown, string>, { put, remove }: Change<object, string>) => {
        if (put.length > 0) await table.bulkPut(put.map((row) => signed(table.name, row)));
        if (remove.length > 0) await table.bulkDelete([...remove]);
      };
      try {
        await database.transaction("rw", tables, async () => {
          await database.paperAccount.put(signed("paperAccount", change.account), ACCOUNT);
          await rows(database.paperPositions, change.positions);
          await rows(database.paperOrders, change.orders);
          await rows(database.paperStops, change.stops);
          await rows(database.paperFundingDue, change.fundingDue);
          await rows(database.paperNotices, change.notices);
        });
      } catch (error) {
        throw writeFailure(error);
      }
    },
  };
}

import { type DecimalString, decimalString } from "../model/decimal.ts";
import { type AccountId, PAPER_ACCOUNT } from "../model/identity.ts";
import type { JournalDatabase } from "./database.ts";
import { inspectTable } from "./inspect-table.ts";
import { equityOf, pricesOf, readMarks, readPaperLedger } from "./read/journal-view.ts";
import { STATE_TABLES } from "./tables.ts";

/** An equity that a venue told longer ago is not what the account is worth now. */
const FRESH_MS = 60_000;

/** Writes that the worker lives, and at the first sign of a local day what each account was worth. */
export async function writeSign(database: JournalDatabase, at: number, day: string): Promise<void> {
  await database.signs.put({ id: "worker", at });
  const ledger = await readPaperLedger(database);
  const equity = equityOf(ledger, pricesOf(await readMarks(database)));
  await writeDay(database, day, decimalString(equity), false);
  const accounts = await database.transaction("r", database.accounts, () =>
    inspectTable(database.table("accounts"), STATE_TABLES.accounts),
  );
  for (const account of accounts.rows) {
    if (account.kind !== "real" || account.equity === null || account.equityAt === null) continue;
    // What was read in another life, or before a long sleep, waits for the next reading.
    if (Math.abs(at - account.equityAt) > FRESH_MS) continue;
    await writeDay(database, day, account.equity, false, account.id);
  }
}

/** Equity with which an account began a local day; `anew` after a reset. */
export async function writeDay(
  database: JournalDatabase,
  day: string,
  equity: DecimalString,
  anew: boolean,
  accountId: AccountId = PAPER_ACCOUNT,
): Promise<void> {
  const known = await database.accountDays.get(accountId);
  if (!anew && known?.day === day) return;
  await database.accountDays.put({ accountId, day, equity });
}

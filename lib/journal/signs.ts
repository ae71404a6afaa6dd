import { type DecimalString, decimalString } from "../model/decimal.ts";
import { PAPER_ACCOUNT } from "../model/identity.ts";
import type { JournalDatabase } from "./database.ts";
import { equityOf, pricesOf, readMarks, readPaperLedger } from "./read/journal-view.ts";

/** Writes that the worker lives, and at the first sign of a local day what the account was worth. */
export async function writeSign(database: JournalDatabase, at: number, day: string): Promise<void> {
  await database.signs.put({ id: "worker", at });
  const ledger = await readPaperLedger(database);
  const equity = equityOf(ledger, pricesOf(await readMarks(database)));
  await writeDay(database, day, decimalString(equity), false);
}

/** Equity with which the paper account began a local day; `anew` after a reset. */
export async function writeDay(
  database: JournalDatabase,
  day: string,
  equity: DecimalString,
  anew: boolean,
): Promise<void> {
  const known = await database.accountDays.get(PAPER_ACCOUNT);
  if (!anew && known?.day === day) return;
  await database.accountDays.put({ accountId: PAPER_ACCOUNT, day, equity });
}

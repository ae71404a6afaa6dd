import { z } from "zod";
import { type Decimal, DecimalString, ZERO, decimal } from "../../model/decimal.ts";
import { PAPER_BALANCE } from "../../model/follow-settings.ts";
import type { FollowBook } from "../../model/follow.ts";
import { InstrumentId, Millis } from "../../model/identity.ts";
import type { Instrument } from "../../model/instrument.ts";
import type { MarginAccount } from "../../model/margin.ts";
import type { Marks } from "../../model/market-data.ts";
import type { MarkRow } from "../../model/state.ts";
import type { JournalDatabase } from "../database.ts";

/** What the views need of the paper ledger's rows. */
const PaperAccountRow = z.object({ cash: DecimalString, startBalance: DecimalString, since: Millis });
const PaperPositionRow = z.object({
  instrument: InstrumentId,
  size: DecimalString,
  entryPrice: DecimalString,
});

export interface PaperLedger extends MarginAccount {
  readonly startBalance: DecimalString;
  readonly since: number;
}

/** The paper account as its ledger has it; the full balance before there is one. */
export async function readPaperLedger(database: JournalDatabase): Promise<PaperLedger> {
  const stored = await database.paperAccount.get("account");
  const positions = z.array(PaperPositionRow).parse(await database.paperPositions.toArray());
  if (stored === undefined) {
    return { cash: PAPER_BALANCE, startBalance: PAPER_BALANCE, since: Date.now(), positions };
  }
  return { ...PaperAccountRow.parse(stored), positions };
}

export async function readMarks(database: JournalDatabase): Promise<ReadonlyMap<InstrumentId, MarkRow>> {
  const rows = await database.marks.toArray();
  return new Map(rows.map((row) => [row.instrument, row]));
}

export function pricesOf(marks: ReadonlyMap<InstrumentId, MarkRow>): Marks {
  return new Map([...marks].map(([instrument, row]) => [instrument, row.price]));
}

export async function readInstruments(
  database: JournalDatabase,
): Promise<ReadonlyMap<InstrumentId, Instrument>> {
  const rows = await database.instruments.toArray();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Net result of a book at its mark, USD: realised - fees + funding + open; without a mark the open part counts as 0. */
export function bookResult(book: FollowBook, mark: DecimalString | undefined): Decimal {
  const open = mark === undefined ? ZERO : decimal(mark).minus(book.entryPrice).times(book.held);
  return decimal(book.realised).minus(book.fees).plus(book.funding).plus(open);
}

/** Equity of the paper account at the marks; a position without one counts at its entry. */
export function equityOf(ledger: PaperLedger, marks: Marks): Decimal {
  return ledger.positions.reduce(
    (sum, position) =>
      sum.plus(
        decimal(marks.get(position.instrument) ?? position.entryPrice)
          .minus(position.entryPrice)
          .times(position.size),
      ),
    decimal(ledger.cash),
  );
}

/** Local date of a moment, "2026-11-22". */
export function localDay(now: number): string {
  const date = new Date(now);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Own price against the leader's in basis points; positive is worse. Null without both. */
export function worseBps(own: DecimalString, leaders: DecimalString | null, bought: boolean): number | null {
  if (leaders === null || decimal(leaders).lte(0)) return null;
  const difference = decimal(own)
    .minus(leaders)
    .times(bought ? 1 : -1);
  return difference.div(leaders).times(10_000).toNumber();
}

import { z } from "zod";
import { JournalError } from "../model/journal-change.ts";
import { type Signed, signed } from "./checksum.ts";
import { ENGINE_TABLES, type EngineTable } from "./tables.ts";

/**
 * Rows as they are to be stored: read through their schema, so that loading finds exactly what it knows, and
 * with their checksums. Throws a JournalError for one that could not be read again: it is never written,
 * because it would stop the next life for good.
 */
export function writableRows<Row extends object>(table: EngineTable, rows: readonly Row[]): Signed<Row>[] {
  const parsed = z.array(ENGINE_TABLES[table].schema).safeParse(rows);
  if (parsed.success) return parsed.data.map((row) => signedRow(table, row as unknown as Row));
  const where = parsed.error.issues[0];
  const field = where?.path.slice(1).join(".") ?? "";
  throw new JournalError("damaged", `Not a row of ${table}: ${field} ${where?.message ?? ""}`);
}

function signedRow<Row extends object>(table: EngineTable, row: Row): Signed<Row> {
  try {
    return signed(table, row);
  } catch (error) {
    if (error instanceof RangeError)
      throw new JournalError("damaged", `Not a row of ${table}: ${error.message}`);
    throw error;
  }
}

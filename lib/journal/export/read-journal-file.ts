import type { z } from "zod";
import { SCHEMA_VERSION } from "../database.ts";
import type { SoundRows } from "../sound-rows.ts";
import { lostRows } from "../lost-rows.ts";
import {
  FINAL_STATUSES,
  FINAL_STOP_STATUSES,
  LEDGER_TABLES,
  type LedgerTable,
  META_KEY,
  pairKey,
  STATE_TABLES,
  type StateTable,
} from "../tables.ts";
import { HISTORY_TABLES } from "../tables.ts";
import { damageOf } from "./inspect-any-row.ts";
import {
  FILE_FORMAT,
  FILE_TABLES,
  FILE_VERSION,
  JournalFile,
  JournalFileError,
  fileChecksum,
} from "./journal-file.ts";

/** How the paper venue reads its own rows. */
export type LedgerSchemas = Readonly<Record<LedgerTable, z.ZodType>>;

/**
 * Reads a file whole before anything of it is taken: form, version, every row, what rows need of each other,
 * and that none is missing. Throws a JournalFileError that says what is wrong, and where.
 */
export function readJournalFile(text: string, ledger: LedgerSchemas): JournalFile {
  const file = parsedFile(text);
  for (const [table, why] of Object.entries(file.unread)) {
    throw new JournalFileError(`The table ${table} could not be read when the file was made: ${why}`);
  }
  for (const [table, rows] of Object.entries(file.tables)) {
    if (!FILE_TABLES.includes(table))
      throw new JournalFileError(`The file has a table ${table}, which no journal has.`);
    for (const [index, { key, row, damaged }] of rows.entries()) {
      const damage = damaged ?? damageOf(table, key, row) ?? ledgerDamage(table, row, ledger);
      if (damage !== null) throw new JournalFileError(`${place(table, index, key)} is damaged: ${damage}`);
    }
  }
  if (checksumOf(file) !== file.checksum) {
    throw new JournalFileError(
      "Every row is sound, but rows are missing, were added or are in another place.",
    );
  }
  const [lost] = lostRows(soundRows(file), [], tradedPairs(file));
  if (lost !== undefined)
    throw new JournalFileError(`A row of ${lost.table} (${named(lost.key)}): ${lost.detail}`);
  if (file.tables["meta"]?.length !== 1) throw new JournalFileError("The file has no identity (table meta).");
  return file;
}

function parsedFile(text: string): JournalFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new JournalFileError(`The file is not JSON, or was cut off: ${String(error)}`, { cause: error });
  }
  const header = JournalFile.pick({ format: true }).safeParse(json);
  if (!header.success) throw new JournalFileError(`The file is no export of a journal ("${FILE_FORMAT}").`);
  const version = JournalFile.pick({ formatVersion: true }).safeParse(json);
  if (!version.success)
    throw new JournalFileError(`Only files of format version ${FILE_VERSION} can be read.`);
  const parsed = JournalFile.safeParse(json);
  if (!parsed.success) {
    const where = parsed.error.issues[0];
    throw new JournalFileError(
      `The file is damaged at ${where?.path.join(".") ?? ""}: ${where?.message ?? ""}`,
    );
  }
  if (parsed.data.schemaVersion !== SCHEMA_VERSION) {
    throw new JournalFileError(
      `The file is of version ${parsed.data.schemaVersion} of the journal, and this is version ${SCHEMA_VERSION}.`,
    );
  }
  return parsed.data;
}

function checksumOf(file: JournalFile): string {
  try {
    return fileChecksum(file.tables);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new JournalFileError("A row of the file is nested deeper than any row is.", { cause: error });
  }
}

function place(table: string, index: number, key: string | number): string {
  return `Row ${index + 1} of ${table} (${named(key)})`;
}

/** A key may be anything that was put into the file. */
function named(key: string | number): string {
  return String(key).slice(0, 80);
}

function ledgerDamage(table: string, row: unknown, ledger: LedgerSchemas): string | null {
  const name = LEDGER_TABLES.find((one) => one === table);
  const where = name === undefined ? undefined : ledger[name].safeParse(row).error?.issues[0];
  return where === undefined ? null : `${where.path.join(".")} ${where.message}`.trim();
}

/** Follow and instrument of each decision that led to an order, where the follow is still there. */
function tradedPairs({ tables }: JournalFile): string[] {
  const follows = new Set((tables["follows"] ?? []).map(({ key }) => key));
  return (tables["decisions"] ?? [])
    .map(({ row }) => HISTORY_TABLES.decisions.schema.parse(row))
    .filter(({ followId, clientOrderId }) => clientOrderId !== null && follows.has(followId))
    .map(({ followId, instrument }) => pairKey(followId, instrument));
}

/** The file's rows as loading would find them; every one was inspected before. */
function soundRows({ tables }: JournalFile): SoundRows {
  const read = <Schema extends z.ZodType>(name: StateTable, schema: Schema): z.output<Schema>[] =>
    (tables[name] ?? []).map(({ row }) => schema.parse(row));
  const meta = (tables["meta"] ?? []).find(({ key }) => key === META_KEY);
  return {
    meta: meta === undefined ? null : STATE_TABLES.meta.schema.parse(meta.row),
    leaders: read("leaders", STATE_TABLES.leaders.schema),
    leaderBooks: read("leaderBooks", STATE_TABLES.leaderBooks.schema),
    follows: read("follows", STATE_TABLES.follows.schema),
    books: read("books", STATE_TABLES.books.schema),
    accounts: read("accounts", STATE_TABLES.accounts.schema),
    accountBooks: read("accountBooks", STATE_TABLES.accountBooks.schema),
    guards: read("guards", STATE_TABLES.guards.schema),
    dayStarts: read("dayStarts", STATE_TABLES.dayStarts.schema),
    problems: read("problems", STATE_TABLES.problems.schema),
    instruments: read("instruments", STATE_TABLES.instruments.schema),
    openIntents: (tables["intents"] ?? [])
      .map(({ row }) => HISTORY_TABLES.intents.schema.parse(row))
      .filter((row) => !FINAL_STATUSES.includes(row.status)),
    openStops: (tables["stops"] ?? [])
      .map(({ row }) => HISTORY_TABLES.stops.schema.parse(row))
      .filter((row) => !FINAL_STOP_STATUSES.includes(row.status)),
  };
}

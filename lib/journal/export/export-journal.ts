import { Dexie, type Table } from "dexie";
import type { Millis } from "../../model/identity.ts";
import { SCHEMA_VERSION } from "../database.ts";
import { readFailure } from "../journal-failure.ts";
import { damageOf } from "./inspect-any-row.ts";
import { FILE_FORMAT, FILE_TABLES, FILE_VERSION, type FileRow, fileChecksum } from "./journal-file.ts";

export interface JournalExport {
  readonly parts: readonly string[];
  /** Tables that could not be read: their rows are not in it. */
  readonly unread: readonly string[];
}

/**
 * The whole journal as JSON text in parts (for a Blob), one row a line, as it is stored. It works on a journal
 * that cannot be loaded, too: rows that are damaged are in it and marked, tables that cannot be read are named,
 * and nothing is migrated first. Rejects with a JournalError only when there is no database to be opened.
 */
export async function exportJournal(name: string, now: Millis): Promise<JournalExport> {
  // Without a version of ours: whatever is there is opened as it is.
  const database = new Dexie(name);
  try {
    await database.open();
    const { tables, unread } = await readTables(database);
    const parts = fileParts({
      format: FILE_FORMAT,
      formatVersion: FILE_VERSION,
      schemaVersion: database.verno,
      exportedAt: now,
      unread,
      tables,
      checksum: fileChecksum(tables),
    });
    return { parts, unread: Object.keys(unread) };
  } catch (error) {
    throw readFailure(error);
  } finally {
    database.close();
  }
}

interface Read {
  readonly tables: Record<string, FileRow[]>;
  readonly unread: Record<string, string>;
}

async function readTables(database: Dexie): Promise<Read> {
  const known = database.tables.filter((table) => FILE_TABLES.includes(table.name));
  const read: Read = { tables: {}, unread: {} };
  try {
    await database.transaction("r", known, async () => {
      for (const table of known) read.tables[table.name] = await rowsOf(table);
    });
    return read;
  } catch {
    // Not all at one moment, then: each table by itself, so that one which is broken takes no other with it.
    return readOneByOne(known);
  }
}

async function readOneByOne(known: readonly Table<unknown, unknown>[]): Promise<Read> {
  const read: Read = { tables: {}, unread: {} };
  for (const table of known) {
    try {
      read.tables[table.name] = await rowsOf(table);
    } catch (error) {
      read.tables[table.name] = [];
      read.unread[table.name] = readFailure(error).message;
    }
  }
  return read;
}

async function rowsOf(table: Table<unknown, unknown>): Promise<FileRow[]> {
  // Rows of another version have no checksum, or another form: they are taken as they are.
  const inspected = table.db.verno === SCHEMA_VERSION;
  const [keys, rows] = await Promise.all([table.toCollection().primaryKeys(), table.toArray()]);
  return rows.map((row, index) => {
    const key = keys[index];
    const damaged = inspected ? damageOf(table.name, key, row) : null;
    return {
      key: typeof key === "number" ? key : String(key),
      row,
      ...(damaged === null ? {} : { damaged }),
    };
  });
}

function fileParts(file: { readonly tables: Read["tables"] } & Record<string, unknown>): string[] {
  const { tables, ...header } = file;
  const parts = [
    `{\n${Object.entries(header)
      .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(",\n")},\n"tables": {`,
  ];
  for (const [index, [name, rows]] of Object.entries(tables).entries()) {
    parts.push(`${index === 0 ? "" : ","}\n${JSON.stringify(name)}: [`);
    parts.push(rows.map((row) => `\n${JSON.stringify(row)}`).join(","));
    parts.push("\n]");
  }
  parts.push("\n}\n}\n");
  return parts;
}

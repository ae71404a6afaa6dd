import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { z } from "zod";
import { Millis } from "../../model/identity.ts";
import { canonicalJson } from "../canonical-json.ts";
import { ENGINE_TABLES, LEDGER_TABLES, VIEW_TABLES } from "../tables.ts";

/** What a file holds: all of the journal, and nothing else that may one day stand beside it. */
export const FILE_TABLES: readonly string[] = [
  ...Object.keys(ENGINE_TABLES),
  ...LEDGER_TABLES,
  ...Object.keys(VIEW_TABLES),
];

export const FILE_FORMAT = "pilotfish-journal";
export const FILE_VERSION = 1;

/** A row as it was stored, with the key under which it was. */
export const FileRow = z.object({
  key: z.union([z.string(), z.number()]),
  row: z.unknown(),
  /** What is wrong with the row, where it is damaged. */
  damaged: z.string().optional(),
});
export type FileRow = z.infer<typeof FileRow>;

export const JournalFile = z.object({
  format: z.literal(FILE_FORMAT),
  formatVersion: z.literal(FILE_VERSION),
  /** Version of the journal's schema that the rows are of. */
  schemaVersion: z.number(),
  exportedAt: Millis,
  /** Tables that could not be read, with the reason; their rows are missing. */
  unread: z.record(z.string(), z.string()),
  tables: z.record(z.string(), z.array(FileRow)),
  checksum: z.string(),
});
export type JournalFile = z.infer<typeof JournalFile>;

/** SHA-256 over all rows of a file, table by table: a row that is missing, added or in another place shows. */
export function fileChecksum(tables: JournalFile["tables"]): string {
  const hash = sha256.create();
  for (const [table, rows] of Object.entries(tables).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(utf8ToBytes(`${table} ${rows.length}\n`));
    for (const row of rows) hash.update(utf8ToBytes(`${canonicalJson(row)}\n`));
  }
  return bytesToHex(hash.digest());
}

/** The file cannot be taken. The message says in plain words what is wrong, and where. */
export class JournalFileError extends Error {
  override readonly name = "JournalFileError";
}

import { type ChromeTransactionDurability, Dexie, type Table } from "dexie";
import { HEADER, type VaultHeader, type VaultRecord } from "./vault-rows.ts";
import { VaultError } from "./vault-error.ts";

/**
 * The vault's own database, so that nothing which reads, exports, imports, resets or compacts the journal ever comes
 * near a key. Durability is `strict` as the journal's: a key that was accepted survives a power cut. What is deleted is
 * gone for every reader; whether its encrypted bytes are still on the disk for a while is the browser's affair.
 */
export class VaultDatabase extends Dexie {
  declare readonly header: Table<VaultHeader, string>;
  declare readonly records: Table<VaultRecord, string>;

  constructor(name: string = VAULT_NAME, durability: ChromeTransactionDurability = "strict") {
    super(name, { chromeTransactionDurability: durability });
    this.version(1).stores({ header: "id", records: "id" });
  }
}

export const VAULT_NAME = "pilotfish-vault";

/** All rows as they are stored: of nothing in them is known yet whether it is true. */
export interface StoredVault {
  readonly header: unknown;
  readonly records: ReadonlyMap<string, unknown>;
}

/** Reads all rows at one moment. Rejects with a VaultError (`unavailable`). */
export async function readVault(database: VaultDatabase): Promise<StoredVault> {
  return available(() =>
    database.transaction("r", [database.header, database.records], async () => {
      const [header, keys, rows] = await Promise.all([
        database.header.get(HEADER),
        database.records.toCollection().primaryKeys(),
        database.records.toArray(),
      ]);
      return { header, records: new Map(keys.map((key, index): [string, unknown] => [key, rows[index]])) };
    }),
  );
}

export interface VaultChange {
  /** Checksum of the header that the change was made from; null where there must be none. */
  readonly from: string | null;
  readonly header: VaultHeader;
  readonly put: readonly VaultRecord[];
  readonly remove: readonly string[];
}

/**
 * Writes all rows or none, in one transaction; a crash in the middle leaves what was there. Rejects with a VaultError
 * (`unavailable`), also where another one wrote meanwhile.
 */
export async function writeVault(database: VaultDatabase, change: VaultChange): Promise<void> {
  await available(() =>
    database.transaction("rw", [database.header, database.records], async () => {
      const there = await database.header.get(HEADER);
      if ((there?.checksum ?? null) !== change.from) {
        throw new VaultError("unavailable", "The vault was written by somebody else at the same moment.");
      }
      await database.records.bulkDelete([...change.remove]);
      await database.records.bulkPut([...change.put]);
      await database.header.put(change.header);
    }),
  );
}

/** Forgets everything. Rejects with a VaultError (`unavailable`). */
export async function clearVault(database: VaultDatabase): Promise<void> {
  await available(() =>
    database.transaction("rw", [database.header, database.records], async () => {
      await database.header.clear();
      await database.records.clear();
    }),
  );
}

async function available<Answer>(ask: () => PromiseLike<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof VaultError) throw error;
    throw unavailable(error);
  }
}

/** The browser's own words: its errors of storage name stores and limits, never what is in a row. */
export function unavailable(error: unknown): VaultError {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new VaultError("unavailable", words.slice(0, 300));
}

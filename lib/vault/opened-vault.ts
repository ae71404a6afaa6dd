import type { Secret } from "../model/secret.ts";
import type { DataKey } from "./data-key.ts";
import { openRecord } from "./vault-record.ts";
import { type Manifest, openSeal } from "./vault-header.ts";
import { type InspectedRecord, type VaultHeader, inspectHeader, inspectRecord } from "./vault-rows.ts";
import { type StoredVault, type VaultDatabase, readVault } from "./vault-database.ts";
import { VaultError } from "./vault-error.ts";
import type { VaultSession } from "./vault-session.ts";

/** The rows of the vault, judged as far as they can be without a key. */
export interface ClosedVault {
  readonly header: VaultHeader;
  readonly records: ReadonlyMap<string, InspectedRecord>;
}

/** The same, with the key that opens them. */
export interface OpenedVault extends ClosedVault {
  readonly dataKey: DataKey;
  readonly manifest: Manifest;
}

/**
 * Reads the vault; null where there is none. Throws a VaultError: `unavailable`, `damaged`, `changed`.
 *
 * An old vault put back as a whole, with its own header and records, is true in itself. It is noticed only by what this
 * browser session saw of the vault, locked or not; after a restart of the browser nothing is left to know it by.
 */
export async function closedVault(
  database: VaultDatabase,
  { seen }: VaultSession,
): Promise<ClosedVault | null> {
  const stored: StoredVault = await readVault(database);
  const header = await inspectHeader(stored.header);
  if (header === null) {
    if (stored.records.size === 0 && seen === null) return null;
    throw new VaultError("damaged", "The vault's header is gone.");
  }
  if (seen !== null && header.generation < seen.generation) {
    throw new VaultError("changed", "The vault is older than it was in this browser session.");
  }
  const records = await Promise.all(
    [...stored.records].map(async ([key, row]): Promise<[string, InspectedRecord]> => [
      key,
      await inspectRecord(key, row),
    ]),
  );
  return { header, records: new Map(records) };
}

/** Throws a VaultError (`changed`) where the header was not sealed by this key as it is. */
export async function openedVault(closed: ClosedVault, dataKey: DataKey): Promise<OpenedVault> {
  const manifest = await openSeal(closed.header, dataKey);
  if (manifest !== null) return { ...closed, dataKey, manifest };
  throw new VaultError("changed", "The vault's header was changed: its seal does not open.");
}

/** The secret under an id, or null; see openRecord. */
export function secretIn(vault: OpenedVault, id: string): Promise<Secret | null> {
  return openRecord(vault.header, vault.dataKey, id, vault.records.get(id), vault.manifest);
}

/** What is wrong with single records. Locked, only what their checksums tell. */
export async function recordTroubles(vault: ClosedVault | OpenedVault): Promise<readonly VaultError[]> {
  if (!("manifest" in vault)) {
    return [...vault.records.values()].filter((record) => record instanceof VaultError);
  }
  const ids = new Set([...vault.manifest.keys(), ...vault.records.keys()]);
  const troubles = await Promise.all([...ids].map((id) => troubleOf(vault, id)));
  return troubles.filter((trouble) => trouble !== null);
}

async function troubleOf(vault: OpenedVault, id: string): Promise<VaultError | null> {
  try {
    await secretIn(vault, id);
    return null;
  } catch (error) {
    if (error instanceof VaultError) return error;
    throw error;
  }
}

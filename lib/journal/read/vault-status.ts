import { VaultStatus } from "../../model/vault-status.ts";
import { type JournalDatabase, journalDatabase } from "../database.ts";

/**
 * What views may know of the vault; null before the worker has said it for the first time. After a restart of the
 * browser it is what was true before, until the worker has started and says what is true now.
 */
export async function readVaultStatus(
  database: JournalDatabase = journalDatabase(),
): Promise<VaultStatus | null> {
  const stored: unknown = await database.vaultStatus.get("vault");
  return stored === undefined ? null : VaultStatus.parse(stored);
}

import { VaultStatus } from "../../model/vault-status.ts";
import { journalDatabase } from "../database.ts";

const TABLE = "vaultStatus";

/** What views may know of the vault; null before the worker has said it for the first time. */
export async function readVaultStatus(): Promise<VaultStatus | null> {
  const database = journalDatabase();
  if (!database.tables.some(({ name }) => name === TABLE)) return null;
  const stored: unknown = await database.table(TABLE).get("vault");
  return stored === undefined ? null : VaultStatus.parse(stored);
}

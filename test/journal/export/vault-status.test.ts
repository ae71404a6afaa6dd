import { expect, it } from "vitest";
import { importJournal } from "../../../lib/journal/export/import-journal.ts";
import { readVaultStatus } from "../../../lib/journal/read/vault-status.ts";
import type { VaultStatus } from "../../../lib/model/vault-status.ts";
import { PORTS, exported, filledDatabase } from "./file-rig.ts";

const status: VaultStatus = {
  id: "vault",
  state: "unlocked",
  since: 5,
  keys: 2,
  autoLockMinutes: 30,
  locksAt: 9,
  detail: null,
};

it("what views know of the vault is in no export, and outlasts an import", async () => {
  const database = await filledDatabase();
  expect(await readVaultStatus(database)).toBeNull();
  await database.vaultStatus.put(status);
  const file = await exported(database);
  expect(file).not.toContain("vault");
  await importJournal(database, file, PORTS);
  expect(await readVaultStatus(database)).toEqual(status);
});

import { afterEach, expect, it } from "vitest";
import type { JournalDatabase } from "../../lib/journal/database.ts";
import { createJournal } from "../../lib/journal/dexie-journal.ts";
import { loadJournal } from "../../lib/journal/load.ts";
import { newAccount } from "../../lib/model/account.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { filledDatabase } from "./export/file-rig.ts";
import { changeWith } from "./sample-rows.ts";
import { T0 } from "./sample-values.ts";

let database: JournalDatabase;
afterEach(() => database.delete());

it("an account's row is sound with the choice to keep the computer awake, and without it as before", async () => {
  database = await filledDatabase();
  const account = newAccount(PAPER_ACCOUNT, T0);
  for (const choice of [{}, { keepAwake: true }, { keepAwake: false }]) {
    const row = { ...account, settings: { ...account.settings, ...choice } };
    await createJournal(database).commit(changeWith({ accounts: { put: [row], remove: [] } }));
    const rows = await loadJournal(database);
    expect(rows.damaged).toEqual([]);
    expect(rows.accounts).toContainEqual(row);
  }
});

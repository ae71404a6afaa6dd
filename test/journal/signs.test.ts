import { Dexie } from "dexie";
import { IDBKeyRange, indexedDB } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { signed } from "../../lib/journal/checksum.ts";
import { JournalDatabase } from "../../lib/journal/database.ts";
import { writeSign } from "../../lib/journal/signs.ts";
import { type Account, newAccount } from "../../lib/model/account.ts";
import { decimalString } from "../../lib/model/decimal.ts";
import { Address, PAPER_ACCOUNT, realAccountId } from "../../lib/model/identity.ts";
import { T0 } from "./sample-values.ts";

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

const REAL = realAccountId("hyperliquid", Address.parse(`0x${"1".repeat(40)}`));

let names = 0;
let database: JournalDatabase;

beforeEach(() => {
  names += 1;
  database = new JournalDatabase(`signs-${names}`);
});
afterEach(async () => {
  await database.delete();
});

async function worth(equity: string | null, equityAt: number | null): Promise<void> {
  const account: Account = {
    ...newAccount(REAL, T0),
    equity: equity === null ? null : decimalString(equity),
    equityAt,
  };
  await database.accounts.put(signed("accounts", account));
}

describe("what an account was worth when a local day began", () => {
  it("is written for paper and for each real account, once a day", async () => {
    await worth("2500", T0);
    await writeSign(database, T0 + 1_000, "2026-11-22");
    await worth("2600", T0 + 20_000);
    await writeSign(database, T0 + 21_000, "2026-11-22");
    expect(await database.accountDays.get(REAL)).toEqual({
      accountId: REAL,
      day: "2026-11-22",
      equity: "2500",
    });
    expect(await database.accountDays.get(PAPER_ACCOUNT)).toMatchObject({
      day: "2026-11-22",
      equity: "10000",
    });
    await writeSign(database, T0 + 22_000, "2026-11-23");
    expect(await database.accountDays.get(REAL)).toMatchObject({ day: "2026-11-23", equity: "2600" });
  });

  it("waits for a reading that is not old", async () => {
    await worth(null, null);
    await writeSign(database, T0, "2026-11-22");
    await worth("2500", T0);
    await writeSign(database, T0 + 60_001, "2026-11-22");
    expect(await database.accountDays.get(REAL)).toBeUndefined();
  });

  it("is not taken from a row that is damaged", async () => {
    await worth("2500", T0);
    const row = await database.accounts.get(REAL);
    if (row === undefined) throw new Error("no account");
    await database.accounts.put({ ...row, equity: decimalString("9999") });
    await writeSign(database, T0, "2026-11-22");
    expect(await database.accountDays.get(REAL)).toBeUndefined();
  });
});

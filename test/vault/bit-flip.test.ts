import type { Table } from "dexie";
import { describe, expect, it } from "vitest";
import { inspectHeader, inspectRecord } from "../../lib/vault/vault-rows.ts";
import { KEY_B, RIGHT, VaultRig, WRONG, problemOf } from "./vault-rig.ts";

type Row = Readonly<Record<string, unknown>>;

/** The value with each of its bits flipped in turn: of a number's 64, and of each letter's 8. */
function flipped(value: unknown): readonly unknown[] {
  if (typeof value === "number") {
    return Array.from({ length: 64 }, (_, bit) => {
      const view = new DataView(new ArrayBuffer(8));
      view.setFloat64(0, value);
      const byte = Math.floor(bit / 8);
      view.setUint8(byte, view.getUint8(byte) ^ (1 << (bit % 8)));
      return view.getFloat64(0);
    });
  }
  if (typeof value !== "string") throw new Error(`A field of the vault is a ${typeof value}.`);
  return Array.from({ length: value.length * 8 }, (_, bit) => {
    const at = Math.floor(bit / 8);
    const letter = String.fromCharCode(value.charCodeAt(at) ^ (1 << (bit % 8)));
    return value.slice(0, at) + letter + value.slice(at + 1);
  });
}

interface Flip {
  readonly field: string;
  readonly row: Row;
}

function flipsOf(row: Row): readonly Flip[] {
  return Object.entries(row).flatMap(([field, value]) =>
    flipped(value).map((other) => ({ field, row: { ...row, [field]: other } })),
  );
}

/** The rows of a vault under RIGHT with the keys "a" and "b", and nothing of it in the session. */
async function storedVault(): Promise<{
  readonly rig: VaultRig;
  readonly header: Row;
  readonly records: Row[];
}> {
  const rig = new VaultRig();
  await rig.filled();
  rig.session.stored = null;
  const [header] = await rig.database.header.toArray();
  if (header === undefined) throw new Error("no header");
  return {
    rig,
    header: { ...header },
    records: (await rig.database.records.toArray()).map((row) => ({ ...row })),
  };
}

describe("a flipped bit, anywhere in the stored vault", () => {
  it("is seen by the row itself, before any passphrase is tried", async () => {
    const { header, records } = await storedVault();
    let seen = 0;
    for (const { field, row } of flipsOf(header)) {
      const problem = await problemOf(inspectHeader(row));
      if (problem !== "damaged") throw new Error(`header.${field}: ${problem}`);
      seen += 1;
    }
    for (const record of records) {
      for (const { field, row } of flipsOf(record)) {
        const inspected = await inspectRecord(String(record["id"]), row);
        const problem = "problem" in inspected ? inspected.problem : null;
        if (problem !== "damaged") throw new Error(`record.${field}: ${problem}`);
        seen += 1;
      }
    }
    // Nothing of the rows was left out: five thousand letters' and numbers' bits.
    expect(seen).toBeGreaterThan(7_000);
  });

  // Each bit through the whole vault would take a quarter of a minute: every seventh meets all letters and all bits.
  const some = (flips: readonly Flip[]): readonly Flip[] => flips.filter((_, index) => index % 7 === 0);

  it("is told as damage by the whole vault, with the right and the wrong passphrase", async () => {
    const { rig, header } = await storedVault();
    for (const { field, row } of some(flipsOf(header))) {
      await replace(rig.database.table("header"), row);
      const vault = rig.worker();
      const told = [await problemOf(vault.unlock(RIGHT)), await problemOf(vault.unlock(WRONG))];
      if (told.some((problem) => problem !== "damaged"))
        throw new Error(`header.${field}: ${told.join(", ")}`);
      expect(await vault.state()).toMatchObject({ state: "damaged", detail: expect.any(String) });
    }
  });

  it("in one key costs no other", async () => {
    const { rig, records } = await storedVault();
    const [a, b] = records;
    if (a === undefined || b === undefined) throw new Error("two keys were kept");
    const vault = rig.worker();
    await vault.unlock(RIGHT);
    for (const { field, row } of some(flipsOf(a))) {
      await replace(rig.database.table("records"), row, b);
      const problem = await problemOf(vault.secretOf("a"));
      if (problem !== "damaged") throw new Error(`record.${field}: ${problem}`);
      expect((await vault.secretOf("b"))?.reveal()).toBe(KEY_B.reveal());
    }
    expect(await vault.state()).toMatchObject({
      state: "unlocked",
      detail: expect.stringContaining("key of a"),
    });
    await vault.lock();
    expect(await vault.state()).toMatchObject({ state: "locked", detail: expect.any(String) });
  });
});

/** Puts rows in the place of all rows of a table, whatever is in them. */
async function replace(table: Table<Row, string>, ...rows: readonly Row[]): Promise<void> {
  await table.clear();
  await table.bulkPut(rows);
}

import { describe, expect, it } from "vitest";
import { ITERATIONS_CEILING, ITERATIONS_FLOOR } from "../../lib/vault/derive-key.ts";
import { withChecksum } from "../../lib/vault/row-checksum.ts";
import type { Vault } from "../../lib/vault/vault.ts";
import type { VaultHeader, VaultRecord } from "../../lib/vault/vault-rows.ts";
import { KEY_A, KEY_B, RIGHT, VaultRig, WRONG, problemOf } from "./vault-rig.ts";

async function headerOf(rig: VaultRig): Promise<VaultHeader> {
  const header = await rig.database.header.get("header");
  if (header === undefined) throw new Error("no header");
  return header;
}

async function recordOf(rig: VaultRig, id: string): Promise<VaultRecord> {
  const record = await rig.database.records.get(id);
  if (record === undefined) throw new Error("no record");
  return record;
}

/** Writes other fields into the header with a checksum that holds, as somebody would who knows our code. */
async function forgeHeader(rig: VaultRig, fields: Readonly<Record<string, unknown>>): Promise<void> {
  const forged = await withChecksum("header", { ...(await headerOf(rig)), ...fields });
  await rig.database.header.put(forged);
}

async function forgeRecord(rig: VaultRig, id: string, fields: Partial<VaultRecord>): Promise<void> {
  await rig.database.records.put(await withChecksum("records", { ...(await recordOf(rig, id)), ...fields }));
}

/** A locked vault with two keys, of which the session has seen nothing. */
async function lockedVault(): Promise<VaultRig> {
  const rig = new VaultRig();
  await rig.filled();
  rig.session.stored = null;
  return rig;
}

const otherDigit = (hex: string): string => (hex.startsWith("0") ? "1" : "0") + hex.slice(1);

describe("a header that somebody wrote who knows how to make a checksum", () => {
  it.each([
    ["iterations", 1],
    ["iterations", ITERATIONS_FLOOR - 1],
    ["iterations", ITERATIONS_CEILING + 1],
    ["iterations", 1_000_000_000_000],
    ["iterations", 900_000.5],
    ["iterations", "900000"],
    ["format", 2],
    ["kdf", "PBKDF2-SHA-1"],
    ["salt", ""],
    ["wrapped", "00"],
    ["generation", 0],
    ["autoLockMinutes", -1],
    ["added", true],
  ])("with %s = %s is refused before anything is derived of it", async (field, value) => {
    const rig = await lockedVault();
    await forgeHeader(rig, { [field]: value });
    expect(await problemOf(rig.worker().unlock(RIGHT))).toBe("changed");
    expect(await problemOf(rig.worker().unlock(WRONG))).toBe("changed");
    expect(await rig.worker().state()).toMatchObject({
      state: "damaged",
      detail: expect.stringContaining(field === "added" ? "a field" : field),
    });
  });

  it.each(["salt", "wrapped", "proofSalt", "proof", "seal"] as const)(
    "with another %s is told from a wrong passphrase",
    async (field) => {
      const rig = await lockedVault();
      await forgeHeader(rig, { [field]: otherDigit((await headerOf(rig))[field]) });
      expect(await problemOf(rig.worker().unlock(RIGHT))).toBe("changed");
    },
  );

  it.each([
    ["iterations", ITERATIONS_FLOOR + 1],
    ["generation", 99],
    ["autoLockMinutes", 1_440],
    ["autoLockMinutes", null],
  ])("with %s = %s, which is within its bounds, is told from a wrong passphrase", async (field, value) => {
    const rig = await lockedVault();
    await forgeHeader(rig, { [field]: value });
    expect(await problemOf(rig.worker().unlock(RIGHT))).toBe("changed");
  });

  it("is noticed by an unlocked vault, too, which then hands out and writes nothing", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    await forgeHeader(rig, { autoLockMinutes: 1_440 });
    expect(await problemOf(vault.secretOf("a"))).toBe("changed");
    expect(await problemOf(vault.keep("c", KEY_A))).toBe("changed");
    expect(await vault.state()).toMatchObject({ state: "damaged" });
    const next = rig.worker();
    expect(await problemOf(next.resume())).toBe("changed");
  });
});

describe("records that somebody moved about", () => {
  const unlocked = async (rig: VaultRig): Promise<Vault> => {
    const vault = rig.worker();
    await vault.unlock(RIGHT);
    return vault;
  };

  it("swapped under each other's id do not open", async () => {
    const rig = await lockedVault();
    const [a, b] = [await recordOf(rig, "a"), await recordOf(rig, "b")];
    await forgeRecord(rig, "a", { version: b.version, box: b.box });
    await forgeRecord(rig, "b", { version: a.version, box: a.box });
    const vault = await unlocked(rig);
    expect(await problemOf(vault.secretOf("a"))).toBe("changed");
    expect(await problemOf(vault.secretOf("b"))).toBe("changed");
    await forgeRecord(rig, "a", { version: a.version, box: b.box });
    expect(await problemOf(vault.secretOf("a"))).toBe("changed");
  });

  it("an old version does not open, nor does one that was forgotten and written anew", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    const old = await recordOf(rig, "a");
    await vault.keep("a", KEY_B);
    const newer = await recordOf(rig, "a");
    await rig.database.records.put(old);
    expect(await problemOf(vault.secretOf("a"))).toBe("changed");
    await forgeRecord(rig, "a", { version: newer.version });
    expect(await problemOf(vault.secretOf("a"))).toBe("changed");
    await vault.forget("a");
    await rig.database.records.put(old);
    expect(await problemOf(vault.secretOf("a"))).toBe("changed");
    await vault.keep("a", KEY_B);
    await rig.database.records.put(old);
    expect(await problemOf(vault.secretOf("a"))).toBe("changed");
  });

  it("swapped after the passphrase was changed, when both are of one version, do not open", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    await vault.changePassphrase(RIGHT, WRONG);
    const [a, b] = [await recordOf(rig, "a"), await recordOf(rig, "b")];
    expect(a.version).toBe(b.version);
    await forgeRecord(rig, "a", { box: b.box });
    expect(await problemOf(vault.secretOf("a"))).toBe("changed");
  });

  it("are told as what they are", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    const [a, b] = [await recordOf(rig, "a"), await recordOf(rig, "b")];
    await vault.keep("a", KEY_B);
    await vault.forget("b");
    await rig.database.records.bulkPut([a, b]);
    await expect(vault.secretOf("a")).rejects.toThrow("an old one was put back");
    await expect(vault.secretOf("b")).rejects.toThrow("put into the vault from outside");
  });

  it("one of before the passphrase was changed does not open", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    const old = await recordOf(rig, "a");
    await vault.changePassphrase(RIGHT, WRONG);
    await forgeRecord(rig, "a", { box: old.box });
    expect(await problemOf(vault.secretOf("a"))).toBe("changed");
  });

  it("one that is gone is missed", async () => {
    const rig = await lockedVault();
    await rig.database.records.delete("a");
    const vault = await unlocked(rig);
    expect(await problemOf(vault.secretOf("a"))).toBe("damaged");
    expect((await vault.secretOf("b"))?.reveal()).toBe(KEY_B.reveal());
    expect(await vault.state()).toMatchObject({
      state: "unlocked",
      detail: "The key of a is gone from the vault.",
    });
  });

  it("one that cannot be read keeps the passphrase from being changed, until it is replaced or forgotten", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    await forgeRecord(rig, "a", { box: (await recordOf(rig, "b")).box });
    expect(await problemOf(vault.changePassphrase(RIGHT, WRONG))).toBe("changed");
    await vault.keep("a", KEY_A);
    await rig.database.records.delete("b");
    expect(await problemOf(vault.changePassphrase(RIGHT, WRONG))).toBe("damaged");
    await vault.forget("b");
    await vault.changePassphrase(RIGHT, WRONG);
    expect((await vault.secretOf("a"))?.reveal()).toBe(KEY_A.reveal());
  });

  it("without their header are not taken for no vault, and can be wiped", async () => {
    const rig = await lockedVault();
    await rig.database.header.clear();
    const vault = rig.worker();
    expect(await problemOf(vault.create(RIGHT))).toBe("damaged");
    expect(await vault.state()).toMatchObject({ state: "damaged" });
    await vault.wipe();
    await vault.create(RIGHT);
    expect(await vault.state()).toMatchObject({ state: "unlocked", keys: 0, detail: null });
  });
});

describe("a whole old vault that was put back", () => {
  it("is noticed in the browser session that saw a newer one, also after the worker died or locked", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    const old = {
      header: await rig.database.header.toArray(),
      records: await rig.database.records.toArray(),
    };
    await vault.forget("a");
    const newer = {
      header: await rig.database.header.toArray(),
      records: await rig.database.records.toArray(),
    };
    const putBack = async (rows: typeof old): Promise<void> => {
      await rig.database.records.clear();
      await rig.database.header.bulkPut(rows.header);
      await rig.database.records.bulkPut(rows.records);
    };
    await putBack(old);
    expect(await problemOf(vault.secretOf("a"))).toBe("changed");
    const next = rig.worker();
    expect(await problemOf(next.resume())).toBe("changed");
    await next.lock();
    const third = rig.worker();
    await third.resume();
    expect(await problemOf(third.unlock(RIGHT))).toBe("changed");
    await rig.database.header.clear();
    await rig.database.records.clear();
    expect(await third.state()).toMatchObject({ state: "damaged" });
    await putBack(newer);
    await third.unlock(RIGHT);
    expect(await third.secretOf("a")).toBeNull();
  });
});

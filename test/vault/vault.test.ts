import { describe, expect, it } from "vitest";
import { Secret } from "../../lib/model/secret.ts";
import { ITERATIONS } from "../../lib/vault/derive-key.ts";
import { KEY_A, KEY_B, RIGHT, VaultRig, WRONG, problemOf } from "./vault-rig.ts";

const revealed = async (secret: Promise<Secret | null>): Promise<string | null> =>
  (await secret)?.reveal() ?? null;

describe("the vault, with the real derivation", () => {
  it("opens with its passphrase in any form of Unicode, and with no other", async () => {
    const rig = new VaultRig(null);
    const first = rig.worker();
    await first.create(new Secret("Café au lait, s'il vous plaît"));
    await first.keep("a", KEY_A);
    await first.lock();
    expect((await rig.database.header.get("header"))?.iterations).toBe(ITERATIONS);
    expect(ITERATIONS).toBeGreaterThanOrEqual(900_000);

    const second = rig.worker();
    expect(await problemOf(second.unlock(new Secret("Cafe au lait, s'il vous plait")))).toBe(
      "wrong-passphrase",
    );
    expect(second.isUnlocked).toBe(false);
    await second.unlock(new Secret("Cafe\u0301 au lait, s'il vous plai\u0302t"));
    expect(await revealed(second.secretOf("a"))).toBe(KEY_A.reveal());
  });

  it("tells a changed number of iterations from a wrong passphrase", async () => {
    const rig = new VaultRig(null);
    const vault = await rig.filled();
    const { withChecksum } = await import("../../lib/vault/row-checksum.ts");
    const stored = await rig.database.header.get("header");
    if (stored === undefined) throw new Error("no header");
    await rig.database.header.put(await withChecksum("header", { ...stored, iterations: 900_001 }));
    await vault.lock();
    expect(await problemOf(vault.unlock(RIGHT))).toBe("changed");
  });
});

describe("the vault", () => {
  it("says what it is at every step of its life", async () => {
    const rig = new VaultRig();
    const vault = rig.worker();
    expect(await vault.state()).toEqual({ state: "none", keys: 0, autoLockMinutes: null, detail: null });
    expect(await problemOf(vault.unlock(RIGHT))).toBe("missing");
    expect(await problemOf(vault.keep("a", KEY_A))).toBe("missing");
    await vault.create(RIGHT);
    expect(await vault.state()).toEqual({ state: "unlocked", keys: 0, autoLockMinutes: 30, detail: null });
    await vault.keep("a", KEY_A);
    await vault.keep("b", KEY_B);
    await vault.setAutoLock(null);
    expect(await vault.state()).toMatchObject({ state: "unlocked", keys: 2, autoLockMinutes: null });
    expect(await problemOf(vault.create(WRONG))).toBe("exists");
    await vault.lock();
    expect(await vault.state()).toMatchObject({ state: "locked", keys: 2 });
    expect(await vault.secretOf("a")).toBeNull();
    for (const act of [vault.keep("a", KEY_B), vault.forget("a"), vault.setAutoLock(5)]) {
      expect(await problemOf(act)).toBe("locked");
    }
    await vault.unlock(RIGHT);
    expect(await revealed(vault.secretOf("a"))).toBe(KEY_A.reveal());
    expect(await vault.secretOf("nobody")).toBeNull();
    await vault.wipe();
    expect(await vault.state()).toMatchObject({ state: "none", keys: 0 });
    expect(await rig.database.records.count()).toBe(0);
    expect(rig.session.stored).toBeNull();
  });

  it("replaces a key, and forgets one", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    await vault.keep("a", KEY_B);
    await vault.forget("b");
    expect(await revealed(vault.secretOf("a"))).toBe(KEY_B.reveal());
    expect(await vault.secretOf("b")).toBeNull();
    expect(await vault.state()).toMatchObject({ keys: 1, detail: null });
  });

  it("goes on in a new worker without the passphrase, and not in a new browser", async () => {
    const rig = new VaultRig();
    await rig.filled();
    const next = rig.worker();
    expect(next.isUnlocked).toBe(false);
    await next.resume();
    expect(await revealed(next.secretOf("b"))).toBe(KEY_B.reveal());
    rig.session.stored = null;
    const later = rig.worker();
    await later.resume();
    expect(await later.state()).toMatchObject({ state: "locked", keys: 2 });
  });

  it("locked, leaves no key for the next worker", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    expect(rig.session.stored?.dataKey).toMatch(/^[0-9a-f]{64}$/);
    await vault.lock();
    expect(rig.session.stored?.dataKey).toBeNull();
    const next = rig.worker();
    await next.resume();
    expect(await next.state()).toMatchObject({ state: "locked" });
  });

  it("stays locked on a session entry of no known form", async () => {
    const rig = new VaultRig();
    await rig.filled();
    Object.assign(rig.session, { stored: { dataKey: "0".repeat(64) } });
    const next = rig.worker();
    await next.resume();
    expect(next.isUnlocked).toBe(false);
    expect(rig.warnings).toHaveLength(1);
  });

  it("takes a new passphrase for the old one, with every key under a new data key", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    const before = {
      header: await rig.database.header.toArray(),
      records: await rig.database.records.toArray(),
    };
    const oldKey = rig.session.stored?.dataKey;
    expect(await problemOf(vault.changePassphrase(WRONG, RIGHT))).toBe("wrong-passphrase");
    const next = new Secret("a passphrase that is new");
    await vault.changePassphrase(RIGHT, next);
    expect(rig.session.stored?.dataKey).not.toBe(oldKey);
    expect(await revealed(vault.secretOf("a"))).toBe(KEY_A.reveal());
    const after = {
      header: await rig.database.header.toArray(),
      records: await rig.database.records.toArray(),
    };
    for (const table of ["header", "records"] as const) {
      const values = new Set(
        before[table].flatMap((row) => Object.values(row)).filter((value) => String(value).length > 30),
      );
      expect(after[table].flatMap((row) => Object.values(row)).filter((value) => values.has(value))).toEqual(
        [],
      );
    }
    await vault.lock();
    expect(await problemOf(vault.unlock(RIGHT))).toBe("wrong-passphrase");
    await vault.unlock(next);
    expect(await revealed(vault.secretOf("b"))).toBe(KEY_B.reveal());
  });

  it("a worker that died after the passphrase was changed leaves a locked vault, which the new one opens", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    const left = structuredClone(rig.session.stored);
    const next = new Secret("a passphrase that is new");
    await vault.changePassphrase(RIGHT, next);
    rig.session.stored = left;
    const reborn = rig.worker();
    await reborn.resume();
    expect(await reborn.state()).toMatchObject({ state: "locked", detail: null });
    await reborn.unlock(next);
    expect(await revealed(reborn.secretOf("a"))).toBe(KEY_A.reveal());
  });

  it("takes acts one after the other, whoever calls them at once", async () => {
    const rig = new VaultRig();
    const vault = rig.worker();
    const acts = [
      vault.create(RIGHT),
      ...Array.from({ length: 5 }, (_, index) => vault.keep(`account ${index}`, KEY_A)),
      vault.changePassphrase(RIGHT, WRONG),
      vault.lock(),
      vault.unlock(WRONG),
    ];
    expect(await Promise.all(acts.map((act) => problemOf(act)))).toEqual(acts.map(() => null));
    expect(await vault.state()).toMatchObject({ state: "unlocked", keys: 5, detail: null });
  });

  it("uses an initialisation vector once", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    const vectors: string[] = [];
    for (let write = 0; write < 20; write += 1) {
      await vault.keep("a", KEY_A);
      const header = await rig.database.header.get("header");
      const record = await rig.database.records.get("a");
      vectors.push(String(header?.seal.slice(0, 24)), String(record?.box.slice(0, 24)));
    }
    expect(new Set(vectors).size).toBe(40);
  });
});

import { afterEach, describe, expect, it, vi } from "vitest";
import { breakStore } from "../journal/break-store.ts";
import { KEY_A, KEY_B, RIGHT, VaultRig, WRONG, problemOf } from "./vault-rig.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** The disk fails at the given write from now on, and at every later one. */
function failFrom(write: number): void {
  let writes = 0;
  breakStore("put", () => {
    writes += 1;
    if (writes >= write) throw new DOMException("no space", "QuotaExceededError");
  });
}

describe("a disk that fails", () => {
  it.each([1, 2, 3])("in write %i of a changed passphrase leaves the old one working", async (write) => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    failFrom(write);
    expect(await problemOf(vault.changePassphrase(RIGHT, WRONG))).toBe("unavailable");
    vi.restoreAllMocks();
    expect((await vault.secretOf("a"))?.reveal()).toBe(KEY_A.reveal());
    await vault.lock();
    expect(await problemOf(vault.unlock(WRONG))).toBe("wrong-passphrase");
    await vault.unlock(RIGHT);
    expect((await vault.secretOf("b"))?.reveal()).toBe(KEY_B.reveal());
    expect(await vault.state()).toMatchObject({ keys: 2, detail: null });
  });

  it.each([1, 2])("in write %i of a key leaves the one before", async (write) => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    failFrom(write);
    expect(await problemOf(vault.keep("a", KEY_B))).toBe("unavailable");
    expect(await problemOf(vault.keep("c", KEY_B))).toBe("unavailable");
    vi.restoreAllMocks();
    expect((await vault.secretOf("a"))?.reveal()).toBe(KEY_A.reveal());
    expect(await vault.state()).toMatchObject({ keys: 2, detail: null });
  });

  it("while a vault is made leaves none", async () => {
    const rig = new VaultRig();
    const vault = rig.worker();
    failFrom(1);
    expect(await problemOf(vault.create(RIGHT))).toBe("unavailable");
    vi.restoreAllMocks();
    expect(await vault.state()).toMatchObject({ state: "none" });
    expect(rig.session.stored).toBeNull();
    await vault.create(RIGHT);
  });

  it("at a reading is told as that, and not as damage", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    breakStore("get", () => {
      throw new DOMException("the disk is gone", "UnknownError");
    });
    expect(await problemOf(vault.secretOf("a"))).toBe("unavailable");
    expect(await problemOf(vault.state())).toBe("unavailable");
    expect(await problemOf(vault.unlock(RIGHT))).toBe("unavailable");
  });

  it("is no reason to write over what another context wrote meanwhile", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    const other = rig.worker();
    await other.resume();
    const [one, two] = await Promise.all([
      problemOf(vault.keep("c", KEY_A)),
      problemOf(other.keep("d", KEY_A)),
    ]);
    expect(new Set([one, two])).toEqual(new Set([null, "unavailable"]));
    expect(await vault.state()).toMatchObject({ keys: 3, detail: null });
  });
});

describe("a session storage that fails", () => {
  it("keeps a vault from being unlocked for one worker only", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    await vault.lock();
    rig.session.broken = true;
    expect(await problemOf(vault.unlock(RIGHT))).toBe("unavailable");
    expect(vault.isUnlocked).toBe(false);
  });

  it("does not take back a vault or a passphrase that was written: it is locked then", async () => {
    const rig = new VaultRig();
    const vault = rig.worker();
    rig.session.broken = true;
    await vault.create(RIGHT);
    expect(await vault.state()).toMatchObject({ state: "locked" });
    rig.session.broken = false;
    await vault.unlock(RIGHT);
    rig.session.broken = true;
    await vault.changePassphrase(RIGHT, WRONG);
    rig.session.broken = false;
    expect(await vault.state()).toMatchObject({ state: "locked" });
    await vault.unlock(WRONG);
    expect(rig.warnings.length).toBeGreaterThan(0);
  });

  it("locks this worker all the same, and says that the next may still have the key", async () => {
    const rig = new VaultRig();
    const vault = await rig.filled();
    rig.session.broken = true;
    expect(await problemOf(vault.lock())).toBe("unavailable");
    expect(await vault.secretOf("a")).toBeNull();
    expect(await vault.state()).toMatchObject({ state: "locked" });
  });

  it("leaves a new worker locked", async () => {
    const rig = new VaultRig();
    await rig.filled();
    rig.session.broken = true;
    const next = rig.worker();
    expect(await problemOf(next.resume())).toBe("unavailable");
    expect(await next.state()).toMatchObject({ state: "locked" });
  });
});

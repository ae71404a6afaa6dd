import { afterEach, describe, expect, it, vi } from "vitest";
import { readVaultStatus } from "../../lib/journal/read/vault-status.ts";
import { locksAt } from "../../lib/runtime/auto-lock.ts";
import { ACCOUNT, CONNECT, DeskRig, KEY, PASSPHRASE, T0 } from "./desk-rig.ts";

const MINUTE = 60_000;
const stateOf = async (rig: DeskRig): Promise<string> => (await rig.life.state()).state;
const autoLock = (minutes: number) => ({ type: "set-auto-lock", minutes }) as const;

afterEach(() => vi.restoreAllMocks());

describe("when the vault locks by itself", () => {
  const open = {
    state: "unlocked",
    autoLockMinutes: 5,
    usedAt: T0,
    now: T0 + 1_000,
    mirrors: false,
  } as const;

  it.each([
    ["so many minutes after its last use", open, T0 + 5 * MINUTE],
    ["never, by choice", { ...open, autoLockMinutes: null }, null],
    ["not while it is locked", { ...open, state: "locked" }, null],
    ["not while an account mirrors", { ...open, mirrors: true }, null],
    ["not while nobody knows whether one does", { ...open, mirrors: null }, null],
    ["from now, where the clock was set back", { ...open, now: T0 - 9_000 }, T0 - 9_000 + 5 * MINUTE],
  ] as const)("%s", (_when, question, expected) => {
    expect(locksAt(question)).toBe(expected);
  });
});

describe("the vault in a worker", () => {
  it("locks after the time without use, and each use begins it anew", async () => {
    const rig = new DeskRig();
    await rig.connected();
    rig.life.engineChanged();
    await rig.take(autoLock(10));
    expect(await readVaultStatus(rig.journal)).toMatchObject({ locksAt: T0 + 10 * MINUTE });
    expect(rig.wakes).toBe(T0 + 10 * MINUTE);
    await rig.pass(9 * MINUTE);
    await rig.take({ type: "check-account", accountId: ACCOUNT });
    await rig.pass(9 * MINUTE);
    expect(await stateOf(rig)).toBe("unlocked");
    await rig.pass(MINUTE);
    expect(await stateOf(rig)).toBe("locked");
    expect(await readVaultStatus(rig.journal)).toMatchObject({
      state: "locked",
      since: T0 + 19 * MINUTE,
      locksAt: null,
    });
    expect(await rig.life.secretOf(ACCOUNT)).toBeNull();
    expect(rig.profile.session.stored?.dataKey).toBeNull();
    expect(rig.wakes).toBeNull();
  });

  it("stays open while an account mirrors, and counts from when that ended", async () => {
    const rig = new DeskRig();
    await rig.connected();
    await rig.take(autoLock(10));
    await rig.follow();
    await rig.life.look("same-keys");
    expect(await readVaultStatus(rig.journal)).toMatchObject({ state: "unlocked", locksAt: null });
    await rig.pass(600 * MINUTE);
    expect(await stateOf(rig)).toBe("unlocked");
    await rig.unfollow();
    await rig.life.look("same-keys");
    expect((await rig.life.state()).locksAt).toBe(rig.profile.now + 10 * MINUTE);
    await rig.pass(10 * MINUTE);
    expect(await stateOf(rig)).toBe("locked");
  });

  it("goes on after the worker was stopped, and locks what was to be locked meanwhile once the engine has told", async () => {
    const rig = new DeskRig();
    await rig.connected();
    await rig.take(autoLock(10));
    rig.restart();
    expect((await rig.life.secretOf(ACCOUNT))?.reveal()).toBe(KEY);
    expect(await stateOf(rig)).toBe("unlocked");
    rig.profile.now += 11 * MINUTE;
    rig.started = false;
    rig.restart();
    expect(await stateOf(rig)).toBe("unlocked");
    rig.started = true;
    rig.life.engineChanged();
    await rig.life.look("same-keys");
    expect(await stateOf(rig)).toBe("locked");
  });

  it("is locked after the browser was closed, and says since when", async () => {
    const rig = new DeskRig();
    await rig.connected();
    rig.profile.session.stored = null;
    rig.profile.now += 1_000;
    rig.restart();
    expect(await stateOf(rig)).toBe("locked");
    expect(await readVaultStatus(rig.journal)).toMatchObject({ state: "locked", since: T0 + 1_000 });
    rig.profile.now += 1_000;
    rig.restart();
    expect((await rig.life.state()).since).toBe(T0 + 1_000);
  });

  it("calls back when other keys can be read, and only then", async () => {
    const rig = new DeskRig();
    await rig.connected();
    await rig.life.look("same-keys");
    const heard = vi.fn<() => void>();
    const stop = rig.life.onChange(heard);
    await rig.life.look("same-keys");
    await rig.life.used("same-keys");
    expect(heard).not.toHaveBeenCalled();
    await rig.take({ type: "lock-vault" });
    expect(heard).toHaveBeenCalledTimes(1);
    await rig.take({ type: "unlock-vault", passphrase: "wrong one" });
    expect(heard).toHaveBeenCalledTimes(1);
    await rig.take({ type: "unlock-vault", passphrase: PASSPHRASE });
    expect(heard).toHaveBeenCalledTimes(2);
    stop();
    await rig.take(CONNECT);
    await rig.take({ type: "lock-vault" });
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it("takes no message before it has taken up what the last worker left", async () => {
    const rig = new DeskRig();
    await rig.connected();
    rig.restart();
    expect(await rig.take({ type: "set-auto-lock", minutes: 7 })).toEqual({ ok: true });
  });

  it("says that it cannot be read while the disk fails, rejects there, and is well again afterwards", async () => {
    const rig = new DeskRig();
    await rig.connected();
    const { header } = rig.profile.database;
    vi.spyOn(header, "get").mockRejectedValue(new Error("the disk is gone"));
    await expect(rig.life.secretOf(ACCOUNT)).rejects.toThrow("the disk is gone");
    await rig.life.look("same-keys");
    expect(await readVaultStatus(rig.journal)).toMatchObject({
      state: "damaged",
      detail: "Error: the disk is gone",
    });
    vi.restoreAllMocks();
    await rig.life.look("same-keys");
    expect(await stateOf(rig)).toBe("unlocked");
    expect((await rig.life.secretOf(ACCOUNT))?.reveal()).toBe(KEY);
  });

  it("goes on where the views cannot be told", async () => {
    const rig = new DeskRig();
    await rig.connected();
    vi.spyOn(rig.journal.vaultStatus, "put").mockRejectedValue(new Error("full"));
    expect(await rig.take({ type: "lock-vault" })).toEqual({ ok: true });
    expect(await stateOf(rig)).toBe("locked");
    expect(rig.warnings).toHaveLength(1);
  });
});

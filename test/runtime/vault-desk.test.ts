import { afterEach, describe, expect, it, vi } from "vitest";
import { readVaultStatus } from "../../lib/journal/read/vault-status.ts";
import type { VaultReply } from "../../lib/messages/vault-messages.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { JournalError } from "../../lib/model/journal-change.ts";
import type { VaultDeskPorts } from "../../lib/runtime/vault-desk.ts";
import { breakStore } from "../journal/break-store.ts";
import { ACCOUNT, AGENT, CONNECT, DeskRig, FOLLOW, KEY, OWNER, PASSPHRASE } from "./desk-rig.ts";

const OTHER_KEY = `0x${"0badcafe".repeat(8)}`;
const CREATE = { type: "create-vault", passphrase: PASSPHRASE } as const;
const UNLOCK = { type: "unlock-vault", passphrase: PASSPHRASE } as const;
const REMOVE = { type: "remove-account", accountId: ACCOUNT } as const;
const CHECK = { type: "check-account", accountId: ACCOUNT } as const;

const refusal = (reply: VaultReply): string | null => (reply.ok ? null : reply.refusal);
const keyIn = async (rig: DeskRig): Promise<string | null> =>
  (await rig.life.secretOf(ACCOUNT))?.reveal() ?? null;

afterEach(() => vi.restoreAllMocks());

describe("the vault's desk", () => {
  it("makes, locks, unlocks, changes and wipes a vault, and tells the views each time", async () => {
    const rig = new DeskRig();
    expect(await rig.take(UNLOCK)).toMatchObject({ refusal: "vault-missing" });
    expect(await rig.take(CREATE)).toEqual({ ok: true });
    expect(await rig.take(CREATE)).toMatchObject({ refusal: "vault-exists" });
    expect(await readVaultStatus(rig.journal)).toMatchObject({ state: "unlocked", keys: 0 });
    expect(await rig.take({ type: "lock-vault" })).toEqual({ ok: true });
    expect(await readVaultStatus(rig.journal)).toMatchObject({ state: "locked", locksAt: null });
    expect(await rig.take({ type: "unlock-vault", passphrase: "something else" })).toMatchObject({
      refusal: "wrong-passphrase",
    });
    const next = "another long passphrase";
    expect(await rig.take({ type: "change-passphrase", current: PASSPHRASE, next })).toEqual({ ok: true });
    await rig.take({ type: "lock-vault" });
    expect(refusal(await rig.take(UNLOCK))).toBe("wrong-passphrase");
    expect(refusal(await rig.take({ type: "unlock-vault", passphrase: next }))).toBeNull();
    expect(await rig.take({ type: "set-auto-lock", minutes: null })).toEqual({ ok: true });
    expect(await readVaultStatus(rig.journal)).toMatchObject({ autoLockMinutes: null, locksAt: null });
    expect(await rig.take({ type: "wipe-vault" })).toEqual({ ok: true });
    expect(await readVaultStatus(rig.journal)).toMatchObject({ state: "none", keys: 0 });
    expect(new Set(rig.told)).toEqual(new Set(["none", "unlocked", "locked"]));
    expect(rig.warnings).toEqual([]);
  });

  it("tells damage and a change as what they are, and wipes either", async () => {
    const rig = new DeskRig();
    await rig.connected();
    await rig.take({ type: "lock-vault" });
    const { header } = rig.profile.database;
    await header.update("header", { iterations: 1 });
    expect(await rig.take(UNLOCK)).toMatchObject({ refusal: "vault-damaged", detail: expect.any(String) });
    expect(await readVaultStatus(rig.journal)).toMatchObject({
      state: "damaged",
      detail: expect.any(String),
    });
    const { withChecksum } = await import("../../lib/vault/row-checksum.ts");
    const row = await header.get("header");
    if (row === undefined) throw new Error("no header");
    await header.put(await withChecksum("header", { ...row }));
    expect(refusal(await rig.take(UNLOCK))).toBe("vault-changed");
    expect(refusal(await rig.take({ type: "wipe-vault" }))).toBeNull();
    expect(refusal(await rig.take(CREATE))).toBeNull();
  });

  it("says when the browser cannot read or write", async () => {
    const rig = new DeskRig();
    await rig.connected();
    rig.profile.session.broken = true;
    await rig.take({ type: "lock-vault" });
    expect(await rig.take(UNLOCK)).toMatchObject({
      refusal: "vault-unavailable",
      detail: expect.any(String),
    });
    rig.profile.session.broken = false;
    expect(refusal(await rig.take(UNLOCK))).toBeNull();
  });
});

describe("connecting an account", () => {
  it("audits the key, keeps it, and then tells the engine", async () => {
    const rig = new DeskRig();
    await rig.take(CREATE);
    const heard = vi.fn<() => void>();
    rig.life.onChange(heard);
    expect(await rig.take(CONNECT)).toEqual({ ok: true, accountId: ACCOUNT });
    expect(await keyIn(rig)).toBe(KEY);
    expect(rig.mailbox.state.accounts.get(ACCOUNT)).toMatchObject({
      kind: "real",
      key: { owner: OWNER, agent: AGENT },
    });
    expect(heard).toHaveBeenCalled();
    expect(await readVaultStatus(rig.journal)).toMatchObject({ keys: 1 });
  });

  it("asks nobody while the vault is locked, and keeps nothing of a key that is refused", async () => {
    const rig = new DeskRig();
    const connect = vi.fn<VaultDeskPorts["connect"]>();
    rig.changed = { connect };
    expect(refusal(await rig.take(CONNECT))).toBe("vault-missing");
    await rig.take(CREATE);
    await rig.take({ type: "lock-vault" });
    expect(refusal(await rig.take(CONNECT))).toBe("vault-locked");
    expect(connect).not.toHaveBeenCalled();
    await rig.take(UNLOCK);
    rig.changed = {};
    rig.audit = () => ({ ok: false, finding: "main-wallet", detail: null });
    expect(await rig.take(CONNECT)).toEqual({
      ok: false,
      refusal: "key-refused",
      finding: "main-wallet",
      detail: null,
    });
    expect(await rig.profile.database.records.count()).toBe(0);
    expect(rig.mailbox.state.accounts.has(ACCOUNT)).toBe(false);
  });

  it("keeps nothing of a key when the vault was locked during the audit", async () => {
    const rig = new DeskRig();
    await rig.take(CREATE);
    rig.changed = {
      connect: async () => {
        await rig.take({ type: "lock-vault" });
        return rig.passed(KEY);
      },
    };
    expect(refusal(await rig.take(CONNECT))).toBe("vault-locked");
    expect(await rig.profile.database.records.count()).toBe(0);
    expect(rig.mailbox.state.accounts.has(ACCOUNT)).toBe(false);
  });

  it("never leaves the engine with an account whose key was not kept", async () => {
    const rig = new DeskRig();
    await rig.take(CREATE);
    const addAccount = vi.fn<VaultDeskPorts["addAccount"]>();
    rig.changed = { addAccount };
    breakStore("put", ({ name }) => {
      if (name === "records") throw new DOMException("no space", "QuotaExceededError");
    });
    expect(refusal(await rig.take(CONNECT))).toBe("vault-unavailable");
    expect(addAccount).not.toHaveBeenCalled();
  });

  it("puts back what was there when the engine does not take the account", async () => {
    const rig = new DeskRig();
    await rig.take(CREATE);
    for (const outcome of ["refused", "late", "halted"] as const) {
      rig.changed = { addAccount: () => Promise.resolve(outcome) };
      expect(refusal(await rig.take(CONNECT))).toBe("not-possible-now");
      expect(await keyIn(rig)).toBeNull();
    }
    rig.changed = {};
    await rig.take(CONNECT);
    rig.changed = { addAccount: () => Promise.resolve("refused") };
    expect(refusal(await rig.take({ ...CONNECT, key: OTHER_KEY }))).toBe("not-possible-now");
    expect(await keyIn(rig)).toBe(KEY);
  });

  it("takes a new key in the place of the old one, and the same one not again", async () => {
    const rig = new DeskRig();
    await rig.connected();
    expect(refusal(await rig.take(CONNECT))).toBe("account-exists");
    rig.audit = ({ key }) => rig.passed(key, OWNER);
    expect(await rig.take({ ...CONNECT, key: OTHER_KEY })).toEqual({ ok: true, accountId: ACCOUNT });
    expect(await keyIn(rig)).toBe(OTHER_KEY);
    expect(rig.mailbox.state.accounts.get(ACCOUNT)?.key?.agent).toBe(OWNER);
  });

  it("takes the same key again where the one in the vault is damaged", async () => {
    const rig = new DeskRig();
    await rig.connected();
    await rig.profile.database.records.update(ACCOUNT, { box: "00" });
    expect(await keyIn(rig)).toBeNull();
    expect(await rig.take(CHECK)).toMatchObject({ refusal: "vault-damaged" });
    rig.profile.now += 1;
    expect(refusal(await rig.take(CONNECT))).toBeNull();
    expect(await keyIn(rig)).toBe(KEY);
  });
});

describe("checking an account", () => {
  it("audits its key, and says what was found", async () => {
    const rig = new DeskRig();
    expect(refusal(await rig.take(CHECK))).toBe("vault-missing");
    await rig.take(CREATE);
    expect(refusal(await rig.take(CHECK))).toBe("no-such-account");
    await rig.take(CONNECT);
    expect(await rig.take(CHECK)).toEqual({ ok: true, accountId: ACCOUNT });
    rig.audit = () => ({ ok: false, finding: "expired", detail: "since yesterday" });
    expect(await rig.take(CHECK)).toMatchObject({
      refusal: "key-refused",
      finding: "expired",
      detail: "since yesterday",
    });
    expect(await keyIn(rig)).toBe(KEY);
  });
});

describe("removing an account", () => {
  it("forgets its key and has the engine forget it", async () => {
    const rig = new DeskRig();
    await rig.connected();
    expect(await rig.take(REMOVE)).toEqual({ ok: true, accountId: ACCOUNT });
    expect(await keyIn(rig)).toBeNull();
    expect(rig.mailbox.state.accounts.has(ACCOUNT)).toBe(false);
    expect(refusal(await rig.take(REMOVE))).toBe("no-such-account");
    expect(refusal(await rig.take({ type: "remove-account", accountId: PAPER_ACCOUNT }))).toBe(
      "no-such-account",
    );
  });

  it("is refused while it mirrors, and so is a wipe", async () => {
    const rig = new DeskRig();
    await rig.connected();
    await rig.follow();
    expect(refusal(await rig.take(REMOVE))).toBe("account-in-use");
    expect(refusal(await rig.take({ type: "wipe-vault" }))).toBe("account-in-use");
    expect(await keyIn(rig)).toBe(KEY);
    await rig.unfollow();
    expect(refusal(await rig.take(REMOVE))).toBeNull();
    // A stopped follow still names it.
    expect(rig.mailbox.state.accounts.get(ACCOUNT)).toMatchObject({
      key: null,
      access: { state: "unusable" },
    });
    expect(refusal(await rig.take({ type: "wipe-vault" }))).toBeNull();
  });

  it("keeps the key where a follow begins at the same moment: the engine has the last word", async () => {
    const rig = new DeskRig();
    await rig.connected();
    rig.changed = {
      isUsed: vi.fn<VaultDeskPorts["isUsed"]>().mockResolvedValueOnce(false).mockResolvedValue(true),
    };
    const following = rig.follow();
    expect(refusal(await rig.take(REMOVE))).toBe("account-in-use");
    await following;
    expect(rig.mailbox.state.follows.has(FOLLOW)).toBe(true);
    expect(await keyIn(rig)).toBe(KEY);
  });

  it("says what is left where the journal cannot be written", async () => {
    const rig = new DeskRig();
    await rig.connected();
    rig.changed = { removeAccount: () => Promise.resolve("late") };
    const reply = await rig.take(REMOVE);
    expect(reply).toMatchObject({
      refusal: "not-possible-now",
      detail: expect.stringContaining("forgotten"),
    });
    expect(await keyIn(rig)).toBeNull();
  });

  it("wipes nothing while nobody knows what is mirrored, and never a vault only because its storage fails", async () => {
    const rig = new DeskRig();
    await rig.connected();
    rig.started = false;
    expect(refusal(await rig.take({ type: "wipe-vault" }))).toBe("not-possible-now");
    rig.started = true;
    rig.halted = new JournalError("unreadable", "no");
    expect(refusal(await rig.take({ type: "wipe-vault" }))).toBe("not-possible-now");
    breakStore("get", ({ name }) => {
      if (name === "header") throw new DOMException("gone", "UnknownError");
    });
    expect(refusal(await rig.take({ type: "wipe-vault" }))).toBe("vault-unavailable");
    vi.restoreAllMocks();
    expect(await keyIn(rig)).toBe(KEY);
  });
});

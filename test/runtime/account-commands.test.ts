import { afterEach, describe, expect, it, vi } from "vitest";
import type { AccountKey } from "../../lib/model/account-key.ts";
import { JournalError } from "../../lib/model/journal-change.ts";
import { addAccount, removeAccount } from "../../lib/runtime/account-commands.ts";
import { mirrorsRealMoney } from "../../lib/runtime/mirrors-real-money.ts";
import { breakStore } from "../journal/break-store.ts";
import { ACCOUNT, AGENT, DeskRig, OWNER, T0 } from "./desk-rig.ts";

const key: AccountKey = { owner: OWNER, agent: AGENT, agentName: null, validUntil: null, checkedAt: T0 };

afterEach(() => vi.restoreAllMocks());

describe("a command about an account", () => {
  it("is answered when it is durable", async () => {
    const rig = new DeskRig();
    expect(await addAccount(rig.commands, ACCOUNT, key)).toBe("done");
    expect(await rig.journal.accounts.get(ACCOUNT)).toMatchObject({ key });
    const newer = { ...key, checkedAt: T0 + 1 };
    expect(await addAccount(rig.commands, ACCOUNT, newer)).toBe("done");
    expect(await rig.journal.accounts.get(ACCOUNT)).toMatchObject({ key: newer });
    expect(await removeAccount(rig.commands, ACCOUNT)).toBe("done");
    expect(await rig.journal.accounts.get(ACCOUNT)).toBeUndefined();
  });

  it("is refused where the account is used, or the engine is halted", async () => {
    const rig = new DeskRig();
    await addAccount(rig.commands, ACCOUNT, key);
    await rig.follow();
    expect(await removeAccount(rig.commands, ACCOUNT)).toBe("refused");
    rig.halted = new JournalError("unreadable", "no");
    expect(await removeAccount(rig.commands, ACCOUNT)).toBe("halted");
    expect(rig.mailbox.state.accounts.get(ACCOUNT)?.key).toEqual(key);
  });

  it("is late where the journal cannot be written for five seconds", async () => {
    const rig = new DeskRig();
    breakStore("put", () => {
      throw new DOMException("full", "QuotaExceededError");
    });
    const outcome = addAccount(rig.commands, ACCOUNT, key);
    await rig.until(() => rig.mailbox.halted !== null);
    await rig.pass(5_000);
    expect(await outcome).toBe("late");
    expect(rig.mailbox.state.accounts.has(ACCOUNT)).toBe(false);
  });
});

describe("whether real money is mirrored", () => {
  it("is told by follows of real accounts, not by their being there", async () => {
    const rig = new DeskRig();
    await addAccount(rig.commands, ACCOUNT, key);
    expect(mirrorsRealMoney(rig.mailbox.state, null)).toBe(false);
    await rig.follow();
    expect(mirrorsRealMoney(rig.mailbox.state, null)).toBe(true);
    await rig.unfollow();
    expect(mirrorsRealMoney(rig.mailbox.state, null)).toBe(false);
  });

  it("is not known where the journal cannot be read, and taken for granted of a damaged account", () => {
    const { state } = new DeskRig().mailbox;
    expect(mirrorsRealMoney(state, new JournalError("unreadable", "no"))).toBeNull();
    expect(mirrorsRealMoney({ ...state, damaged: new Set([ACCOUNT]) }, null)).toBe(true);
  });
});

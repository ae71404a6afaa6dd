import { describe, expect, it } from "vitest";
import type { AccountAccess } from "../../lib/model/account-key.ts";
import { Address, realAccountId } from "../../lib/model/identity.ts";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { EngineDriver, FOLLOW, LEADER } from "./engine-driver.ts";

const DAY = 86_400_000;
const OWNER = Address.parse(`0x${"a1".repeat(20)}`);
const AGENT = Address.parse(`0x${"b2".repeat(20)}`);
const REAL = realAccountId("hyperliquid", OWNER);

/** An engine with a real account; `mirrors`: a follow runs on it. */
function rig(mirrors = true, validFor: number | null = null) {
  const engine = new EngineDriver();
  const tick = (ms: number): void => {
    engine.now += ms;
    engine.send({ kind: "tick", at: engine.now, day: "2026-11-22", online: true });
  };
  const validUntil = validFor === null ? null : engine.now + validFor;
  const key = { owner: OWNER, agent: AGENT, agentName: null, validUntil, checkedAt: engine.now };
  engine.command({ kind: "add-account", at: engine.now, accountId: REAL, key });
  if (mirrors) {
    engine.command({
      kind: "follow",
      at: engine.now,
      followId: FOLLOW,
      leaderId: LEADER,
      accountId: REAL,
      settings: DEFAULT_SETTINGS,
      startedFrom: "extension",
    });
  }
  const access = (state: AccountAccess["state"], finding: string | null = null): void => {
    const told = { state, finding, detail: null };
    engine.send({ kind: "account-access", at: engine.now, accountId: REAL, access: told, key: null });
  };
  const told = () =>
    [...engine.state.problems.values()]
      .filter(({ about }) => about === REAL)
      .map(({ kind, measured, detail }) => [kind, measured ?? detail])
      .filter(([kind]) => kind !== "account-unreadable");
  return { engine, access, told, tick };
}

describe("what keeps a key from working", () => {
  it("is told once it has lasted for a moment, so that a restart tells nothing", () => {
    const { access, told, tick } = rig();
    access("locked");
    expect(told()).toEqual([]);
    tick(4_000);
    expect(told()).toEqual([]);
    tick(1_000);
    expect(told()).toEqual([["vault-locked", null]]);
    access("unchecked");
    expect(told()).toEqual([["vault-locked", null]]);
    access("ready");
    expect(told()).toEqual([]);
  });

  it("is told at once where the audit found it, with the finding, and stays while it is audited anew", () => {
    const { access, told, tick } = rig();
    access("restricted", "can-withdraw");
    expect(told()).toEqual([["key-restricted", "can-withdraw"]]);
    access("locked");
    tick(1_000);
    expect(told()).toEqual([["key-restricted", "can-withdraw"]]);
    access("unusable", "not-approved");
    expect(told()).toEqual([["key-unusable", "not-approved"]]);
    access("ready");
    expect(told()).toEqual([]);
  });

  it("is not told of an account that does nothing", () => {
    const { access, told, tick } = rig(false);
    access("locked");
    tick(60_000);
    access("unusable", "expired");
    expect(told()).toEqual([]);
  });

  it("is forgotten with the account", () => {
    const { engine, access, told } = rig(false, 3 * DAY);
    access("ready");
    expect(told()).toEqual([["key-expires", 3]]);
    engine.command({ kind: "remove-account", at: engine.now, accountId: REAL });
    expect(told()).toEqual([]);
  });
});

describe("a key that expires", () => {
  it("is told of in its last week, with the days that are left", () => {
    const { access, told, tick } = rig(false, 8 * DAY);
    access("ready");
    expect(told()).toEqual([]);
    tick(DAY);
    expect(told()).toEqual([["key-expires", 7]]);
    tick(1);
    expect(told()).toEqual([["key-expires", 6]]);
    tick(7 * DAY - 2);
    expect(told()).toEqual([["key-expires", 0]]);
    tick(1);
    expect(told()).toEqual([]);
  });
});

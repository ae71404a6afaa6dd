import { describe, expect, it } from "vitest";
import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { EngineDriver, FOLLOW, mirroring } from "./engine-driver.ts";

/** What a lost row is known by: each follow and account has a guard, and each follow its account. */
function expectComplete({ state }: EngineDriver): void {
  const guards = [
    ...[...state.follows.keys()].map((id) => `follow:${id}`),
    ...[...state.accounts.keys()].map((id) => `account:${id}`),
  ];
  expect([...state.guards.keys()].toSorted()).toEqual(guards.toSorted());
  for (const follow of state.follows.values()) expect(state.accounts.has(follow.accountId)).toBe(true);
}

describe("the rows of a follow and of an account", () => {
  it("are there from the moment it begins, before any figure", () => {
    const engine = mirroring();
    expect(engine.state.guards.has(`follow:${FOLLOW}`)).toBe(true);
    expectComplete(engine);
  });

  it("of an account whose guardrails are set before anything is followed are there as well", () => {
    const engine = new EngineDriver();
    const settings = DEFAULT_ACCOUNT_SETTINGS;
    engine.command({ kind: "edit-account", at: engine.now, accountId: PAPER_ACCOUNT, settings });
    expect(engine.state.accounts.size).toBe(1);
    expectComplete(engine);
  });

  it("begin anew with a reset, and go with the follow", () => {
    const engine = mirroring();
    engine.command({ kind: "reset-paper", at: engine.now });
    expect(engine.state.follows.size).toBe(0);
    expectComplete(engine);
    engine.send({ kind: "venue-reset", at: engine.now });
    expectComplete(engine);
  });

  it("are there after the next start", () => {
    const engine = mirroring();
    engine.send({ kind: "boot", at: engine.now });
    expect(engine.state.guards.size).toBe(2);
    expectComplete(engine);
  });
});

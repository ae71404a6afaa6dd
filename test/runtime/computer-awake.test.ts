import { describe, expect, it, vi } from "vitest";
import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { keepComputerAwake, wantsComputerAwake } from "../../lib/runtime/computer-awake.ts";
import { FOLLOW, mirroring } from "../engine/engine-driver.ts";
import { REAL, access, mirroringForReal, withRealAccount } from "../engine/real-driver.ts";

const AWAKE = { ...DEFAULT_ACCOUNT_SETTINGS, keepAwake: true };

function chosen(engine = mirroringForReal(), accountId = REAL) {
  engine.command({ kind: "edit-account", at: engine.now, accountId, settings: AWAKE });
  return engine;
}

describe("the computer is to stay awake", () => {
  it("while an account whose user chose it mirrors real money, and not without his choice", () => {
    const engine = mirroringForReal();
    expect(wantsComputerAwake(engine.state)).toBe(false);
    chosen(engine);
    expect(wantsComputerAwake(engine.state)).toBe(true);
    const no = { ...AWAKE, keepAwake: false };
    engine.command({ kind: "edit-account", at: engine.now, accountId: REAL, settings: no });
    expect(wantsComputerAwake(engine.state)).toBe(false);
  });

  it("also while its follow is paused, because reductions go on", () => {
    const engine = chosen();
    engine.command({ kind: "pause", at: engine.now, followId: FOLLOW });
    expect(wantsComputerAwake(engine.state)).toBe(true);
  });

  it("not once the follow was stopped", () => {
    const engine = chosen();
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
    expect(wantsComputerAwake(engine.state)).toBe(false);
  });

  it("not for an account that nobody follows with, nor for paper", () => {
    expect(wantsComputerAwake(chosen(withRealAccount()).state)).toBe(false);
    expect(wantsComputerAwake(chosen(mirroring({}), PAPER_ACCOUNT).state)).toBe(false);
  });

  it.each(["ready", "unchecked", "restricted"] as const)("while the account is %s", (state) => {
    const engine = chosen();
    access(engine, state);
    expect(wantsComputerAwake(engine.state)).toBe(true);
  });

  it.each(["locked", "unusable"] as const)("not while the account is %s: nothing can be signed", (state) => {
    const engine = chosen();
    access(engine, state);
    expect(wantsComputerAwake(engine.state)).toBe(false);
  });

  it("not while all is halted", () => {
    const engine = chosen();
    engine.command({ kind: "halt", at: engine.now });
    expect(wantsComputerAwake(engine.state)).toBe(false);
  });
});

describe("the browser is asked", () => {
  const rig = () => {
    const calls: string[] = [];
    const power = {
      requestKeepAwake: (level: string) => void calls.push(level),
      releaseKeepAwake: () => void calls.push("release"),
    };
    const log = { warn: vi.fn<(words: string, error: unknown) => void>() };
    return { calls, power, log };
  };
  const wanting = chosen().state;
  const other = mirroringForReal().state;

  it("once each time that it changes, and let go while the journal can't be trusted", () => {
    const { calls, power, log } = rig();
    const computer = keepComputerAwake(power, log);
    for (const state of [wanting, wanting, other, other, wanting, null]) computer.changed(state);
    expect(calls).toEqual(["system", "release", "system", "release"]);
  });

  it("by every life anew, also to take back what an earlier one had asked for", () => {
    const { calls, power, log } = rig();
    keepComputerAwake(power, log).changed(wanting);
    keepComputerAwake(power, log).changed(wanting);
    keepComputerAwake(power, log).changed(other);
    expect(calls).toEqual(["system", "system", "release"]);
  });

  it("nothing where it has no such thing, and a refusal costs no more than a warning", () => {
    const { log } = rig();
    keepComputerAwake(undefined, log).changed(wanting);
    expect(log.warn).not.toHaveBeenCalled();
    const refusing = {
      requestKeepAwake: () => {
        throw new Error("not allowed");
      },
      releaseKeepAwake: () => undefined,
    };
    keepComputerAwake(refusing, log).changed(wanting);
    expect(log.warn).toHaveBeenCalledOnce();
  });
});

import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, FollowSettings } from "../../lib/model/follow-settings.ts";
import { Address } from "../../lib/model/identity.ts";
import { commandOf } from "../../lib/runtime/command-of.ts";
import { FOLLOW, mirroring } from "../engine/engine-driver.ts";
import { REAL, REAL_SETTINGS, mirroringForReal } from "../engine/real-driver.ts";

const newId = () => "follow-new";
const amount = (usd: string) => ({ kind: "amount", amount: usd }) as const;
const share = (percent: number) => ({ kind: "share", percent }) as const;
const withAllocation = (allocation: object): FollowSettings =>
  FollowSettings.parse({ ...DEFAULT_SETTINGS, ...REAL_SETTINGS, allocation });
const word = (allocation: object | null) =>
  allocation === null
    ? null
    : ({ agreed: true, allocation: FollowSettings.shape.allocation.parse(allocation) } as const);

describe("a start with real money", () => {
  const start = (allocation: object, agreed: object | null) => {
    const { state, now } = mirroringForReal();
    const address = Address.parse(`0x${"f".repeat(40)}`);
    const settings = withAllocation(allocation);
    const realMoney = word(agreed);
    return commandOf(
      { type: "start-follow", address, accountId: REAL, settings, realMoney },
      state,
      now,
      newId,
    );
  };

  it("needs the user's word for its allocation", () => {
    expect(start(amount("1000"), null)).toEqual({ refusal: "real-money-not-agreed" });
    expect(start(amount("1000"), amount("999"))).toEqual({ refusal: "real-money-not-agreed" });
    expect(start(amount("1000"), share(10))).toEqual({ refusal: "real-money-not-agreed" });
    expect(start(amount("1000"), amount("1000.00"))).toMatchObject({ command: { kind: "follow" } });
  });
});

describe("an edit of a follow with real money", () => {
  /** From these settings to those, with the word for those or others; `null`: without a word. */
  const edit = (from: FollowSettings, to: FollowSettings, agreed: FollowSettings | null) => {
    const { state, now } = mirroringForReal(from);
    const realMoney = agreed === null ? null : ({ agreed: true, settings: agreed } as const);
    return commandOf({ type: "edit-follow", followId: FOLLOW, settings: to, realMoney }, state, now, newId);
  };
  const REFUSED = { refusal: "real-money-not-agreed" };
  const TAKEN = { command: { kind: "edit-follow" } };
  const SAVED = FollowSettings.parse({
    ...DEFAULT_SETTINGS,
    ...REAL_SETTINGS,
    allocation: amount("1000"),
    leverage: { kind: "fixed", times: 2 },
    limits: DEFAULT_SETTINGS.limits,
    exits: {
      ...DEFAULT_SETTINGS.exits,
      positionStopLoss: { limit: 10, action: "close" },
      liquidationDistance: { limit: 5, action: "close" },
    },
  });
  const changed = (part: object): FollowSettings => FollowSettings.parse({ ...SAVED, ...part });
  const limited = (part: object): FollowSettings => changed({ limits: { ...SAVED.limits, ...part } });
  const guarded = (part: object): FollowSettings => changed({ exits: { ...SAVED.exits, ...part } });

  it.each<[string, FollowSettings]>([
    ["a larger allocation", changed({ allocation: amount("1000.01") })],
    ["a share in the place of an amount", changed({ allocation: share(1) })],
    ["a higher multiplier", changed({ multiplier: "1.01" })],
    ["another sizing", changed({ sizing: { kind: "fixed-amount", amount: "100" } })],
    ["a higher ratio", changed({ sizing: { kind: "fixed-ratio", ratio: "9" } })],
    ["a higher leverage", changed({ leverage: { kind: "fixed", times: 3 } })],
    ["the leader's own leverage", changed({ leverage: { kind: "leader" } })],
    ["another margin mode", changed({ marginMode: "isolated" })],
    ["small growth raised to the smallest order", changed({ belowMinimum: "raise" })],
    ["a higher own leverage limit", limited({ maxLeverage: 3.5 })],
    ["a larger position", limited({ maxPosition: "1000000" })],
    ["a removed stop-loss", guarded({ positionStopLoss: null })],
    ["a wider stop-loss", guarded({ positionStopLoss: { limit: 10.5, action: "close" } })],
    ["a stop-loss that only warns", guarded({ positionStopLoss: { limit: 10, action: "warn" } })],
    ["a removed drawdown rule", guarded({ drawdown: null })],
    ["a liquidation that may come nearer", guarded({ liquidationDistance: { limit: 4, action: "close" } })],
  ])("%s needs the user's word, for exactly these settings", (_name, to) => {
    expect(edit(SAVED, to, null)).toEqual(REFUSED);
    expect(edit(SAVED, to, SAVED)).toEqual(REFUSED);
    expect(edit(SAVED, to, FollowSettings.parse({ ...to, multiplier: "0.9" }))).toEqual(REFUSED);
    expect(edit(SAVED, to, to)).toMatchObject(TAKEN);
  });

  it("the word may write the same number otherwise", () => {
    const to = changed({ allocation: amount("2000") });
    expect(edit(SAVED, to, changed({ allocation: amount("2000.00") }))).toMatchObject(TAKEN);
  });

  it.each<[string, FollowSettings]>([
    ["the same", SAVED],
    ["a smaller allocation", changed({ allocation: amount("500") })],
    ["a lower multiplier", changed({ multiplier: "0.5" })],
    ["a lower leverage", changed({ leverage: { kind: "fixed", times: 1 } })],
    ["a lower own leverage limit", limited({ maxLeverage: 2 })],
    ["a new limit", limited({ maxOrder: "500", deniedInstruments: ["ETH"] })],
    ["a nearer stop-loss", guarded({ positionStopLoss: { limit: 5, action: "close" } })],
    ["a new exit rule", guarded({ feedLost: { limit: 60_000, action: "warn" } })],
  ])("%s needs none, so that nothing holds it up", (_name, to) => {
    expect(edit(SAVED, to, null)).toMatchObject(TAKEN);
  });

  it("on paper needs none", () => {
    const { state, now } = mirroring({ allocation: amount("1000") });
    const settings = withAllocation(amount("2000"));
    const message = { type: "edit-follow", followId: FOLLOW, settings, realMoney: null } as const;
    expect(commandOf(message, state, now, newId)).toMatchObject(TAKEN);
  });
});

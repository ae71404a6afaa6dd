import { describe, expect, it } from "vitest";
import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { DecimalString } from "../../lib/model/decimal.ts";
import { DEFAULT_SETTINGS, FollowSettings, MAX_FOLLOWS } from "../../lib/model/follow-settings.ts";
import {
  Address,
  ClientOrderId,
  FollowId,
  InstrumentId,
  PAPER_ACCOUNT,
  addressOf,
  leaderIdOf,
} from "../../lib/model/identity.ts";
import { cardViewOf } from "../../lib/runtime/card-view.ts";
import { type CommandMessage, commandOf } from "../../lib/runtime/command-of.ts";
import { realPositionCount, toolbarStateOf } from "../../lib/runtime/toolbar-state.ts";
import { EngineDriver, FOLLOW, LEADER, mirroring } from "../engine/engine-driver.ts";

const address = addressOf(LEADER);
const HALF = DecimalString.parse("0.5");
const PRICE = DecimalString.parse("60000");
const newId = () => "follow-new";

function following(): EngineDriver {
  const engine = new EngineDriver();
  engine.follow();
  engine.snapshot({ BTC: [1, 60_000] });
  engine.marks({ ETH: 2_000 });
  return engine;
}

describe("what a message means", () => {
  it("a page starts a follow with the default settings only", () => {
    const { state, now } = new EngineDriver();
    expect(commandOf({ type: "start-paper-follow", address }, state, now, newId)).toMatchObject({
      followId: "follow-new",
      command: { kind: "follow", leaderId: LEADER, settings: DEFAULT_SETTINGS, startedFrom: "page" },
    });
  });

  it("refuses a second follow of a leader, and one more than the limit", () => {
    const engine = following();
    const start = { type: "start-paper-follow", address } as const;
    expect(commandOf(start, engine.state, engine.now, newId)).toEqual({ refusal: "already-followed" });
    for (let i = 1; i < MAX_FOLLOWS; i += 1) {
      engine.command({
        kind: "follow",
        at: engine.now,
        followId: FollowId.parse(`f${i}`),
        leaderId: leaderIdOf(Address.parse(`0x${String(i).padStart(40, "0")}`)),
        accountId: PAPER_ACCOUNT,
        settings: DEFAULT_SETTINGS,
        startedFrom: "page",
      });
    }
    const another = { type: "start-paper-follow", address: Address.parse(`0x${"f".repeat(40)}`) } as const;
    expect(commandOf(another, engine.state, engine.now, newId)).toEqual({ refusal: "too-many-follows" });
  });

  it("refuses what is not there, and to remove what still runs or holds", () => {
    const engine = following();
    const gone = FollowId.parse("gone");
    expect(commandOf({ type: "pause-follow", followId: gone }, engine.state, engine.now, newId)).toEqual({
      refusal: "no-such-follow",
    });
    const remove = { type: "remove-follow", followId: FOLLOW } as const;
    expect(commandOf(remove, engine.state, engine.now, newId)).toEqual({ refusal: "not-possible-now" });
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
    expect(commandOf(remove, engine.state, engine.now, newId)).toEqual({ refusal: "not-possible-now" });
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
    engine.answerAll();
    expect(commandOf(remove, engine.state, engine.now, newId)).toMatchObject({ command: { kind: "remove" } });
  });
});

describe("settings that can't work", () => {
  const small = FollowSettings.parse({
    ...DEFAULT_SETTINGS,
    limits: { ...DEFAULT_SETTINGS.limits, maxPosition: "4" },
  });
  const why = {
    refusal: "settings-refused",
    detail: 'limits.maxPosition: below-venue-minimum, nearest "10.02"',
  };

  it("are refused with the field, the reason and the nearest value, for a new follow and for an old one", () => {
    const engine = following();
    const other = Address.parse(`0x${"f".repeat(40)}`);
    const start = {
      type: "start-follow",
      address: other,
      accountId: PAPER_ACCOUNT,
      settings: small,
      realMoney: null,
    } as const;
    expect(commandOf(start, engine.state, engine.now, newId)).toEqual(why);
    const edit = { type: "edit-follow", followId: FOLLOW, settings: small, realMoney: null } as const;
    expect(commandOf(edit, engine.state, engine.now, newId)).toEqual(why);
  });

  it("are refused for the account, too", () => {
    const engine = following();
    const limits = { ...DEFAULT_ACCOUNT_SETTINGS.limits, maxPosition: small.limits.maxPosition };
    const settings = { ...DEFAULT_ACCOUNT_SETTINGS, limits };
    const edit = { type: "edit-account", accountId: PAPER_ACCOUNT, settings } as const;
    expect(commandOf(edit, engine.state, engine.now, newId)).toMatchObject({ refusal: "settings-refused" });
  });

  it("an allocation above the account's equity is refused", () => {
    const engine = following();
    const equity = engine.state.accounts.get(PAPER_ACCOUNT)?.equity ?? null;
    expect(equity).not.toBeNull();
    const allocation = { kind: "amount", amount: "99999999" } as const;
    const settings = FollowSettings.parse({ ...DEFAULT_SETTINGS, allocation });
    const edit = { type: "edit-follow", followId: FOLLOW, settings, realMoney: null } as const;
    expect(commandOf(edit, engine.state, engine.now, newId)).toMatchObject({
      refusal: "settings-refused",
      detail: expect.stringContaining("allocation.amount: above-balance"),
    });
  });
});

describe("an edit after a loss", () => {
  it("is taken where it allots no more than before", () => {
    const engine = mirroring({ allocation: { kind: "amount", amount: "10000" } });
    engine.readsAccount = false;
    engine.wait(31_000);
    engine.readAccount({ equity: 9_900 });
    const edit = (amount: string) => {
      const drawdown = { limit: 5, action: "close" } as const;
      const settings = FollowSettings.parse({
        ...DEFAULT_SETTINGS,
        allocation: { kind: "amount", amount },
        exits: { ...DEFAULT_SETTINGS.exits, drawdown },
      });
      return commandOf(
        { type: "edit-follow", followId: FOLLOW, settings, realMoney: null },
        engine.state,
        engine.now,
        newId,
      );
    };
    expect(engine.state.accounts.get(PAPER_ACCOUNT)?.equity).toBe("9900");
    expect(edit("10000")).toMatchObject({ command: { kind: "edit-follow" } });
    expect(edit("10001")).toMatchObject({ refusal: "settings-refused" });
  });
});

describe("an account that was never read", () => {
  it("has the paper balance and no more to allot", () => {
    const { state, now } = new EngineDriver();
    const start = (amount: string) => {
      const settings = FollowSettings.parse({ ...DEFAULT_SETTINGS, allocation: { kind: "amount", amount } });
      return commandOf(
        { type: "start-follow", address, accountId: PAPER_ACCOUNT, settings, realMoney: null },
        state,
        now,
        newId,
      );
    };
    expect(start("10000.01")).toEqual({
      refusal: "settings-refused",
      detail: 'allocation.amount: above-balance, nearest "10000"',
    });
    expect(start("10000")).toMatchObject({ command: { kind: "follow" } });
  });
});

describe("messages that are about no one follow", () => {
  const cloid = ClientOrderId.parse(`0x${"1".repeat(32)}`);
  const btc = InstrumentId.parse("BTC");
  it.each<[CommandMessage, object]>([
    [{ type: "halt" }, { kind: "halt" }],
    [{ type: "lift-halt" }, { kind: "lift-halt" }],
    [{ type: "close-all" }, { kind: "close-all" }],
    [
      { type: "reset-guard", guardId: "follow:f" },
      { kind: "reset-guard", guardId: "follow:f" },
    ],
    [
      { type: "dismiss-problem", problemId: "p" },
      { kind: "dismiss-problem", problemId: "p" },
    ],
    [
      { type: "settle-order", clientOrderId: cloid, filled: HALF, price: PRICE },
      { kind: "settle-order", clientOrderId: cloid, filled: "0.5", price: "60000" },
    ],
    [
      { type: "unfreeze", accountId: PAPER_ACCOUNT, instrument: btc },
      { kind: "unfreeze", accountId: "paper", instrument: "BTC" },
    ],
    [
      { type: "clear-other-installation", accountId: PAPER_ACCOUNT },
      { kind: "clear-other-installation", accountId: "paper" },
    ],
    [
      { type: "release-equity-hold", leaderId: LEADER },
      { kind: "release-equity-hold", leaderId: LEADER },
    ],
  ])("%o", (message, command) => {
    const { state, now } = new EngineDriver();
    expect(commandOf(message, state, now, newId)).toEqual({
      command: { ...command, at: now },
      followId: null,
    });
  });

  it("a position is closed of a follow that is there", () => {
    const engine = following();
    const close = { type: "close-position", followId: FOLLOW, instrument: btc } as const;
    expect(commandOf(close, engine.state, engine.now, newId)).toMatchObject({
      command: { kind: "close-position", followId: FOLLOW, instrument: "BTC" },
    });
    const gone = { ...close, followId: FollowId.parse("gone") };
    expect(commandOf(gone, engine.state, engine.now, newId)).toEqual({ refusal: "no-such-follow" });
  });
});

describe("what is shown outside of the journal", () => {
  it("the icon: an error when halted or a feed is lost, paused when nothing new is copied", () => {
    const engine = following();
    engine.feed("lost");
    expect(toolbarStateOf(engine.state, false)).toBe("error");
    engine.feed("live");
    expect(toolbarStateOf(engine.state, false)).toBe("active");
    engine.command({ kind: "pause", at: engine.now, followId: FOLLOW });
    expect(toolbarStateOf(engine.state, false)).toBe("paused");
    expect(toolbarStateOf(engine.state, true)).toBe("error");
    engine.command({ kind: "resume", at: engine.now, followId: FOLLOW });
    expect(toolbarStateOf(engine.state, false)).toBe("active");
    const halted = { ...engine.state, meta: { ...engine.state.meta, haltedSince: engine.now } };
    expect(toolbarStateOf(halted, false)).toBe("error");
    expect(cardViewOf(halted, address, null, null, false, engine.now).halted).toBe("by-user");
    expect(cardViewOf(halted, address, null, null, true, engine.now).halted).toBe("journal");
  });

  it("the icon counts positions with real money, and none on paper", () => {
    const engine = following();
    engine.trade("ETH", 10, 2_000);
    engine.answer({ price: 2_001 });
    expect(realPositionCount(engine.state)).toBe(0);
    const paper = [...engine.state.accounts.values()];
    const accounts = new Map(paper.map((account) => [account.id, { ...account, kind: "real" as const }]));
    expect(realPositionCount({ ...engine.state, accounts })).toBe(1);
  });
});

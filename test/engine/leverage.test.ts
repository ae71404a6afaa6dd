import { describe, expect, it } from "vitest";
import { LEVERAGE_EVENTS, leverageMove } from "../../lib/engine/leverage-state.ts";
import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { FollowSettings } from "../../lib/model/follow-settings.ts";
import { ClientOrderId, FollowId } from "../../lib/model/identity.ts";
import type { LeverageSetting } from "../../lib/model/leverage-setting.ts";
import type { AccountRead } from "../../lib/engine/position-check.ts";
import { type EngineDriver, FOLLOW, SECOND_LEADER, id, mirroring, text } from "./engine-driver.ts";
import { REAL, REAL_SETTINGS, access, mirroringForReal } from "./real-driver.ts";

type OpenOrder = AccountRead["openOrders"][number];

const PAIR = `${REAL}|ETH`;
const cross = (times: number): LeverageSetting => ({ times, marginMode: "cross" });
const isolated = (times: number): LeverageSetting => ({ times, marginMode: "isolated" });

const leverage = (engine: EngineDriver) => engine.state.accountBooks.get(PAIR)?.leverage;
const kinds = (engine: EngineDriver): string[] => engine.effects.map(({ kind }) => kind);
const fixed = (times: number) => ({ kind: "fixed", times }) as const;

/** Nothing is answered by itself. */
function waiting(more: Parameters<typeof mirroringForReal>[0] = {}): EngineDriver {
  const engine = mirroringForReal(more);
  engine.answersLeverage = false;
  return engine;
}

function refuse(engine: EngineDriver, detail = "Invalid leverage value"): void {
  const of = { at: engine.now, accountId: REAL, instrument: id("ETH") };
  engine.send({ kind: "leverage-refused", ...of, reason: "bad-leverage", detail });
}
function unknown(engine: EngineDriver): void {
  const detail = "no readable answer";
  engine.send({ kind: "leverage-unknown", at: engine.now, accountId: REAL, instrument: id("ETH"), detail });
}

describe("before the first order in an instrument of a real account", () => {
  it("what is set is read, then set, and the order waits for both answers", () => {
    const engine = waiting();
    engine.trade("ETH", 0.1, 2_000);
    expect(kinds(engine)).toEqual(["read-leverage"]);
    expect(engine.lastDecision).toMatchObject({ outcome: "waiting", reason: "leverage-being-set" });
    expect(engine.orders).toEqual([]);
    engine.tellLeverage("ETH", cross(20));
    expect(kinds(engine)).toEqual(["set-leverage"]);
    expect(engine.settingsMade).toMatchObject([
      { accountId: REAL, instrument: "ETH", setting: cross(3), expiresAt: engine.now + 5_000 },
    ]);
    expect(leverage(engine)).toMatchObject({ told: cross(20), asked: cross(3), status: "asking" });
    engine.wait(1_000);
    expect(engine.orders).toEqual([]);
    engine.tellLeverage("ETH", cross(3));
    expect(leverage(engine)).toMatchObject({ told: cross(3), status: "set", detail: null });
    expect(engine.orders).toMatchObject([{ side: "buy", size: "0.1" }]);
  });

  it("nothing is set where it is so already, and nothing is read again within ten minutes", () => {
    const engine = waiting();
    engine.trade("ETH", 0.1, 2_000);
    engine.tellLeverage("ETH", cross(3));
    expect(engine.settingsMade).toEqual([]);
    engine.answerAll();
    engine.trade("ETH", -0.1, 2_000);
    engine.answerAll();
    engine.pass(500);
    engine.snapshot({}, { cause: "poll" });
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", 0.1, 2_000);
    expect(engine.orders).toHaveLength(1);
  });

  it("nothing of it happens on paper", () => {
    const engine = mirroring();
    engine.trade("ETH", 1, 2_000);
    expect(kinds(engine)).toEqual(["submit"]);
  });

  it("reductions never wait for it, and what is held is not set again", () => {
    const engine = mirroringForReal();
    engine.trade("ETH", 0.1, 2_000);
    engine.answerAll();
    engine.answersLeverage = false;
    const settings = FollowSettings.parse({
      ...engine.state.follows.get(FOLLOW)?.settings,
      leverage: fixed(9),
    });
    engine.command({ kind: "edit-follow", at: engine.now, followId: FOLLOW, settings });
    engine.trade("ETH", 0.1, 2_000);
    expect(engine.orders).toMatchObject([{ side: "buy", size: "0.1" }]);
    engine.answerAll();
    engine.trade("ETH", -0.15, 2_000);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.15" }]);
    expect(engine.settingsMade).toHaveLength(1);
  });

  it("a turn sells at once, and buys the other side only when the setting is there", () => {
    const engine = mirroringForReal();
    engine.trade("ETH", 0.1, 2_000);
    engine.answerAll();
    engine.answersLeverage = false;
    engine.pass(601);
    engine.snapshot({ ETH: [0.1, 2_000] }, { cause: "poll" });
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", -0.2, 2_000);
    engine.answer();
    expect(kinds(engine)).not.toContain("submit");
    expect(engine.lastDecision.instrument).toBe("ETH");
    engine.tellLeverage("ETH", cross(3));
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1", reduceOnly: false }]);
  });

  it("a refusal forgoes the growth, tells why and the venue's words, and is not asked again for a minute", () => {
    const engine = waiting();
    engine.trade("ETH", 0.1, 2_000);
    engine.tellLeverage("ETH", cross(20));
    refuse(engine);
    expect(engine.book("ETH")).toMatchObject({
      target: "0",
      forgone: [{ reason: "leverage-refused", size: "0.1" }],
    });
    expect(engine.state.problems.get(`leverage-refused:${PAIR}`)).toMatchObject({
      reason: "bad-leverage",
      detail: "Invalid leverage value",
      about: "ETH",
      dismissible: true,
    });
    engine.now += 1_000;
    engine.trade("ETH", 0.1, 2_000);
    expect(engine.lastDecision).toMatchObject({
      outcome: "forgone",
      forgone: [{ reason: "leverage-refused" }],
    });
    engine.now += 60_000;
    engine.marks({ ETH: 2_000 });
    engine.snapshot({ ETH: [0.2, 2_000] }, { cause: "poll" });
    engine.trade("ETH", 0.1, 2_000);
    // What is set is read once more, before it is changed.
    expect(engine.settingsMade).toHaveLength(1);
    engine.tellLeverage("ETH", cross(20));
    expect(engine.settingsMade).toHaveLength(2);
    engine.tellLeverage("ETH", cross(3));
    expect(engine.orders).toHaveLength(1);
    expect(engine.state.problems.size).toBe(0);
  });

  it("no readable answer is read again, once a second, and set again only when it can no longer arrive", () => {
    const engine = waiting();
    engine.trade("ETH", 0.1, 2_000);
    engine.tellLeverage("ETH", cross(20));
    const { now } = engine;
    unknown(engine);
    expect(kinds(engine)).toEqual([]);
    engine.wait(1_000);
    expect(kinds(engine)).toEqual(["read-leverage"]);
    engine.tellLeverage("ETH", cross(20));
    expect(kinds(engine)).toEqual([]);
    expect(leverage(engine)?.status).toBe("asking");
    engine.now = now + 5_001;
    engine.wait(0);
    engine.tellLeverage("ETH", cross(20));
    expect(engine.settingsMade).toHaveLength(2);
    engine.tellLeverage("ETH", cross(3));
    expect(engine.orders).toHaveLength(1);
  });

  it("a question that finds no answer is asked again after a second, one that gets none after ten", () => {
    const engine = waiting({ limits: { ...REAL_SETTINGS.limits, maxAgeMs: 60_000 } });
    engine.trade("ETH", 0.1, 2_000);
    unknown(engine);
    engine.wait(999);
    expect(kinds(engine)).toEqual([]);
    engine.wait(1);
    expect(kinds(engine)).toEqual(["read-leverage"]);
    let asked = 0;
    for (let second = 0; second < 11; second += 1) {
      engine.wait(1_000);
      asked += kinds(engine).filter((kind) => kind === "read-leverage").length;
    }
    expect(asked).toBe(1);
  });

  it("a new life reads what became of a setting that was under way", () => {
    const engine = waiting();
    engine.trade("ETH", 0.1, 2_000);
    engine.tellLeverage("ETH", cross(20));
    engine.now += 2_000;
    engine.send({ kind: "boot", at: engine.now });
    access(engine, "ready");
    engine.snapshot({ ETH: [0.2, 2_000] });
    expect(kinds(engine)).toContain("read-leverage");
    engine.tellLeverage("ETH", cross(3));
    expect(leverage(engine)?.status).toBe("set");
    expect(engine.settingsMade).toHaveLength(1);
  });
});

describe("what is set", () => {
  const madeBy = (more: Parameters<typeof mirroringForReal>[0], leaders?: [number, "cross" | "isolated"]) => {
    const engine = mirroringForReal(more);
    if (leaders !== undefined) leverOf(engine, ...leaders);
    engine.trade("ETH", 0.1, 2_000);
    return engine.settingsMade.map(({ setting }) => setting);
  };
  /** The leader opened and closed a position with this leverage before. */
  const leverOf = (engine: EngineDriver, times: number, marginMode: "cross" | "isolated"): void => {
    const books = new Map(engine.state.leaderBooks);
    for (const [key, book] of books) books.set(key, { ...book, leverage: times, marginMode });
    engine.trade("ETH", 0.001, 2_000);
    engine.trade("ETH", -0.001, 2_000);
    engine.state = {
      ...engine.state,
      leaderBooks: new Map(
        [...engine.state.leaderBooks].map(([key, book]) => [key, { ...book, leverage: times, marginMode }]),
      ),
    };
  };

  it("is in whole times, down, and at least 1", () => {
    expect(madeBy({ leverage: fixed(3.9) })).toEqual([cross(3)]);
    expect(madeBy({ leverage: fixed(1.5) })).toEqual([cross(1)]);
    expect(madeBy({ leverage: fixed(50) })).toEqual([]);
  });

  it("goes by the margin mode rule, also as the leader has it", () => {
    expect(madeBy({ leverage: fixed(3), marginMode: "isolated" })).toEqual([isolated(3)]);
    expect(madeBy({ leverage: { kind: "leader" }, marginMode: "leader" }, [7, "isolated"])).toEqual([
      isolated(7),
    ]);
    expect(madeBy({ leverage: { kind: "capped", times: 5 }, marginMode: "leader" }, [7, "cross"])).toEqual([
      cross(5),
    ]);
  });

  it("is the smallest of several follows, isolated as soon as one wants it", () => {
    const engine = mirroringForReal({ leverage: fixed(8) });
    engine.answersLeverage = false;
    engine.follow(
      { ...REAL_SETTINGS, leverage: fixed(4), marginMode: "isolated" },
      FollowId.parse("follow-2"),
      SECOND_LEADER,
    );
    engine.snapshot({}, { leaderId: SECOND_LEADER });
    engine.trade("ETH", 0.1, 2_000);
    engine.trade("ETH", 0.1, 2_000, SECOND_LEADER);
    engine.tellLeverage("ETH", cross(20));
    expect(engine.settingsMade).toMatchObject([{ setting: isolated(4) }]);
  });

  it("waits three seconds for a leader's leverage that nobody told, and then is the smallest", () => {
    const engine = mirroringForReal({ leverage: { kind: "leader" } });
    engine.trade("ETH", 0.1, 2_000);
    expect(engine.effects.map((effect) => effect.kind)).toContain("refresh-leader");
    expect(engine.settingsMade).toEqual([]);
    engine.now += 500;
    engine.snapshot({ ETH: [0.1, 2_000] }, { cause: "poll" });
    expect(engine.settingsMade).toMatchObject([{ setting: cross(5) }]);
    const other = mirroringForReal({ leverage: { kind: "leader" } });
    other.trade("ETH", 0.1, 2_000);
    other.wait(2_000);
    expect(other.settingsMade).toEqual([]);
    other.wait(1_001);
    expect(other.settingsMade).toMatchObject([{ setting: cross(1) }]);
  });
});

describe("what the user has set", () => {
  it("since we did is left as it is, and both figures are told once", () => {
    const engine = mirroringForReal();
    engine.trade("ETH", 0.1, 2_000);
    engine.answerAll();
    engine.readsAccount = false;
    engine.pass(31);
    engine.readAccount({ leverages: [{ instrument: id("ETH"), setting: cross(10) }] });
    const problem = `leverage-differs:${PAIR}`;
    expect(engine.state.problems.get(problem)).toMatchObject({
      measured: 10,
      detail: "10x cross is set, and 3x cross is wanted.",
      dismissible: true,
    });
    engine.command({ kind: "dismiss-problem", at: engine.now, problemId: problem });
    engine.marks({ ETH: 2_000 });
    engine.snapshot({ ETH: [0.1, 2_000] }, { cause: "poll" });
    engine.trade("ETH", -0.1, 2_000);
    engine.answerAll();
    engine.trade("ETH", 0.1, 2_000);
    expect(engine.orders).toMatchObject([{ side: "buy" }]);
    expect(engine.settingsMade).toHaveLength(1);
    expect(engine.state.problems.has(problem)).toBe(false);
  });

  it("while our own wish had no answer is his, too", () => {
    const engine = waiting();
    engine.trade("ETH", 0.1, 2_000);
    engine.tellLeverage("ETH", cross(20));
    unknown(engine);
    engine.now += 5_001;
    engine.wait(0);
    engine.tellLeverage("ETH", cross(7));
    expect(leverage(engine)).toMatchObject({ told: cross(7), asked: cross(3), status: "set" });
    expect(engine.state.problems.get(`leverage-differs:${PAIR}`)?.measured).toBe(7);
    expect(engine.settingsMade).toHaveLength(1);
    expect(engine.orders).toMatchObject([{ side: "buy", size: "0.1" }]);
  });

  it("since ours was refused is left as it is, and the refusal is over", () => {
    const engine = waiting();
    engine.trade("ETH", 0.1, 2_000);
    engine.tellLeverage("ETH", cross(20));
    refuse(engine);
    engine.now += 61_000;
    engine.marks({ ETH: 2_000 });
    engine.snapshot({ ETH: [0.2, 2_000] }, { cause: "poll" });
    engine.trade("ETH", 0.1, 2_000);
    engine.tellLeverage("ETH", cross(7));
    expect(leverage(engine)).toMatchObject({ told: cross(7), asked: cross(3), status: "set" });
    expect([...engine.state.problems.keys()]).toEqual([`leverage-differs:${PAIR}`]);
    expect(engine.settingsMade).toHaveLength(1);
    expect(engine.orders).toHaveLength(1);
  });

  it("beside a position of his own is left as it is, and told", () => {
    const engine = waiting();
    engine.command({
      kind: "edit-account",
      at: engine.now,
      accountId: REAL,
      settings: { ...DEFAULT_ACCOUNT_SETTINGS, growBesideOwn: true },
    });
    engine.readsAccount = false;
    engine.send({
      kind: "foreign-fills",
      at: engine.now,
      accountId: REAL,
      fills: [
        {
          id: "by-hand",
          accountId: REAL,
          instrument: id("ETH"),
          clientOrderId: null,
          side: "buy",
          price: text(2_000),
          size: text(1),
          fee: text(0),
          time: engine.now,
          cause: "user",
        },
      ],
    });
    engine.pass(31);
    engine.readAccount({ leverages: [{ instrument: id("ETH"), setting: isolated(10) }] });
    engine.marks({ ETH: 2_000 });
    engine.snapshot({}, { cause: "poll" });
    engine.trade("ETH", 0.1, 2_000);
    expect(engine.orders).toMatchObject([{ side: "buy", size: "0.1" }]);
    expect(engine.settingsMade).toEqual([]);
    expect(engine.state.problems.get(`leverage-differs:${PAIR}`)?.detail).toBe(
      "10x isolated is set, and 3x cross is wanted.",
    );
  });

  describe("where an order of his own rests and nothing is held", () => {
    const HIS: readonly OpenOrder[] = [
      { clientOrderId: null, instrument: id("ETH"), stop: null },
      { clientOrderId: ClientOrderId.parse(`0x${"ab".repeat(16)}`), instrument: id("ETH"), stop: null },
    ];
    const resting = (openOrders: readonly OpenOrder[]): EngineDriver => {
      const engine = waiting();
      engine.readsAccount = false;
      engine.pass(31);
      engine.readAccount({ openOrders: [...openOrders] });
      engine.marks({ ETH: 2_000 });
      engine.snapshot({}, { cause: "poll" });
      engine.trade("ETH", 0.1, 2_000);
      return engine;
    };

    it.each(HIS)("is read, left as it is, and told", (his) => {
      const engine = resting([his]);
      expect(kinds(engine)).toEqual(["read-leverage"]);
      expect(engine.orders).toEqual([]);
      engine.tellLeverage("ETH", isolated(10));
      expect(engine.settingsMade).toEqual([]);
      expect(engine.orders).toMatchObject([{ side: "buy", size: "0.1" }]);
      expect(engine.state.problems.get(`leverage-differs:${PAIR}`)?.detail).toBe(
        "10x isolated is set, and 3x cross is wanted.",
      );
    });

    it("is no trouble where it is set as wished", () => {
      const engine = resting(HIS);
      engine.tellLeverage("ETH", cross(3));
      expect(engine.orders).toHaveLength(1);
      expect(engine.state.problems.has(`leverage-differs:${PAIR}`)).toBe(false);
    });

    it("is set once his order is gone", () => {
      const engine = resting(HIS);
      engine.tellLeverage("ETH", isolated(10));
      engine.answer({ size: "0", unfilled: "price-left-limit" });
      engine.pass(31);
      engine.readAccount({ openOrders: [] });
      engine.marks({ ETH: 2_000 });
      engine.snapshot({ ETH: [0.1, 2_000] }, { cause: "poll" });
      engine.trade("ETH", 0.1, 2_000);
      engine.tellLeverage("ETH", isolated(10));
      expect(engine.settingsMade).toMatchObject([{ setting: cross(3) }]);
    });

    it("is set where his order can open nothing, or is one in another instrument", () => {
      const stop = {
        side: "sell" as const,
        size: text(1),
        triggerPrice: text(1_500),
        limitPrice: text(1_400),
        reduceOnly: true,
      };
      const engine = resting([
        { clientOrderId: null, instrument: id("ETH"), stop },
        { clientOrderId: null, instrument: id("BTC"), stop: null },
      ]);
      engine.tellLeverage("ETH", isolated(10));
      expect(engine.settingsMade).toMatchObject([{ setting: cross(3) }]);
    });
  });

  it("is not learnt from a reading that may be of before our own setting", () => {
    const engine = mirroringForReal();
    engine.trade("ETH", 0.1, 2_000);
    engine.answerAll();
    engine.readsAccount = false;
    engine.pass(31);
    engine.trade("ETH", -0.1, 2_000);
    engine.answerAll();
    engine.readAccount({ leverages: [{ instrument: id("ETH"), setting: cross(10) }] });
    expect(leverage(engine)?.told).toEqual(cross(3));
  });
});

describe("the life of a setting", () => {
  it("has a decision for every pair of state and event, with a reason where nothing comes of it", () => {
    for (const status of ["none", "asking", "set", "refused"] as const) {
      for (const event of LEVERAGE_EVENTS) {
        const move = leverageMove(status, event);
        if (move.to === "ignored") expect(move.because.length).toBeGreaterThan(5);
      }
    }
    expect(leverageMove("asking", "told-too-early").to).toBe("ignored");
    expect(leverageMove("asking", "told-otherwise").to).toBe("none");
    expect(leverageMove("asking", "refused").to).toBe("refused");
    expect(leverageMove("set", "refused").to).toBe("ignored");
  });
});

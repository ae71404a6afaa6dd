import { describe, expect, it } from "vitest";
import { DecimalString } from "../../lib/model/decimal.ts";
import { addressOf } from "../../lib/model/identity.ts";
import { cardViewOf } from "../../lib/runtime/card-view.ts";
import { EngineDriver, FOLLOW, LEADER } from "../engine/engine-driver.ts";
import { access, mirroringForReal } from "../engine/real-driver.ts";

const address = addressOf(LEADER);
const cardOf = (engine: EngineDriver, now = engine.now) =>
  cardViewOf(engine.state, address, null, null, false, now);

describe("a card's follow on paper", () => {
  it("is told net of fees, with what was not copied at the start", () => {
    const engine = new EngineDriver();
    engine.follow();
    engine.snapshot({ BTC: [1, 60_000] });
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", 10, 2_000);
    engine.answer({ price: 2_001 });
    const { follow } = cardOf(engine);
    if (follow?.kind !== "paper") throw new Error("the follow is on paper");
    expect(follow).toMatchObject({ id: FOLLOW, status: "mirroring", openPositions: 1, notCopiedAtStart: 1 });
    expect(Number(follow.netResult)).toBeCloseTo(-0.1 - 0.090045);
    expect(Number(follow.equity)).toBeCloseTo(1_000 - 0.190045);
    // An hour later the marks are old, and old figures are none.
    const later = cardOf(engine, engine.now + 3_600_000);
    expect(later.follow).toMatchObject({ equity: null, netResult: null });
  });
});

/** A figure that nothing else in the view is like. */
const ALLOTTED = DecimalString.parse("7913.57");

describe("a card's follow with real money", () => {
  const holding = () => {
    const engine = mirroringForReal({ allocation: { kind: "amount", amount: ALLOTTED } });
    engine.trade("ETH", 1, 2_000);
    engine.answerAll();
    return engine;
  };

  it("is that it is real, how it stands, and the state of its leader's feed: not one thing more", () => {
    const engine = holding();
    expect([...engine.state.books.values()].some((book) => book.held !== "0")).toBe(true);
    expect(cardOf(engine).follow).toStrictEqual({
      id: FOLLOW,
      kind: "real",
      status: "mirroring",
      pausedByAll: false,
      accountReady: true,
      feed: { ...engine.state.leaders.get(LEADER)?.feed, detail: null },
    });
    expect(JSON.stringify(cardOf(engine))).not.toContain(ALLOTTED);
  });

  it("does not change with its money, so that not even the moment of a trade is told", () => {
    const engine = holding();
    const before = cardOf(engine);
    engine.marks({ ETH: 2_500 });
    engine.trade("SOL", 10, 100);
    engine.answerAll();
    expect(cardOf(engine)).toStrictEqual(before);
  });

  it.each(["locked", "unchecked", "restricted", "unusable"] as const)(
    "is held back while its account is %s, in the same words for each",
    (state) => {
      const engine = holding();
      access(engine, state, "a word of the audit");
      expect(cardOf(engine).follow).toMatchObject({ kind: "real", accountReady: false });
      expect(JSON.stringify(cardOf(engine))).not.toMatch(new RegExp(`${state}|audit`));
    },
  );

  it("may be paused, and says that it is", () => {
    const engine = holding();
    engine.command({ kind: "pause", at: engine.now, followId: FOLLOW });
    expect(cardOf(engine).follow).toMatchObject({ kind: "real", status: "paused" });
  });
});

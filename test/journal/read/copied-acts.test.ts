import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../../../lib/engine/engine-event.ts";
import type { Step } from "../../../lib/engine/step.ts";
import { type CopiedAct, copiedActs } from "../../../lib/journal/read/copied-acts.ts";
import { DEFAULT_SETTINGS } from "../../../lib/model/follow-settings.ts";
import type { Direction } from "../../../lib/model/sizing.ts";
import type { FillRow } from "../../../lib/model/state.ts";
import type { EngineDriver } from "../../engine/engine-driver.ts";
import { FOLLOW, mirroring, text } from "../../engine/engine-driver.ts";
import { access, mirroringForReal } from "../../engine/real-driver.ts";

const ONE_TO_ONE = {
  allocation: { kind: "amount", amount: "10000" },
  sizing: { kind: "fixed-ratio", ratio: "1" },
  limits: { ...DEFAULT_SETTINGS.limits, maxPosition: "100000" },
} as const;

/** An engine that has begun, and the fills that the journal has of it. */
function journaled(engine: EngineDriver): { engine: EngineDriver; acts: (way?: Direction) => CopiedAct[] } {
  const fills: FillRow[] = [];
  const send = engine.send.bind(engine);
  engine.send = (event: EngineEvent): Step => {
    const step = send(event);
    fills.push(...step.work.fills);
    return step;
  };
  const acts = (way: Direction = "same"): CopiedAct[] => {
    const own = engine.decisions.filter(({ followId }) => followId === FOLLOW);
    return [
      ...copiedActs(
        own,
        ({ clientOrderId }) =>
          fills.filter(({ fill }) => clientOrderId !== null && fill.clientOrderId === clientOrderId),
        way,
      ),
    ];
  };
  return { engine, acts };
}

const counted = (acts: readonly CopiedAct[]): boolean[] => acts.map(({ fills }) => fills.length > 0);
const decided = ({ decisions }: EngineDriver): string[] =>
  decisions.map(({ source, outcome, reason }) => `${source} ${outcome} ${reason ?? ""}`.trim());

describe("an act that waits is copied when the order that it waited for is filled", () => {
  it("behind its leverage", () => {
    const { engine, acts } = journaled(mirroringForReal());
    engine.answersLeverage = false;
    engine.trade("ETH", 0.1, 2_000);
    engine.tellLeverage("ETH", { times: 3, marginMode: "cross" });
    expect(decided(engine)).toEqual(["live waiting leverage-being-set", "own ordered"]);
    expect(counted(acts())).toEqual([false]);
    engine.answer();
    expect(counted(acts())).toEqual([true]);
  });

  it("behind the smallest order, with the act that made it large enough, and also in part", () => {
    const { engine, acts } = journaled(mirroring(ONE_TO_ONE));
    engine.trade("ETH", 0.002, 2_000);
    engine.trade("ETH", 0.008, 2_000);
    expect(decided(engine)).toEqual(["live waiting below-minimum", "live ordered"]);
    engine.answer({ size: "0.001", unfilled: "depth-ran-out" });
    // The oldest first: what there was to buy is the first one's.
    expect(counted(acts())).toEqual([true, false]);
  });

  it("behind the order in flight", () => {
    const { engine, acts } = journaled(mirroring(ONE_TO_ONE));
    engine.trade("ETH", 0.1, 2_000);
    engine.trade("ETH", 0.1, 2_000);
    expect(decided(engine)).toEqual(["live ordered", "live waiting order-in-flight"]);
    engine.answer();
    expect(counted(acts())).toEqual([true, false]);
    engine.answer();
    expect(decided(engine)).toEqual(["live ordered", "live waiting order-in-flight", "own ordered"]);
    expect(counted(acts())).toEqual([true, true]);
  });

  it("to sell what is only being bought", () => {
    const { engine, acts } = journaled(mirroring(ONE_TO_ONE));
    engine.trade("ETH", 0.1, 2_000);
    engine.trade("ETH", -0.1, 2_000);
    expect(decided(engine).at(-1)).toBe("live nothing-to-copy waiting-dropped");
    engine.answer();
    // Until it is sold again there is nothing to tell of the sale.
    expect(counted(acts())).toEqual([true]);
    engine.answer();
    expect(counted(acts())).toEqual([true, true]);
  });

  it("to sell behind a locked vault", () => {
    const { engine, acts } = journaled(mirroringForReal());
    engine.trade("ETH", 0.1, 2_000);
    engine.answerAll();
    access(engine, "locked");
    engine.trade("ETH", -0.1, 2_000);
    expect(decided(engine).at(-1)).toBe("live waiting account-locked");
    expect(counted(acts())).toEqual([true, false]);
    access(engine, "ready");
    engine.readAccount();
    engine.answerAll();
    expect(counted(acts())).toEqual([true, true]);
  });

  it("of a leader who turns from long to short, and of one who is followed in reverse", () => {
    const turned = journaled(mirroring(ONE_TO_ONE));
    turned.engine.trade("ETH", 0.1, 2_000);
    turned.engine.answer();
    turned.engine.trade("ETH", -0.2, 2_000);
    turned.engine.answerAll();
    expect(turned.engine.book("ETH").held).toBe("-0.1");
    expect(counted(turned.acts())).toEqual([true, true]);
    const reverse = journaled(mirroring({ ...ONE_TO_ONE, direction: "reverse" }));
    reverse.engine.trade("ETH", 0.002, 2_000);
    reverse.engine.trade("ETH", 0.1, 2_000);
    reverse.engine.trade("ETH", -0.102, 2_000);
    reverse.engine.answerAll();
    expect(reverse.engine.book("ETH").held).toBe("0");
    expect(counted(reverse.acts("reverse"))).toEqual([true, true, true]);
  });
});

describe("an act is not copied", () => {
  it("when its order came to nothing", () => {
    const { engine, acts } = journaled(mirroring(ONE_TO_ONE));
    engine.trade("ETH", 0.1, 2_000);
    engine.answer({ size: "0", unfilled: "price-left-limit" });
    expect(engine.book("ETH").held).toBe("0");
    expect(counted(acts())).toEqual([false]);
    // What he does later is its own.
    engine.trade("ETH", 0.1, 2_000);
    engine.answer();
    expect(counted(acts())).toEqual([false, true]);
  });

  it("when it had waited for too long, whatever is bought there later", () => {
    const { engine, acts } = journaled(mirroring(ONE_TO_ONE));
    engine.trade("ETH", 0.002, 2_000);
    engine.pass(20);
    expect(decided(engine)).toEqual(["live waiting below-minimum", "own forgone"]);
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", 0.1, 2_000);
    engine.answer();
    expect(counted(acts())).toEqual([false, true]);
  });

  it("when the leader sold again what was waiting", () => {
    const { engine, acts } = journaled(mirroring(ONE_TO_ONE));
    engine.trade("ETH", 0.002, 2_000);
    engine.trade("ETH", -0.002, 2_000);
    engine.trade("ETH", 0.1, 2_000);
    engine.answer();
    // The sale had nothing to copy of and is not counted.
    expect(counted(acts())).toEqual([false, true]);
  });

  it("when only another instrument of its leader was bought", () => {
    const { engine, acts } = journaled(mirroring(ONE_TO_ONE));
    engine.trade("ETH", 0.002, 2_000);
    engine.trade("SOL", 1, 100);
    engine.answer();
    expect(counted(acts())).toEqual([false, true]);
  });
});

it("the fills are those that carried it out, each once", () => {
  const { engine, acts } = journaled(mirroring(ONE_TO_ONE));
  engine.trade("ETH", 0.1, 2_000);
  engine.trade("ETH", 0.1, 2_000);
  engine.now += 700;
  engine.answerAll();
  const sizes = acts().map(({ fills }) => fills.map(({ fill }) => fill.size));
  expect(sizes).toEqual([[text("0.1")], [text("0.1")]]);
});

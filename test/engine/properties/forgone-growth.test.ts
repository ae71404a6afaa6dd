import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimal } from "../../../lib/model/decimal.ts";
import { Life, acts, growthOf, live, open, sum, withNewOrders } from "./random-life.ts";

const RUNS = { numRuns: 40 };

describe("growth that may not be", () => {
  it("is never ordered while paused, halted or leaving, and a reduction still is unless halted", () => {
    fc.assert(
      fc.property(acts, acts, fc.constantFrom("pause", "halt", "leave"), (before, after, how) => {
        const life = new Life(open());
        live(life, before, () => undefined);
        const { engine } = life;
        if (how === "pause") engine.command({ kind: "pause-all", at: engine.now });
        if (how === "halt") engine.command({ kind: "halt", at: engine.now });
        if (how === "leave") {
          for (const followId of engine.state.follows.keys()) {
            engine.command({ kind: "stop", at: engine.now, followId, positions: "leader-out" });
          }
        }
        const judge = withNewOrders(life, (order) => {
          expect(growthOf(order).isZero()).toBe(true);
          expect(how).not.toBe("halt");
        });
        live(life, after, judge);
      }),
      RUNS,
    );
  });

  it("is all there as forgone: what is wanted is always target and forgone together", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const life = new Life(open({ maxPosition: "700", maxOrder: "300", maxPositions: 2 }));
        live(life, all, () => {
          for (const book of life.books) {
            const whole = sum([decimal(book.target), ...book.forgone.map((part) => decimal(part.size))]);
            expect(whole.minus(book.copyable).abs().lt("1e-15")).toBe(true);
            for (const part of book.forgone) {
              expect(decimal(part.size).isNegative()).toBe(decimal(book.copyable).isNegative());
            }
          }
        });
      }),
      RUNS,
    );
  });

  it("that is older than the age limit is never ordered", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), (age) => {
        const life = new Life(open({ maxAgeMs: 5_000 }));
        const { engine } = life;
        engine.now += 40_000;
        engine.snapshot({}, { cause: "poll" });
        life.mark();
        engine.fills([{ ...engine.leaderFill("ETH", 1, 2_000), time: engine.now - age }]);
        expect(engine.everyOrder.length).toBe(age > 5_000 ? 0 : 1);
      }),
      RUNS,
    );
  });
});

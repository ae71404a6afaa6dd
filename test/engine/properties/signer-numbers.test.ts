import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import { mirroring } from "../engine-driver.ts";
import { REAL, access, mirroringForReal } from "../real-driver.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const Act = fc.oneof(
  fc.record({
    kind: fc.constant("trade" as const),
    lots: fc.integer({ min: -30, max: 30 }).filter((lots) => lots !== 0),
  }),
  fc.record({
    kind: fc.constant("clock" as const),
    ms: fc.oneof(fc.integer({ min: -20_000, max: 20_000 }), fc.integer({ min: -6 * HOUR, max: 6 * HOUR })),
  }),
  fc.record({ kind: fc.constant("restart" as const) }),
  fc.record({ kind: fc.constant("pass" as const), ms: fc.integer({ min: 0, max: 60_000 }) }),
);
type Act = typeof Act extends fc.Arbitrary<infer One> ? One : never;

/** A life in which our clock is set; the venue's is right all along. Never further ahead than the venue takes. */
function live(acts: readonly Act[]) {
  const engine = mirroringForReal();
  let off = 0;
  let leaders = 0;
  for (const act of acts) {
    switch (act.kind) {
      case "trade":
        leaders = (leaders * 100 + act.lots) / 100;
        engine.marks({ ETH: 2_000 });
        engine.trade("ETH", act.lots / 100, 2_000);
        for (let answered = 0; engine.orders.length > 0 && answered < 5; answered += 1) engine.answer();
        break;
      case "clock":
        if (Math.abs(off + act.ms) > DAY / 2) break;
        off += act.ms;
        engine.now += act.ms;
        engine.clock = { offsetMs: off, roundTripMs: 50 };
        break;
      case "restart":
        engine.orders = [];
        engine.send({ kind: "boot", at: engine.now });
        access(engine, "ready");
        engine.snapshot({ ETH: [leaders, 2_000] });
        break;
      case "pass":
        engine.wait(act.ms);
        break;
    }
  }
  return engine;
}

describe("a signer's numbers", () => {
  it("rise from one act to the next, over restarts and clocks that are set, and none is given twice", () => {
    let signed = 0;
    fc.assert(
      fc.property(fc.array(Act, { minLength: 10, maxLength: 80 }), (acts) => {
        const engine = live(acts);
        const numbers = engine.signed;
        signed += numbers.length;
        for (const [index, number] of numbers.entries()) {
          expect(number).toBeGreaterThan(numbers[index - 1] ?? 0);
        }
        expect(engine.state.accounts.get(REAL)?.lastNonce).toBe(numbers.at(-1) ?? 0);
      }),
      { numRuns: 100 },
    );
    expect(signed).toBeGreaterThan(100);
  });

  it("are near the venue's clock, however wrong ours is", () => {
    const engine = mirroringForReal();
    engine.trade("ETH", 0.1, 2_000);
    engine.answerAll();
    const right = engine.now;
    engine.now += 400 * DAY;
    engine.clock = { offsetMs: 400 * DAY, roundTripMs: 50 };
    engine.wait(1_000);
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", -0.05, 2_000);
    expect(engine.orders).toMatchObject([{ nonce: right + 1_000 }]);
  });

  it("that the venue cannot have taken are forgotten once it tells its clock, so that it takes the next", () => {
    const engine = mirroringForReal();
    engine.readsAccount = false;
    engine.trade("ETH", 0.1, 2_000);
    engine.answerAll();
    const right = engine.now;
    engine.now += 400 * DAY;
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", -0.05, 2_000);
    const [wild] = engine.orders;
    expect(wild?.nonce).toBe(engine.now);
    engine.answerAll();
    engine.wait(31_000);
    engine.readAccount({ clock: { offsetMs: engine.now - right, roundTripMs: 50 } });
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", -0.05, 2_000);
    const [next] = engine.orders;
    // The reading has told enough for a stop, which took the number before.
    expect(engine.signed.slice(-2)).toEqual([right + 60_001, right + 60_002]);
    expect(next?.nonce).toBe(right + 60_002);
    const [first] = engine.everyOrder;
    // The setting of the leverage, and then the order, of one moment.
    expect([engine.settingsMade[0]?.nonce, first?.nonce]).toEqual([right, right + 1]);
  });

  it("are none on paper", () => {
    const engine = mirroring();
    engine.trade("ETH", 1, 2_000);
    expect(engine.orders).toMatchObject([{ nonce: null }]);
    expect(engine.state.accounts.get(PAPER_ACCOUNT)?.lastNonce).toBe(0);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RateLimit } from "../../lib/messages/rate-limit.ts";

function limited(burst: number, perSecond: number) {
  const clock = { at: 1_000_000 };
  return { clock, limit: new RateLimit({ burst, perSecond, now: () => clock.at }) };
}

describe("RateLimit", () => {
  it("lets a burst through, then no more until time has passed", () => {
    const { clock, limit } = limited(3, 0.5);
    expect([1, 2, 3, 4].map(() => limit.take(1))).toEqual([true, true, true, false]);
    clock.at += 1_999;
    expect(limit.take(1)).toBe(false);
    clock.at += 1;
    expect(limit.take(1)).toBe(true);
    expect(limit.take(1)).toBe(false);
  });

  it("counts each tab for itself", () => {
    const { limit } = limited(1, 1);
    expect(limit.take(1)).toBe(true);
    expect(limit.take(2)).toBe(true);
    expect(limit.take(1)).toBe(false);
  });

  it("forgets tabs that have been quiet", () => {
    const { clock, limit } = limited(2, 1);
    for (let tab = 0; tab < 50; tab += 1) limit.take(tab);
    expect(limit.size).toBe(50);
    clock.at += 2_000;
    limit.take(99);
    expect(limit.size).toBe(1);
  });

  it("never allows more than the burst and what has been refilled, whatever the clock does", () => {
    const step = fc.integer({ min: -5_000, max: 5_000 });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const { clock, limit } = limited(4, 0.5);
        let forwardMs = 0;
        let allowed = 0;
        for (const ms of steps) {
          clock.at += ms;
          forwardMs += Math.max(0, ms);
          if (limit.take(1)) allowed += 1;
        }
        expect(allowed).toBeLessThanOrEqual(4 + (forwardMs / 1_000) * 0.5 + 1e-9);
      }),
    );
  });
});

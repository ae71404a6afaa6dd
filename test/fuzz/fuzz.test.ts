import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runFuzz } from "./run-fuzz.ts";
import { FuzzFault, type Target, refused, taken } from "./target.ts";
import { TARGETS } from "./targets.ts";

/** What the product writes to the console about bad input is not what is asked for here. */
beforeEach(() => {
  for (const method of ["warn", "error"] as const)
    vi.spyOn(console, method).mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("fuzzing", () => {
  it(
    "changes nothing and names what is wrong, in 2,000 cases at every edge",
    { timeout: 60_000 },
    async () => {
      const result = await runFuzz({ targets: TARGETS, seed: 7, cases: 2_000 });
      expect(result.findings).toEqual([]);
      expect(result).toMatchObject({ unhandled: 0, stateChanged: 0, unclear: 0 });
      // Each edge refuses, and each lets through what is still valid: else it was not reached.
      const oneSided = Object.entries(result.targets).filter(
        ([, one]) => one.refused === 0 || one.taken === 0,
      );
      expect(oneSided).toEqual([]);
    },
  );

  it("makes the same cases of the same seed", async () => {
    const small = TARGETS.filter(({ name }) => name === "market-answers" || name === "venue-reports");
    const [one, other] = [
      await runFuzz({ targets: small, seed: 3, cases: 200 }),
      await runFuzz({ targets: small, seed: 3, cases: 200 }),
    ];
    expect(other).toEqual(one);
    expect(await runFuzz({ targets: small, seed: 4, cases: 200 })).not.toEqual(one);
  });
});

describe("a fault in the product", () => {
  const one = (run: Target["run"]) =>
    runFuzz({ targets: [{ name: "one", weight: 1, run }], seed: 1, cases: 3 });

  it("is counted when it is thrown", async () => {
    const result = await one(() => {
      throw new TypeError("cannot read properties of undefined");
    });
    expect(result).toMatchObject({ cases: 3, unhandled: 3, stateChanged: 0 });
    expect(result.findings[0]).toMatchObject({ target: "one", case: 0, fault: "unhandled" });
  });

  it("is counted when a rejection has no listener", async () => {
    const result = await one(() => {
      void Promise.reject(new Error("nobody listens"));
      return taken;
    });
    expect(result.unhandled).toBe(3);
  });

  it("is counted when the prototype of all objects is changed", async () => {
    const result = await one(() => {
      Reflect.defineProperty(Object.prototype, "polluted", { value: 1, configurable: true });
      return taken;
    });
    Reflect.deleteProperty(Object.prototype, "polluted");
    expect(result.unhandled).toBe(3);
  });

  it("is counted when a refusal changed something, or says nothing", async () => {
    const changed = await one(() => {
      throw new FuzzFault("stateChanged", "an order was made while halted");
    });
    expect(changed).toMatchObject({ unhandled: 0, stateChanged: 3 });
    for (const words of ["", undefined, "[object Object]", '[\n  { "code": "invalid_type" }\n]']) {
      expect((await one(() => refused(words))).unclear).toBe(3);
    }
  });
});

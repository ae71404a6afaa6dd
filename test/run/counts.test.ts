import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { countsOfRun } from "./counts.ts";

const vitest = (total: number, passed: number, success = total === passed): string =>
  JSON.stringify({ numTotalTests: total, numPassedTests: passed, numFailedTestSuites: 0, success });
const playwright = (expected: number, more: Record<string, number> = {}, errors: unknown[] = []): string =>
  JSON.stringify({ stats: { expected, unexpected: 0, flaky: 0, skipped: 0, ...more }, errors });

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("counts of a run", () => {
  it("are the report's", () => {
    expect(countsOfRun("vitest", vitest(7, 7), 0)).toEqual({ passed: 7, failed: 0 });
    expect(countsOfRun("vitest", vitest(7, 5), 1)).toEqual({ passed: 5, failed: 2 });
    expect(countsOfRun("playwright", playwright(3), 0)).toEqual({ passed: 3, failed: 0 });
    expect(countsOfRun("playwright", playwright(3, { unexpected: 2 }), 1)).toEqual({ passed: 3, failed: 2 });
  });

  it("count a skipped or flaky test as failed", () => {
    expect(countsOfRun("vitest", vitest(7, 6, true), 0)).toEqual({ passed: 6, failed: 1 });
    expect(countsOfRun("playwright", playwright(3, { skipped: 1, flaky: 1 }), 0).failed).toBe(2);
  });

  it("have a failure when a file could not be loaded", () => {
    expect(countsOfRun("vitest", vitest(7, 7, false), 1)).toEqual({ passed: 7, failed: 1 });
    expect(countsOfRun("playwright", playwright(3, {}, [{ message: "no such module" }]), 1).failed).toBe(1);
  });

  it("have a failure when the runner crashed, ran nothing, or wrote nothing to read", () => {
    expect(countsOfRun("vitest", vitest(7, 7), 137)).toEqual({ passed: 7, failed: 1 });
    expect(countsOfRun("playwright", playwright(0), 0)).toEqual({ passed: 0, failed: 1 });
    expect(countsOfRun("vitest", null, 0)).toEqual({ passed: 0, failed: 1 });
    expect(countsOfRun("vitest", "{", 0)).toEqual({ passed: 0, failed: 1 });
    expect(countsOfRun("vitest", "{}", 0)).toEqual({ passed: 0, failed: 1 });
  });
});

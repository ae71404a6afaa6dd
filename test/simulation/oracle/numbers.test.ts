import { describe, expect, it } from "vitest";
import { wholeLots } from "./numbers.ts";

describe("whole lots", () => {
  it("are cut off towards 0, and only what a division lost is whole", () => {
    const cases: [string, number, number][] = [
      ["0.00019999", 0.00001, 19],
      ["-0.0449999993448", 0.0001, -449],
      ["0.00049999999999", 0.0001, 4],
      ["0.000499999999999999999999", 0.0001, 5],
      ["-12.999999999999999", 1, -13],
      ["12.99999999999", 1, 12],
      ["123456789012345.5", 0.5, 246_913_578_024_691],
    ];
    for (const [size, lot, lots] of cases)
      expect(`${size}: ${wholeLots(size, lot)}`).toBe(`${size}: ${lots}`);
  });
});

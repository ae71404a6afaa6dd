import { describe, expect, it } from "vitest";
import { forgo, lettersAt } from "./letters.ts";

const left = (target: number, size: string): number =>
  forgo({ ...lettersAt(0), target }, [{ reason: "paused", size }]).target;

describe("forgo", () => {
  it("leaves nothing of all but the last digits of plain numbers", () => {
    expect(left(0.1 + 0.2, "0.3")).toBe(0);
  });

  it("leaves what is little, and more than those", () => {
    expect(left(1.0657 + 1.37e-10, "1.0657")).toBeCloseTo(1.37e-10, 15);
  });
});

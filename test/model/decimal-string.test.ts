import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decimal, decimalString } from "../../lib/model/decimal.ts";

const digits = (max: number) =>
  fc.string({ unit: fc.constantFrom("0", "0", "0", "1", "2", "4", "5", "9"), maxLength: max });
const texts = fc
  .tuple(fc.constantFrom("", "-"), digits(14), fc.option(digits(34)))
  .map(([sign, whole, decimals]) => `${sign}${whole}0${decimals ? `.${decimals}` : ""}`);

describe("the text of a decimal", () => {
  it("is the same, whether it is made of a text or of the number", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(decimalString(text)).toBe(decimalString(new Decimal(text)));
      }),
      { numRuns: 2_000 },
    );
  });

  it("has no exponent, no needless zeros, no sign of 0 and at most 30 decimals", () => {
    expect(["-0", "0.0", "12.50", "007", "1e-7", "-0.10"].map(decimalString)).toEqual([
      "0",
      "0",
      "12.5",
      "7",
      "0.0000001",
      "-0.1",
    ]);
    expect(decimalString(`0.${"3".repeat(35)}`)).toBe(`0.${"3".repeat(30)}`);
    expect(decimalString(`123456789012.${"0".repeat(29)}51`)).toBe(`123456789012.${"0".repeat(29)}5`);
    expect(() => decimalString("NaN")).toThrow(RangeError);
  });
});

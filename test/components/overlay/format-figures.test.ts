import { describe, expect, it } from "vitest";
import {
  age,
  leverage,
  leverageLimit,
  milliseconds,
  money,
  moneyChange,
  percent,
  price,
  shortAddress,
  size,
  wholeMoney,
} from "../../../components/overlay/format-figures.ts";

describe("format-figures", () => {
  it.each([
    ["1000", "$1,000.00"],
    ["99999.99", "$99,999.99"],
    ["399984.12", "$399,984"],
    ["-21.48", "−$21.48"],
    ["-0.001", "$0.00"],
    ["x", "–"],
  ])("money %s is %s", (value, shown) => expect(money(value)).toBe(shown));

  it.each([
    ["18.64", "+$18.64"],
    ["-426.2", "−$426.20"],
    ["0", "$0.00"],
    ["-0.004", "$0.00"],
    ["0.004", "$0.00"],
  ])("change %s is %s", (value, shown) => expect(moneyChange(value)).toBe(shown));

  it.each([
    ["36450.1234", "36,450"],
    ["1988.2", "1,988.2"],
    ["84.62", "84.62"],
    ["0.0264142", "0.026414"],
    ["0", "–"],
    ["", "–"],
  ])("price %s is %s", (value, shown) => expect(price(value)).toBe(shown));

  it.each([
    ["-1234567.8900", "1,234,567.8900"],
    ["12.40", "12.40"],
    ["600", "600"],
  ])("size %s is %s", (value, shown) => expect(size(value)).toBe(shown));

  it("knows the other figures", () => {
    expect(wholeMoney("2500")).toBe("$2,500");
    expect(wholeMoney(1_058_750.4)).toBe("$1,058,750");
    expect([leverage(2.647), leverage(null), leverageLimit(3), leverageLimit(2.5)]).toEqual([
      "2.6x",
      "–",
      "3x",
      "2.5x",
    ]);
    expect([percent(0.463), percent(0.0227)]).toEqual(["46%", "2.3%"]);
    expect([age(40_400), age(119_999), age(120_000), age(7_200_000), age(-5)]).toEqual([
      "40 s",
      "119 s",
      "2 min",
      "2 h",
      "0 s",
    ]);
    expect(milliseconds(1240)).toBe("1,240 ms");
    expect(shortAddress("0x7a3f41b8d90e6c25a17f83be04d9625cc1d2c91e")).toBe("0x7a3f…c91e");
  });
});

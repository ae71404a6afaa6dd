import { describe, expect, it } from "vitest";
import { shortAddress } from "../../components/format/address.ts";
import { formatBps, formatSlippage } from "../../components/format/bps.ts";
import { formatAge, formatLatency, formatSeconds } from "../../components/format/duration.ts";
import { formatLeverage } from "../../components/format/leverage.ts";
import {
  directionOf,
  formatMoney,
  formatMoneyChange,
  formatMoneyWhole,
} from "../../components/format/money.ts";
import { formatPercentChange, formatReturn, formatShare } from "../../components/format/percent.ts";
import { formatPrice } from "../../components/format/price.ts";
import { formatSize, formatSizes } from "../../components/format/size.ts";
import {
  formatClock,
  formatClockMillis,
  formatDayAndMinute,
  formatMinute,
} from "../../components/format/time.ts";
import { ADDRESS, d } from "./sample-views.ts";

describe("money", () => {
  it.each([
    ["2541.2", "$2,541.20"],
    ["-21.48", "\u2212$21.48"],
    ["0", "$0.00"],
    ["-0.004", "$0.00"],
    ["99999.99", "$99,999.99"],
    ["100000", "$100,000"],
    ["-1234567.89", "\u2212$1,234,568"],
    ["123456789012345678901234567890.5", "$123,456,789,012,345,678,901,234,567,891"],
  ])("%s is %s", (amount, text) => expect(formatMoney(d(amount))).toBe(text));

  it("marks a change with its sign, and nothing where it rounds to zero", () => {
    expect(formatMoneyChange(d("18.64"))).toBe("+$18.64");
    expect(formatMoneyChange(d("-21.48"))).toBe("\u2212$21.48");
    expect(formatMoneyChange(d("0.004"))).toBe("$0.00");
    expect(["0.005", "-0.005", "0.0049"].map((text) => directionOf(d(text)))).toEqual(["up", "down", "flat"]);
  });

  it("shows what is not known as a dash, never as 0", () => {
    expect([formatMoney(null), formatMoneyChange(null), formatPrice(null), formatSize(null)]).toEqual(
      Array.from({ length: 4 }, () => "–"),
    );
    expect([formatReturn(null), formatPercentChange(null), formatShare(null), formatSlippage(null)]).toEqual(
      Array.from({ length: 4 }, () => "–"),
    );
    expect(formatLatency(null)).toBe("–");
  });

  it("leaves cents out of previews and meters", () => {
    expect(formatMoneyWhole(d("1060.4"))).toBe("$1,060");
    expect(formatMoneyWhole(-0.4)).toBe("$0");
  });
});

describe("percentages", () => {
  it("gives a return under 10 % two decimals, and one from there on", () => {
    expect(formatReturn(-0.0227)).toBe("\u22122.27%");
    expect(formatReturn(0.0165)).toBe("+1.65%");
    expect(formatReturn(0.419)).toBe("+41.9%");
    expect(formatReturn(0.000001)).toBe("0.00%");
  });

  it("gives other changes one decimal", () => {
    expect(formatPercentChange(0.011)).toBe("+1.1%");
    expect(formatPercentChange(-0.1)).toBe("\u221210.0%");
    expect(formatShare(0.189)).toBe("18.9%");
  });
});

describe("prices at the exchange's tick", () => {
  it.each([
    ["69150", "0.00001", "69,150"],
    ["123456.7", "0.00001", "123,457"],
    ["1980.9", "0.0001", "1,980.9"],
    ["82.97213", "0.01", "82.972"],
    ["79.2", "0.01", "79.200"],
    ["0.0123456", "1", "0.012346"],
    ["0.5", "0.1", "0.50000"],
    ["2.3456789", "0.00001", "2.3"],
  ])("%s with lots of %s is %s", (price, lot, text) => expect(formatPrice(d(price), d(lot))).toBe(text));
});

describe("sizes", () => {
  it("has the decimals of a lot where it is known", () => {
    expect(formatSize(d("-24.8"), d("0.01"))).toBe("24.80");
    expect(formatSize(d("12400"))).toBe("12,400");
    expect(formatSize(d("0.0612345678901234"))).toBe("0.061235");
    expect(formatSize(d("123456.789"))).toBe("123,457");
  });

  it("shows sizes side by side with the same decimals, and no fewer than they need", () => {
    expect(formatSizes([d("0.54"), d("0.6")], d("0.0001"))).toEqual(["0.54", "0.60"]);
    expect(formatSizes([d("0.0199"), d("0.0199")], d("0.00001"))).toEqual(["0.0199", "0.0199"]);
    expect(formatSizes([d("900"), d("1000")], d("1"))).toEqual(["900", "1,000"]);
  });
});

describe("basis points, leverage, durations", () => {
  it("says better or worse", () => {
    expect(formatSlippage(3.94)).toBe("3.9 bps worse");
    expect(formatSlippage(-3)).toBe("3.0 bps better");
    expect(formatSlippage(-0.04)).toBe("0.0 bps");
    expect([formatBps(24), formatBps(15.55)]).toEqual(["24 bps", "15.6 bps"]);
  });

  it("writes leverage with an x", () => {
    expect([formatLeverage(2.13), formatLeverage(3, "limit"), formatLeverage(2.5, "limit")]).toEqual([
      "2.1x",
      "3x",
      "2.5x",
    ]);
  });

  it("writes durations in one unit", () => {
    expect([formatLatency(42), formatLatency(1240.4)]).toEqual(["42 ms", "1,240 ms"]);
    expect([-5, 40_999, 60_000, 7_200_000, 9 * 86_400_000].map(formatAge)).toEqual([
      "0 s",
      "40 s",
      "1 min",
      "2 h",
      "9 d",
    ]);
    expect([formatSeconds(14_000), formatSeconds(2540)]).toEqual(["14 s", "2.5 s"]);
  });
});

describe("times and addresses", () => {
  it("uses 24 hours of local time, with milliseconds only for timelines", () => {
    const at = new Date(2026, 1, 13, 14, 5, 3, 7).getTime();
    expect([formatMinute(at), formatClock(at), formatClockMillis(at)]).toEqual([
      "14:05",
      "14:05:03",
      "14:05:03.007",
    ]);
    expect(formatDayAndMinute(at, ["Jan", "Feb"])).toBe("13 Feb, 14:05");
  });

  it("shortens an address to 0x and four digits at each end", () => {
    expect(shortAddress(ADDRESS)).toBe("0x7a3f…c91e");
  });
});

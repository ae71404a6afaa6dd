import { describe, expect, it } from "vitest";
import { decimalString } from "../../lib/model/decimal.ts";
import { accountValue, initialMargin, liquidationPrice, maintenanceMargin } from "../../lib/model/margin.ts";
import { BTC, ETH, FakeMarket } from "./paper-fake-market.ts";
import { VirtualClock } from "./paper-virtual-clock.ts";

const instruments = new Map(new FakeMarket(new VirtualClock()).list.map((one) => [one.id, one]));
const position = (instrument: typeof BTC, size: string, entryPrice: string) => ({
  instrument,
  size: decimalString(size),
  entryPrice: decimalString(entryPrice),
});
const marks = new Map([
  [BTC, decimalString("100")],
  [ETH, decimalString("12")],
]);

describe("margin", () => {
  const positions = [position(BTC, "3000", "100"), position(ETH, "-100", "10")];
  const account = { cash: decimalString("9865"), positions };

  it("is computed over all positions at the marks", () => {
    // 9,865 + 0 - 200
    expect(accountValue(account, marks)?.toFixed()).toBe("9665");
    // 300,000 / 40 + 1,200 / 25
    expect(initialMargin(positions, instruments, marks)?.toFixed()).toBe("7548");
    expect(maintenanceMargin(positions, instruments, marks)?.toFixed()).toBe("3774");
  });

  it.each([BTC, ETH])("meets the maintenance margin exactly at the liquidation price of %s", (instrument) => {
    const price = liquidationPrice(account, instrument, instruments, marks);
    expect(price).not.toBeNull();
    const there = new Map(marks).set(instrument, decimalString(price ?? 0));
    const value = accountValue(account, there);
    const maintenance = maintenanceMargin(positions, instruments, there);
    expect(
      value
        ?.minus(maintenance ?? 0)
        .abs()
        .lt("1e-25"),
    ).toBe(true);
  });

  it("gives 97.9358… for 3,000 coins at 100 with 9,865 at 40x", () => {
    const one = { cash: decimalString("9865"), positions: [position(BTC, "3000", "100")] };
    // 100 - (9,865 - 3,750) / 3,000 / (1 - 1/80)
    expect(liquidationPrice(one, BTC, instruments, marks)?.toFixed(6)).toBe("97.935865");
  });

  it("is null where there is none to give", () => {
    const rich = { cash: decimalString("1000000"), positions: [position(BTC, "1", "100")] };
    expect(liquidationPrice(rich, BTC, instruments, marks)).toBeNull();
    expect(liquidationPrice(rich, ETH, instruments, marks)).toBeNull();
    expect(liquidationPrice(account, BTC, instruments, new Map([[BTC, decimalString("100")]]))).toBeNull();
    expect(accountValue(account, new Map())).toBeNull();
    expect(initialMargin(positions, new Map(), marks)).toBeNull();
  });
});

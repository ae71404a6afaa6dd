import { describe, expect, it } from "vitest";
import { leaderExposure } from "../../../components/overlay/leader-exposure.ts";
import { DecimalString } from "../../../lib/model/decimal.ts";
import { position, reading } from "./card-views.ts";

const decimal = (text: string) => DecimalString.parse(text);
const snapshotOf = (equity: string, ...positions: ReturnType<typeof position>[]) => ({
  ...reading().snapshot,
  equity: decimal(equity),
  positions,
});

describe("leaderExposure", () => {
  it("adds absolute notionals, longs and shorts alike", () => {
    const exposure = leaderExposure(
      snapshotOf("100", position("BTC", "1", "150"), position("ETH", "-2", "50")),
    );
    expect([exposure.notional, exposure.leverage]).toEqual([200, 2]);
  });

  it("measures the liquidation from the mark, for longs and shorts", () => {
    const long = position("BTC", "2", "200", { liquidationPrice: decimal("54") });
    const short = position("ETH", "-1", "100", { liquidationPrice: decimal("130") });
    const { nearest } = leaderExposure(snapshotOf("100", long, short));
    expect(nearest?.position.instrument).toBe("ETH");
    expect(nearest?.away).toBeCloseTo(0.3, 12);
  });

  it("knows no leverage without equity, and no liquidation without a price", () => {
    const exposure = leaderExposure(snapshotOf("0", position("BTC", "1", "150")));
    expect([exposure.leverage, exposure.nearest]).toEqual([null, null]);
    expect(leaderExposure(snapshotOf("-5", position("BTC", "1", "150"))).leverage).toBeNull();
  });
});

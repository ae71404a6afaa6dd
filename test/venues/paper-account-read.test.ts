import { describe, expect, it } from "vitest";
import { decimal, decimalString } from "../../lib/model/decimal.ts";
import type { VenueReport } from "../../lib/model/order.ts";
import { BTC } from "./paper-fake-market.ts";
import { type PaperRig, rigWithLong } from "./paper-rig.ts";

async function read(rig: PaperRig, since = 0): Promise<Extract<VenueReport, { kind: "account-read" }>> {
  const report = await rig.venue.readAccount(since);
  if (report.kind !== "account-read") throw new Error(`${report.kind}: ${JSON.stringify(report)}`);
  return report;
}

describe("the paper account, read whole", () => {
  it("is worth its cash and its open results at the marks, and tells where it is liquidated", async () => {
    const rig = await rigWithLong();
    rig.market.price(BTC, "101");
    await rig.venue.onMarks(new Map(rig.market.marksNow));
    const { equity, positions } = await read(rig);
    expect(equity).toBe(
      decimal(await rig.cash())
        .plus(3_000)
        .toFixed(),
    );
    expect(positions).toMatchObject([{ instrument: BTC, size: "3000", entryPrice: "100" }]);
    expect(decimal(positions[0]?.liquidationPrice ?? 0).toFixed(3)).toBe("97.936");
  });

  it("tells a liquidation that its receiver may not have heard of", async () => {
    const rig = await rigWithLong();
    rig.market.price(BTC, "90");
    await rig.venue.onMarks(new Map(rig.market.marksNow));
    const { positions, fills } = await read(rig);
    expect(positions).toEqual([]);
    const told = fills.map(({ cause, clientOrderId }) => `${cause} ${clientOrderId === null}`);
    expect(new Set(told)).toEqual(new Set(["order false", "liquidation true"]));
  });

  it("lives through the time that nobody watched before it tells anything", async () => {
    const rig = await rigWithLong();
    rig.restart();
    await rig.clock.advance(10 * 60_000);
    rig.market.failing.add("candles");
    expect(await rig.venue.readAccount(0)).toMatchObject({
      kind: "account-unreadable",
      detail: expect.stringContaining("not caught up"),
    });
  });

  it("tells nothing of the time before a reset", async () => {
    const rig = await rigWithLong();
    await rig.clock.advance(1_000);
    await rig.venue.reset(decimalString("500"));
    expect(await read(rig)).toMatchObject({ equity: "500", positions: [], fills: [] });
  });
});

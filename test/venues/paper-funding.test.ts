import { describe, expect, it } from "vitest";
import { HOUR_MS } from "../../lib/venues/paper-ledger.ts";
import { BTC, ETH } from "./paper-fake-market.ts";
import { PaperRig } from "./paper-rig.ts";
import { NOON } from "./paper-virtual-clock.ts";

const ONE = NOON + HOUR_MS;
const TWO = ONE + HOUR_MS;
const THREE = TWO + HOUR_MS;

/** Long 2 BTC at 100 and short 10 ETH at 10. */
async function rigWithPositions(): Promise<PaperRig> {
  const rig = new PaperRig();
  await rig.buy("2", "100");
  await rig.sell("10", "10", { instrument: ETH });
  // 10,000 less fees of 0.09 and 0.045.
  expect(await rig.cash()).toBe("9999.865");
  return rig;
}

describe("hourly funding", () => {
  it("is paid by longs and received by shorts at a positive rate, once", async () => {
    const rig = await rigWithPositions();
    rig.market.funding(BTC, ONE, "0.0001", "110");
    rig.market.funding(ETH, ONE, "0.0002", "11");
    await rig.watch(HOUR_MS);
    await rig.venue.tick();
    await rig.venue.tick();
    expect(rig.reports).toMatchObject([
      {
        kind: "funding",
        payments: [
          { instrument: "BTC", hour: ONE, size: "2", rate: "0.0001", price: "110", amount: "-0.022" },
          { instrument: "ETH", hour: ONE, size: "-10", rate: "0.0002", price: "11", amount: "0.022" },
        ],
      },
    ]);
    expect(await rig.cash()).toBe("9999.865");
  });

  it("is settled for the hours that were missed, in their order", async () => {
    const rig = await rigWithPositions();
    for (const hour of [ONE, TWO, THREE]) {
      rig.market.funding(BTC, hour, "0.0001", "100");
      rig.market.funding(ETH, hour, "0", "10");
    }
    rig.restart();
    await rig.clock.advance(3 * HOUR_MS);
    await rig.venue.start();
    const hours = rig.reports.map((report) => (report.kind === "funding" ? report.payments[0]?.hour : null));
    expect(hours).toEqual([ONE, TWO, THREE]);
    // 3 * 2 * 100 * 0.0001 = 0.06
    expect(await rig.cash()).toBe("9999.805");
  });

  it("charges each hour on what was held then, also when the rate comes later", async () => {
    const rig = await rigWithPositions();
    rig.market.failing.add("fundingRates");
    await rig.watch(HOUR_MS);
    await rig.sell("2", "100", { reduceOnly: true });
    await rig.venue.tick();
    expect(await rig.venue.account()).toMatchObject({ fundingDue: 2 });
    expect(rig.reports).toEqual([]);
    rig.market.failing.clear();
    rig.market.funding(BTC, ONE, "0.0001", "100");
    await rig.watch(60_000);
    await rig.venue.tick();
    expect(rig.reports).toMatchObject([{ payments: [{ instrument: "BTC", size: "2", amount: "-0.02" }] }]);
    rig.restart();
    rig.market.funding(ETH, ONE, "0.0001", "10");
    await rig.venue.start();
    await rig.watch(60_000);
    await rig.venue.tick();
    expect(rig.reports.at(-1)).toMatchObject({
      payments: [{ instrument: "ETH", size: "-10", amount: "0.01" }],
    });
    expect(await rig.venue.account()).toMatchObject({ fundingDue: 0 });
  });

  it("asks for a missing rate once a minute, not at every tick", async () => {
    const rig = await rigWithPositions();
    await rig.watch(HOUR_MS);
    const asked = (): number => rig.market.calls.filter((call) => call === "fundingRates").length;
    await rig.venue.tick();
    const before = asked();
    await rig.watch(30_000);
    await rig.venue.tick();
    expect(asked()).toBe(before);
    await rig.watch(30_000);
    await rig.venue.tick();
    expect(asked()).toBe(before + 2);
  });

  it("is told again at each start until it is acknowledged", async () => {
    const rig = await rigWithPositions();
    rig.market.funding(BTC, ONE, "0.0001", "110");
    rig.market.funding(ETH, ONE, "0.0002", "11");
    await rig.watch(HOUR_MS);
    await rig.venue.tick();
    const [told] = rig.reports;
    rig.restart();
    rig.reports = [];
    await rig.venue.start();
    expect(rig.reports).toEqual([told]);
    for (const report of rig.reports) await rig.venue.acknowledge(report);
    rig.restart();
    rig.reports = [];
    await rig.venue.start();
    expect(rig.reports).toEqual([]);
  });

  it("is not told when it could not be written, and comes with the next tick", async () => {
    const rig = await rigWithPositions();
    rig.market.funding(BTC, ONE, "0.0001", "110");
    rig.market.funding(ETH, ONE, "0.0002", "11");
    await rig.watch(HOUR_MS);
    rig.store.fail = "before-write";
    await expect(rig.venue.tick()).rejects.toThrow("unwritable");
    expect(rig.reports).toEqual([]);
    rig.store.fail = null;
    await rig.venue.tick();
    expect(rig.reports).toHaveLength(1);
  });
});

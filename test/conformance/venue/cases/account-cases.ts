import { expect } from "vitest";
import { decimal } from "../../../../lib/model/decimal.ts";
import { venueCase } from "../venue-case.ts";

/** What a reading of the account tells. */
export const ACCOUNT_CASES = [
  venueCase("reads an account in which nothing happened", async (bench) => {
    const report = await bench.readAccount(bench.driver.now() - 60_000);
    const { accountId } = bench.driver;
    expect(report).toMatchObject({ accountId, positions: [], openOrders: [], leverages: [], fills: [] });
    expect(decimal(report.equity).gt(0)).toBe(true);
  }),

  venueCase(
    "reads positions and fills of one moment, each fill as its order's report told it",
    async (bench) => {
      const begun = bench.driver.now() - 60_000;
      const reports = [
        await bench.send({ side: "buy", size: "2" }),
        await bench.send({ side: "sell", size: "1", instrument: bench.second }),
        await bench.send({ side: "sell", size: "1", reduceOnly: true }),
      ];
      for (const restarted of [false, true]) {
        if (restarted) await bench.driver.restart();
        const { positions, fills, openOrders, until } = await bench.readAccount(begun);
        const sizes = Object.fromEntries(positions.map(({ instrument, size }) => [instrument, size]));
        expect(sizes).toEqual({ [bench.first.id]: "1", [bench.second.id]: "-1" });
        expect(openOrders).toEqual([]);
        expect(fills).toEqual(reports.flatMap((one) => (one.kind === "order-done" ? one.fills : [])));
        expect(Math.max(...fills.map(({ time }) => time))).toBeLessThanOrEqual(until);
      }
    },
  ),

  venueCase("tells the fills since a moment, and leaves out what is flat", async (bench) => {
    await bench.send({ side: "buy", size: "2" });
    const { until } = await bench.readAccount();
    await bench.driver.pass(20);
    const closed = await bench.send({ side: "sell", size: "2", reduceOnly: true });
    const { fills, positions } = await bench.readAccount(until + 1);
    expect(fills).toEqual(closed.kind === "order-done" ? closed.fills : []);
    expect(positions).toEqual([]);
  }),

  venueCase("says that the account could not be read, and does not throw", async (bench) => {
    await bench.send({ side: "buy", size: "2" });
    await bench.driver.outage("account", true);
    const { accountId } = bench.driver;
    expect(await bench.read(0)).toMatchObject({ kind: "account-unreadable", accountId });
    await bench.driver.outage("account", false);
    expect((await bench.readAccount()).positions).toMatchObject([{ instrument: bench.first.id, size: "2" }]);
  }),
];

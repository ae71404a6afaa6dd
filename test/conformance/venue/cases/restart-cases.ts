import { expect } from "vitest";
import { type Bench, filled } from "../bench.ts";
import { venueCase } from "../venue-case.ts";

async function long(bench: Bench, size: string): Promise<void> {
  expect(filled(await bench.send({ side: "buy", size }))).toBe(size);
}
const below = { size: "2", trigger: "95", limit: "85" };

/** The worker dies in the middle of an act: whatever became of it, the next life finds out. */
export const RESTART_CASES = [
  venueCase("looks up after a restart what the report had said", async (bench) => {
    const done = bench.intent({ side: "buy", size: "1" });
    const refused = bench.intent({ side: "buy", size: bench.first.lotSize });
    const never = bench.intent({ side: "buy", size: "1" });
    const report = await bench.submit(done);
    await bench.submit(refused);
    await bench.driver.restart();
    if (report.kind !== "order-done") throw new Error(`unexpected ${report.kind}`);
    expect(await bench.lookup(done)).toMatchObject({ kind: "order-done", fills: report.fills });
    expect(["order-rejected", "order-not-found"]).toContain((await bench.lookup(refused)).kind);
    expect(await bench.lookup(never)).toMatchObject({ kind: "order-not-found" });
  }),

  ...([false, true] as const).map((reduceOnly) =>
    venueCase(`restart in the middle of ${reduceOnly ? "a reduction" : "an opening"}`, async (bench) => {
      if (reduceOnly) await long(bench, "3");
      const order = bench.intent({ side: reduceOnly ? "sell" : "buy", size: "1", reduceOnly });
      await bench.driver.cutOff(() => bench.driver.venue.submit(order));
      const report = await bench.lookup(order);
      expect(["order-done", "order-not-found"]).toContain(report.kind);
      const [before, after] = reduceOnly ? ["3", "2"] : ["0", "1"];
      expect(await bench.held()).toBe(report.kind === "order-done" ? after : before);
    }),
  ),

  venueCase("restart in the middle of placing a stop", async (bench) => {
    await long(bench, "2");
    const stop = bench.stop(below);
    await bench.driver.cutOff(() => bench.driver.venue.placeStop(stop));
    const { kind } = await bench.lookupStop(stop);
    expect(["stop-resting", "stop-not-found"]).toContain(kind);
    expect(await bench.resting()).toEqual(kind === "stop-resting" ? ["sell 2 at 95"] : []);
  }),

  venueCase("restart in the middle of replacing a stop: one of the two rests", async (bench) => {
    await long(bench, "2");
    const old = bench.stop(below);
    await bench.place(old);
    const next = bench.stop({ ...below, size: "1", replaces: old });
    await bench.driver.cutOff(() => bench.driver.venue.placeStop(next));
    const { kind } = await bench.lookupStop(next);
    expect(await bench.resting()).toEqual([kind === "stop-resting" ? "sell 1 at 95" : "sell 2 at 95"]);
  }),

  venueCase("restart in the middle of removing a stop", async (bench) => {
    await long(bench, "2");
    const stop = bench.stop(below);
    await bench.place(stop);
    const { accountId, instrument, clientOrderId, expiresAt } = stop;
    const nonce = bench.driver.nextNonce() ?? 0;
    const cancel = { accountId, instrument, clientOrderId, nonce, expiresAt };
    await bench.driver.cutOff(() => bench.driver.venue.cancelStop(cancel));
    const { kind } = await bench.lookupStop(stop);
    expect(await bench.resting()).toEqual(kind === "stop-resting" ? ["sell 2 at 95"] : []);
  }),

  venueCase("a stop fires while nobody is there, and the next life reads it", async (bench) => {
    await long(bench, "2");
    const stop = bench.stop(below);
    await bench.place(stop);
    const { until } = await bench.readAccount();
    await bench.driver.cutOff(() => bench.move("94"));
    await bench.driver.until(async () => (await bench.held()) === "0");
    const { fills, positions } = await bench.readAccount(until + 1);
    expect(positions).toEqual([]);
    const fired = { cause: "stop", clientOrderId: stop.clientOrderId, size: "2" };
    expect(fills).toMatchObject([fired]);
    expect(await bench.lookupStop(stop)).toMatchObject({ kind: "stop-ended", how: "fired" });
  }),

  venueCase("restart in the middle of setting leverage: reading tells which it is", async (bench) => {
    await bench.setLeverage(3);
    await bench.driver.cutOff(() => bench.setLeverage(5));
    const report = await bench.readLeverage();
    if (report.kind !== "leverage-told") throw new Error(`unexpected ${report.kind}`);
    expect([3, 5]).toContain(report.setting.times);
  }),
];

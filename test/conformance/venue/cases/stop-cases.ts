import { expect } from "vitest";
import { type Bench, filled } from "../bench.ts";
import { venueCase } from "../venue-case.ts";

/** Long so many coins at 100. */
async function long(bench: Bench, size: string): Promise<void> {
  expect(filled(await bench.send({ side: "buy", size }))).toBe(size);
}
const below = { trigger: "95", limit: "85" };

/** The life of a protective stop. */
export const STOP_CASES = [
  venueCase("a stop is placed, rests, is shown and looked up, also after a restart", async (bench) => {
    await long(bench, "2");
    const stop = bench.stop({ size: "2", ...below });
    const { clientOrderId } = stop;
    const named = { clientOrderId, instrument: bench.first.id };
    expect(await bench.place(stop)).toMatchObject({ kind: "stop-resting", ...named });
    for (const restarted of [false, true]) {
      if (restarted) await bench.driver.restart();
      expect(await bench.lookupStop(stop)).toMatchObject({ kind: "stop-resting", ...named });
      const { openOrders } = await bench.readAccount();
      const terms = { side: "sell", size: "2", triggerPrice: "95", limitPrice: "85", reduceOnly: true };
      expect(openOrders).toEqual([{ ...named, stop: terms }]);
    }
    expect(await bench.held()).toBe("2");
  }),

  venueCase("a stop of a short position rests above it, and fires there", async (bench) => {
    await bench.send({ side: "sell", size: "2" });
    await bench.place(bench.stop({ side: "buy", size: "2", trigger: "105", limit: "115" }));
    expect(await bench.resting()).toEqual(["buy 2 at 105"]);
    await bench.move("106");
    await bench.driver.until(async () => (await bench.held()) === "0");
  }),

  venueCase("a stop is replaced in one act: one rests, the new one", async (bench) => {
    await long(bench, "2");
    const old = bench.stop({ size: "2", ...below });
    await bench.place(old);
    const next = bench.stop({ size: "1", trigger: "96", limit: "86", replaces: old });
    expect(await bench.place(next)).toMatchObject({ kind: "stop-resting" });
    expect(await bench.resting()).toEqual(["sell 1 at 96"]);
    expect(await bench.lookupStop(old)).toMatchObject({ kind: "stop-ended", how: "cancelled" });
  }),

  venueCase(
    "a refused replacement says whether the old one stands, or that it does not know",
    async (bench) => {
      await long(bench, "2");
      const old = bench.stop({ size: "2", ...below });
      await bench.place(old);
      // The mark has passed this trigger.
      const report = await bench.place(bench.stop({ size: "2", trigger: "105", limit: "85", replaces: old }));
      if (report.kind !== "stop-rejected") throw new Error(`unexpected ${report.kind}`);
      const resting = await bench.resting();
      const stands = resting.length === 1;
      expect(resting).toEqual(stands ? ["sell 2 at 95"] : []);
      expect([stands, null]).toContain(report.replacedStands);
    },
  ),

  venueCase("what is gone cannot be replaced", async (bench) => {
    await long(bench, "2");
    const old = bench.stop({ size: "2", ...below });
    await bench.place(old);
    await bench.remove(old);
    const late = bench.stop({ size: "2", ...below, replaces: old });
    expect(await bench.place(late)).toMatchObject({ kind: "stop-rejected", replacedStands: false });
    expect(await bench.resting()).toEqual([]);
  }),

  venueCase("a stop is cancelled, and cancelling it again does no harm", async (bench) => {
    await long(bench, "2");
    const stop = bench.stop({ size: "2", ...below });
    await bench.place(stop);
    expect(await bench.remove(stop)).toMatchObject({ kind: "stop-ended", how: "cancelled" });
    expect(["stop-ended", "stop-not-found"]).toContain((await bench.remove(stop)).kind);
    expect(await bench.lookupStop(stop)).toMatchObject({ kind: "stop-ended", how: "cancelled" });
    expect(await bench.resting()).toEqual([]);
  }),

  venueCase("a stop fires once, within its limit, and its fills are told as its own", async (bench) => {
    const begun = bench.driver.now() - 60_000;
    await long(bench, "2");
    const stop = bench.stop({ size: "2", ...below });
    await bench.place(stop);
    await bench.move("94");
    await bench.driver.until(async () => bench.foreign().length > 0);
    expect(bench.foreign()).toEqual(["stop: sell 2"]);
    expect(await bench.held()).toBe("0");
    expect(await bench.lookupStop(stop)).toMatchObject({ kind: "stop-ended", how: "fired" });
    // Who hears that it was cancelled believes that it sold nothing.
    expect(await bench.remove(stop)).not.toMatchObject({ how: "cancelled" });
    const { fills, openOrders } = await bench.readAccount(begun);
    expect(openOrders).toEqual([]);
    expect(fills.slice(1)).toMatchObject([
      { cause: "stop", clientOrderId: stop.clientOrderId, side: "sell", size: "2", price: "94" },
    ]);
  }),

  venueCase("a stop fires for never more than is held", async (bench) => {
    await long(bench, "2");
    await bench.place(bench.stop({ size: "2", ...below }));
    await bench.send({ side: "sell", size: "1", reduceOnly: true });
    await bench.move("94");
    await bench.driver.until(async () => (await bench.held()) === "0");
    await bench.driver.pass(50);
    expect(await bench.held()).toBe("0");
  }),

  venueCase("a stop that the price has passed does not rest", async (bench) => {
    await long(bench, "2");
    const report = await bench.place(bench.stop({ size: "2", trigger: "105", limit: "85" }));
    expect(["stop-rejected", "stop-ended"]).toContain(report.kind);
    expect(await bench.resting()).toEqual([]);
  }),

  venueCase("a stop is not placed after its expiry", async (bench) => {
    await long(bench, "2");
    const report = await bench.place(bench.stop({ size: "2", ...below, expiresAt: bench.driver.now() - 1 }));
    expect(["stop-rejected", "stop-not-sent"]).toContain(report.kind);
    expect(await bench.resting()).toEqual([]);
  }),

  venueCase("a stop that was never placed is not found", async (bench) => {
    const never = bench.stop({ size: "2", ...below });
    expect(await bench.lookupStop(never)).toMatchObject({ kind: "stop-not-found" });
    expect(await bench.remove(never)).toMatchObject({ kind: "stop-not-found" });
  }),

  venueCase("no answer to a stop: unknown, and the look-up tells whether it rests", async (bench) => {
    await long(bench, "2");
    const [lost, there] = [bench.stop({ size: "2", ...below }), bench.stop({ size: "1", ...below })];
    bench.driver.loseNext("before-acceptance");
    expect(await bench.place(lost)).toMatchObject({ kind: "stop-unknown" });
    expect(await bench.lookupStop(lost)).toMatchObject({ kind: "stop-not-found" });
    bench.driver.loseNext("after-acceptance");
    expect(await bench.place(there)).toMatchObject({ kind: "stop-unknown" });
    expect(await bench.lookupStop(there)).toMatchObject({ kind: "stop-resting" });
    expect(await bench.resting()).toEqual(["sell 1 at 95"]);
  }),

  venueCase("no answer to a removal: unknown, and the look-up tells what is", async (bench) => {
    await long(bench, "2");
    const stop = bench.stop({ size: "2", ...below });
    await bench.place(stop);
    bench.driver.loseNext("before-acceptance");
    expect(await bench.remove(stop)).toMatchObject({ kind: "stop-unknown" });
    expect(await bench.lookupStop(stop)).toMatchObject({ kind: "stop-resting" });
    bench.driver.loseNext("after-acceptance");
    expect(await bench.remove(stop)).toMatchObject({ kind: "stop-unknown" });
    expect(await bench.lookupStop(stop)).toMatchObject({ kind: "stop-ended", how: "cancelled" });
  }),
];

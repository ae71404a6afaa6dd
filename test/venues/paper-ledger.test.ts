import { describe, expect, it } from "vitest";
import { decimalString } from "../../lib/model/decimal.ts";
import { PaperLedgerError } from "../../lib/venues/paper-ledger-keeper.ts";
import { ORDER_RETENTION_MS } from "../../lib/venues/paper-store.ts";
import { BTC } from "./paper-fake-market.ts";
import { PaperRig } from "./paper-rig.ts";
import { NOON } from "./paper-virtual-clock.ts";

describe("the paper account's ledger", () => {
  it("starts with 10,000 and survives a restart", async () => {
    const rig = new PaperRig();
    expect(await rig.venue.account()).toMatchObject({ cash: "10000", startBalance: "10000", positions: [] });
    await rig.buy("1", "100");
    rig.restart();
    expect(await rig.venue.account()).toMatchObject({ cash: "9999.955", positions: [{ size: "1" }] });
  });

  it("writes an order with its money in one write", async () => {
    const rig = new PaperRig();
    await rig.venue.account();
    const before = rig.store.writes;
    await rig.buy("1", "100");
    expect(rig.store.writes).toBe(before + 1);
  });

  it("takes an order once: the same again gets the first outcome, another under its id is refused", async () => {
    const rig = new PaperRig();
    const order = rig.order({ size: "1", limitPrice: "100" });
    const first = rig.venue.submit(order);
    const whileUnderWay = rig.venue.submit(order);
    await rig.clock.advance(500);
    expect(await whileUnderWay).toEqual(await first);
    rig.restart();
    expect(await rig.send(order)).toMatchObject({ kind: "order-done", fills: [{ id: "paper-1" }] });
    expect(await rig.send({ ...order, size: decimalString("2") })).toMatchObject({ reason: "duplicate-id" });
    expect(await rig.held(BTC)).toBe("1");
  });

  it("finds by its id an order that was booked before the worker died", async () => {
    const rig = new PaperRig();
    const order = rig.order({ size: "1", limitPrice: "100" });
    await rig.venue.account();
    rig.store.fail = "after-write";
    expect(await rig.send(order)).toMatchObject({ kind: "order-unknown" });
    rig.store.fail = null;
    rig.restart();
    expect(await rig.venue.lookup(order)).toMatchObject({
      kind: "order-done",
      handedAt: null,
      fills: [{ price: "100", size: "1" }],
    });
    expect(await rig.held(BTC)).toBe("1");
  });

  it("does not know an order whose write failed, and goes on from what is durable", async () => {
    const rig = new PaperRig();
    const order = rig.order({ size: "1", limitPrice: "100" });
    await rig.venue.account();
    rig.store.fail = "before-write";
    expect(await rig.send(order)).toMatchObject({
      kind: "order-unknown",
      detail: expect.stringContaining("full"),
    });
    rig.store.fail = "load";
    expect(await rig.venue.lookup(order)).toMatchObject({ kind: "order-unknown" });
    rig.store.fail = null;
    expect(await rig.venue.lookup(order)).toMatchObject({ kind: "order-not-found" });
    expect(await rig.cash()).toBe("10000");
  });

  it("keeps to a refusal that could not be recorded", async () => {
    const rig = new PaperRig();
    await rig.venue.account();
    rig.store.fail = "before-write";
    expect(await rig.buy("0.01", "100")).toMatchObject({
      kind: "order-rejected",
      reason: "below-minimum",
      detail: expect.stringContaining("the disk is full"),
    });
  });

  it("knows nothing of an order that the worker died with while it waited", async () => {
    const rig = new PaperRig();
    const order = rig.order({ size: "1", limitPrice: "100" });
    const lost = rig.venue.submit(order);
    expect(await rig.venue.lookup(order)).toMatchObject({ kind: "order-unknown" });
    rig.restart();
    expect(await rig.venue.lookup(order)).toMatchObject({ kind: "order-not-found" });
    await rig.clock.advance(500);
    expect(await lost).toMatchObject({ kind: "order-rejected", reason: "other" });
    expect(await rig.held(BTC)).toBe("0");
  });

  it.each([
    ["a position without a size", (rig: PaperRig) => rig.store.positions.set("BTC", { instrument: "BTC" })],
    [
      "a size that is no number",
      (rig: PaperRig) => rig.store.positions.set("BTC", { instrument: "BTC", size: "1e5" }),
    ],
    [
      "an account without cash",
      (rig: PaperRig) => Object.assign(rig.store, { account: { accountId: "paper" } }),
    ],
    ["no account row", (rig: PaperRig) => Object.assign(rig.store, { account: null })],
  ])("refuses to trade on %s", async (_what, spoil) => {
    const rig = new PaperRig();
    await rig.buy("1", "100");
    spoil(rig);
    rig.restart();
    expect(await rig.buy("1", "100")).toMatchObject({
      kind: "order-rejected",
      reason: "other",
      detail: expect.stringContaining("unreadable"),
    });
    await expect(rig.venue.tick()).rejects.toThrow(PaperLedgerError);
    await expect(rig.venue.start()).rejects.toThrow(PaperLedgerError);
  });

  it("ignores extra fields in a row", async () => {
    const rig = new PaperRig();
    await rig.buy("1", "100");
    rig.store.positions.set("BTC", { instrument: "BTC", size: "1", entryPrice: "100", later: true });
    rig.restart();
    expect(await rig.held(BTC)).toBe("1");
  });

  it("forgets orders after some days", async () => {
    const rig = new PaperRig();
    const order = rig.order({ size: "1", limitPrice: "100" });
    await rig.send(order);
    await rig.sell("1", "100", { reduceOnly: true });
    await rig.clock.advance(ORDER_RETENTION_MS);
    await rig.buy("1", "100");
    expect(rig.store.orders.size).toBe(1);
    expect(await rig.venue.lookup(order)).toMatchObject({ kind: "order-not-found" });
  });

  it("starts again on reset, drops what is under way, and never gives a fill id twice", async () => {
    const rig = new PaperRig();
    const known = rig.order({ size: "1", limitPrice: "100" });
    await rig.send(known);
    const dropped = rig.venue.submit(rig.order({ size: "1", limitPrice: "100" }));
    await rig.venue.reset(decimalString("500"));
    await rig.clock.advance(500);
    expect(await dropped).toMatchObject({ kind: "order-rejected", reason: "other" });
    expect(await rig.venue.account()).toMatchObject({
      cash: "500",
      startBalance: "500",
      since: NOON + 60_500,
      positions: [],
    });
    expect(await rig.venue.lookup(known)).toMatchObject({ kind: "order-done" });
    expect(await rig.buy("1", "100")).toMatchObject({ fills: [{ id: "paper-2" }] });
  });
});

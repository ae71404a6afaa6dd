import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decimal, decimalString } from "../../../lib/model/decimal.ts";
import { StopOrder } from "../../../lib/model/stop.ts";
import { BTC, ReadingRig } from "./reading-rig.ts";

let rig: ReadingRig;
beforeEach(async () => {
  rig = await ReadingRig.open();
});
afterEach(() => rig.close());

const SOON = { timeout: 5_000, interval: 20 };

async function streaming(): Promise<void> {
  await rig.reading.start();
  await expect.poll(() => rig.world.listeners("userFundings", rig.owner), SOON).toBe(1);
}

describe("the fills of an order", () => {
  it("come from the stream, complete, or not at all", async () => {
    await streaming();
    const intent = rig.intent("buy", "0.01", "66500");
    const oid = await rig.send(intent);
    const { fills } = rig.reading;
    const told = await fills.fillsOf(intent.clientOrderId, oid ?? 0, "0.01", 2_000);
    expect(told).toMatchObject([{ size: "0.01", clientOrderId: intent.clientOrderId, cause: "order" }]);
    expect(await fills.fillsOf(intent.clientOrderId, oid ?? 0, "0.02", 200)).toBeNull();
  });

  it("are asked for where the stream lost them", async () => {
    await streaming();
    rig.world.faults.loseNext("userFills");
    const intent = rig.intent("buy", "0.01", "66500");
    const oid = await rig.send(intent);
    const told = await rig.reading.fills.fillsOf(intent.clientOrderId, oid ?? 0, "0.01", 2_000);
    expect(told).toHaveLength(1);
  });
});

describe("looking an order up", () => {
  it("finds what was filled, in part or whole, also in another life", async () => {
    const [whole, none] = [rig.intent("buy", "0.01", "66500"), rig.intent("buy", "0.01", "60000")];
    await rig.send(whole);
    await rig.send(none);
    rig.restart();
    expect(await rig.reading.lookup(whole)).toMatchObject({
      kind: "order-done",
      handedAt: null,
      unfilled: null,
      fills: [{ size: "0.01", clientOrderId: whole.clientOrderId }],
    });
    expect(await rig.reading.lookup(rig.intent("buy", "1", "66500"))).toMatchObject({
      kind: "order-not-found",
    });
    expect(["order-done", "order-not-found"]).toContain((await rig.reading.lookup(none)).kind);
  });

  it("tells a part that was filled as just that, once the position proves that it is all", async () => {
    const [ask] = rig.world.book("BTC").levels[1] ?? [];
    const intent = rig.intent("buy", decimalString(decimal(ask?.sz ?? 0).plus("0.5")), ask?.px ?? "");
    await rig.send(intent);
    expect(await rig.reading.lookup(intent)).toMatchObject({
      kind: "order-done",
      unfilled: "depth-ran-out",
      fills: [{ size: decimalString(ask?.sz ?? 0) }],
    });
  });

  it("says unknown where the exchange does not answer, or not readably", async () => {
    const intent = rig.intent("buy", "0.01", "66500");
    await rig.send(intent);
    rig.world.faults.http({ status: 502, times: 1, type: "orderStatus" });
    expect(await rig.reading.lookup(intent)).toMatchObject({ kind: "order-unknown" });
    rig.world.faults.corruptNext("orderStatus");
    expect(await rig.reading.lookup(intent)).toMatchObject({ kind: "order-unknown" });
    expect(await rig.reading.lookup(intent)).toMatchObject({ kind: "order-done" });
  });

  it("says unknown of an order whose fills cannot be read yet", async () => {
    const intent = rig.intent("buy", "0.01", "66500");
    await rig.send(intent);
    rig.world.faults.http({ status: 502, times: 4, type: "userFillsByTime" });
    expect(await rig.reading.lookup(intent)).toMatchObject({ kind: "order-unknown" });
    await expect.poll(() => rig.reading.lookup(intent), SOON).toMatchObject({ kind: "order-done" });
  });

  it("takes no other order for the one that is asked about", async () => {
    const intent = rig.intent("buy", "0.01", "66500");
    await rig.send(intent);
    expect(await rig.reading.lookup({ ...intent, side: "sell" })).toMatchObject({
      kind: "order-unknown",
      detail: expect.stringContaining("another order"),
    });
  });
});

describe("looking a stop up", () => {
  function stopOf(size: string): StopOrder {
    const now = Date.now();
    return StopOrder.parse({
      clientOrderId: rig.nextId(),
      accountId: rig.accountId,
      instrument: BTC,
      sequence: 9,
      side: "sell",
      size,
      triggerPrice: "65000",
      limitPrice: "60000",
      basis: "disaster",
      replaces: null,
      nonce: now,
      committedAt: now,
      expiresAt: now + 15_000,
    });
  }

  it("tells one that rests, one that fired, one that was never placed and one that is gone with its position", async () => {
    await rig.send(rig.intent("buy", "0.02", "66500"));
    const [resting, never] = [stopOf("0.01"), stopOf("0.01")];
    await rig.stop(resting.clientOrderId, "0.01", "65000");
    expect(await rig.reading.lookupStop(resting)).toMatchObject({ kind: "stop-resting" });
    expect(await rig.reading.lookupStop(never)).toMatchObject({ kind: "stop-not-found" });
    rig.world.setMid("BTC", "64900");
    await expect.poll(() => rig.world.account(rig.owner).position("BTC"), SOON).toBe("0.01");
    expect(await rig.reading.lookupStop(resting)).toMatchObject({ kind: "stop-ended", how: "fired" });
    const second = stopOf("0.01");
    await rig.stop(second.clientOrderId, "0.01", "63000");
    rig.world.account(rig.owner).order({ coin: "BTC", side: "sell", size: "0.01", px: "60000", tif: "Ioc" });
    rig.world.setMid("BTC", "62900");
    await expect
      .poll(async () => rig.reading.lookupStop(second), SOON)
      .toMatchObject({ kind: "stop-ended", how: "cancelled" });
  });

  it("says unknown where the exchange does not answer", async () => {
    rig.world.faults.http({ status: 502, times: 1, type: "orderStatus" });
    expect(await rig.reading.lookupStop(stopOf("0.01"))).toMatchObject({ kind: "stop-unknown" });
  });
});

describe("the socket's requests", () => {
  const info = { type: "info", payload: { type: "allMids" } } as const;

  it("are answered, each its own", async () => {
    await streaming();
    const { socket } = rig.reading;
    const both = await Promise.all([
      socket.post(info, 2_000),
      socket.post({ type: "info", payload: { type: "meta" } }, 2_000),
    ]);
    expect(both).toMatchObject([
      { kind: "answer", body: { type: "info", payload: { type: "allMids" } } },
      { kind: "answer", body: { type: "info", payload: { type: "meta" } } },
    ]);
  });

  it("surely did not leave where no line is open, and may have where it broke or nobody answered", async () => {
    const { socket } = rig.reading;
    expect(await socket.post(info, 2_000)).toMatchObject({ kind: "lost", sent: false });
    await streaming();
    rig.world.faults.silence({ pongs: true }, 300);
    expect(await socket.post(info, 150)).toMatchObject({ kind: "lost", sent: true });
    const broken = socket.post(info, 2_000);
    rig.world.faults.dropSockets();
    expect(await broken).toMatchObject({ kind: "lost", sent: true, words: expect.stringContaining("lost") });
  });
});

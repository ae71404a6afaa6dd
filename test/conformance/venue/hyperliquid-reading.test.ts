import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decimal, decimalString } from "../../../lib/model/decimal.ts";
import type { VenueReport } from "../../../lib/model/order.ts";
import { StopOrder } from "../../../lib/model/stop.ts";
import { BTC, ReadingRig } from "./reading-rig.ts";

let rig: ReadingRig;
let begun: number;
beforeEach(async () => {
  rig = await ReadingRig.open();
  begun = Date.now() - 1_000;
});
afterEach(() => rig.close());

const SOON = { timeout: 5_000, interval: 20 };

async function streaming(): Promise<void> {
  await rig.reading.start();
  await expect.poll(() => rig.world.listeners("userFundings", rig.owner), SOON).toBe(1);
}

function sizes(report: VenueReport | undefined): string[] {
  return report !== undefined && "fills" in report ? report.fills.map(({ size }) => size) : [];
}

describe("reading an account", () => {
  it("tells equity, positions, settings and every fill up to the moment of the state", async () => {
    rig.world.account(rig.owner).setLeverage("BTC", 7);
    const intent = rig.intent("buy", "0.01", "66500");
    await rig.send(intent);
    rig.world.account(rig.owner).order({ coin: "BTC", side: "buy", size: "0.002", px: "66500", tif: "Ioc" });
    const report = await rig.read(begun);
    expect(report.positions).toMatchObject([{ instrument: "BTC", size: "0.012" }]);
    expect(report.leverages).toEqual([{ instrument: "BTC", setting: { times: 7, marginMode: "cross" } }]);
    expect(decimal(report.equity).gt(99_000)).toBe(true);
    expect(report.fills.map(({ size, cause, clientOrderId }) => [size, cause, clientOrderId])).toEqual([
      ["0.01", "order", intent.clientOrderId],
      ["0.002", "user", null],
    ]);
    expect(report.until).toBeGreaterThanOrEqual(report.fills.at(-1)?.time ?? Infinity);
    expect(Math.abs(report.clock?.offsetMs ?? Infinity)).toBeLessThan(500);
  });

  it("begins at the moment that was asked for, included", async () => {
    await rig.send(rig.intent("buy", "0.01", "66500"));
    const [fill] = rig.world.account(rig.owner).fills();
    expect((await rig.read(fill?.time ?? 0)).fills).toHaveLength(1);
    expect((await rig.read((fill?.time ?? 0) + 1)).fills).toHaveLength(0);
  });

  it("shows resting stops with their trigger, and other orders as what they are", async () => {
    await rig.send(rig.intent("buy", "0.01", "66500"));
    const id = rig.nextId();
    await rig.stop(id, "0.01", "65000");
    rig.world.account(rig.owner).rest({ coin: "BTC", side: "buy", size: "0.01", px: "60000" });
    expect((await rig.read(begun)).openOrders).toEqual([
      {
        clientOrderId: id,
        instrument: "BTC",
        stop: { side: "sell", size: "0.01", triggerPrice: "65000", limitPrice: "60000", reduceOnly: true },
      },
      { clientOrderId: null, instrument: "BTC", stop: null },
    ]);
  });

  it("measures how far the clocks are apart, and corrects by it", async () => {
    rig.world.faults.clockSkew(90_000);
    const report = await rig.read(begun);
    expect(report.clock?.offsetMs ?? 0).toBeLessThan(-89_000);
    expect(report.clock?.offsetMs ?? 0).toBeGreaterThan(-91_000);
    expect(rig.reading.clockOffsetMs()).toBe(report.clock?.offsetMs);
  });

  it.each([
    ["is down", () => rig.world.faults.http({ status: 503, times: 1, type: "frontendOpenOrders" }), /503/],
    ["hangs", () => rig.world.faults.hang({ times: 1, type: "userFillsByTime" }), /No answer within/],
    ["talks nonsense", () => rig.world.faults.corruptNext("clearinghouseState"), /clearinghouseState/],
    [
      "does not tell the role",
      () => rig.world.faults.http({ status: 500, times: 1, type: "userRole" }),
      /500/,
    ],
  ])("is unreadable, and readable again, where the exchange %s", async (_name, fault, words) => {
    fault();
    expect(await rig.reading.readAccount(begun)).toMatchObject({
      kind: "account-unreadable",
      accountId: rig.accountId,
      detail: expect.stringMatching(words),
    });
    expect((await rig.read(begun)).kind).toBe("account-read");
  });

  it("refuses a sub-account by words, and does not ask for its role again at once", async () => {
    rig.world.account(rig.owner).belongTo(`0x${"9".repeat(40)}`);
    for (const _ of [1, 2])
      expect(await rig.reading.readAccount(begun)).toMatchObject({
        kind: "account-unreadable",
        detail: expect.stringContaining("sub-account"),
      });
    expect(rig.world.ledger.requests.filter(({ type }) => type === "userRole")).toHaveLength(1);
  });
});

describe("what is told unasked", () => {
  it("tells the user's own trades and stops that fired, and not the fills of our orders", async () => {
    await streaming();
    await rig.read(begun);
    await rig.send(rig.intent("buy", "0.01", "66500"));
    const id = rig.nextId();
    rig.stops.add(id);
    await rig.stop(id, "0.01", "65000");
    rig.world.account(rig.owner).order({ coin: "BTC", side: "buy", size: "0.003", px: "66500", tif: "Ioc" });
    await expect.poll(() => rig.told("foreign-fills").flatMap(sizes), SOON).toEqual(["0.003"]);
    rig.world.setMid("BTC", "64900");
    await expect.poll(() => rig.told("foreign-fills").flatMap(sizes), SOON).toEqual(["0.003", "0.01"]);
    const fills = rig.told("foreign-fills").flatMap((report) => report.fills);
    expect(fills.map(({ cause, clientOrderId }) => [cause, clientOrderId])).toEqual([
      ["user", null],
      ["stop", id],
    ]);
  });

  it("tells what happened while the line was lost, each fill once", async () => {
    await streaming();
    await rig.read(begun);
    const user = rig.world.account(rig.owner);
    user.order({ coin: "BTC", side: "buy", size: "0.003", px: "66500", tif: "Ioc" });
    await expect.poll(() => rig.told("foreign-fills").length, SOON).toBe(1);
    rig.world.faults.refuseSockets(400);
    rig.world.faults.dropSockets();
    user.order({ coin: "BTC", side: "buy", size: "0.004", px: "66500", tif: "Ioc" });
    await expect.poll(() => rig.told("foreign-fills").flatMap(sizes), SOON).toEqual(["0.003", "0.004"]);
    rig.world.faults.repeatNext("userFills");
    user.order({ coin: "BTC", side: "buy", size: "0.005", px: "66500", tif: "Ioc" });
    await expect
      .poll(() => rig.told("foreign-fills").flatMap(sizes), SOON)
      .toEqual(["0.003", "0.004", "0.005"]);
  });

  it("asks for what a broken message said", async () => {
    await streaming();
    await rig.read(begun);
    rig.world.faults.corruptNext("userFills");
    rig.world.account(rig.owner).order({ coin: "BTC", side: "buy", size: "0.003", px: "66500", tif: "Ioc" });
    await expect.poll(() => rig.told("foreign-fills").flatMap(sizes), SOON).toEqual(["0.003"]);
  });

  it("tells no fill of the time before the account was read", async () => {
    rig.world.account(rig.owner).order({ coin: "BTC", side: "buy", size: "0.003", px: "66500", tif: "Ioc" });
    await rig.read(Date.now());
    await streaming();
    rig.world.faults.dropSockets();
    await expect.poll(() => rig.world.listeners("userFundings", rig.owner), SOON).toBe(0);
    await streaming();
    expect(rig.told("foreign-fills")).toEqual([]);
  });

  it("tells funding as it is charged", async () => {
    await rig.send(rig.intent("buy", "0.5", "66600"));
    const hour = 3_600_000;
    const lastHour = Math.floor(Date.now() / hour) * hour;
    await streaming();
    rig.world.chargeFunding();
    await expect.poll(() => rig.told("funding").length, SOON).toBe(1);
    const [charged] = rig.world.account(rig.owner).fundings();
    const [payment] = rig.told("funding")[0]?.payments ?? [];
    expect(payment).toMatchObject({
      instrument: "BTC",
      hour: lastHour,
      size: "0.5",
      rate: charged?.delta.fundingRate,
    });
    // A long position pays a positive rate.
    expect(decimal(payment?.amount ?? "0").isNegative()).toBe(!String(payment?.rate).startsWith("-"));
    expect(
      decimal(payment?.price ?? "0")
        .minus(66_400)
        .abs()
        .lt(10),
    ).toBe(true);
  });

  it("asks for the funding of the hours in which nobody listened, each hour once", async () => {
    await rig.send(rig.intent("buy", "0.5", "66600"));
    const hour = 3_600_000;
    const missed = (Math.floor(Date.now() / hour) - 1) * hour;
    for (const time of [missed - hour, missed + 7]) rig.world.chargeFunding(time);
    await rig.read(missed - 600_000);
    expect(rig.told("funding").flatMap(({ payments }) => payments.map((one) => one.hour))).toEqual([missed]);
    await rig.read(missed - 600_000);
    expect(rig.told("funding")).toHaveLength(1);
  });
});

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

describe("the instruments", () => {
  it("are kept over a restart, and a delisting is noticed and told", async () => {
    const asset = await rig.reading.market.asset(BTC);
    expect(asset).toMatchObject({ index: 0, sizeDecimals: 5, marginModes: ["cross", "isolated"] });
    rig.restart();
    const asked = rig.world.ledger.requests.length;
    expect(await rig.reading.market.asset(BTC)).toEqual(asset);
    expect(rig.world.ledger.requests).toHaveLength(asked);
    rig.world.market("BTC").delist();
    if (rig.stored !== undefined) rig.stored = { ...rig.stored, readAt: Date.now() - 7_200_000 };
    rig.restart();
    await rig.reading.tick();
    expect(rig.changes).toEqual([{ instrument: "BTC", change: "delisted" }]);
    expect((await rig.reading.market.asset(BTC))?.instrument.delisted).toBe(true);
  });
});

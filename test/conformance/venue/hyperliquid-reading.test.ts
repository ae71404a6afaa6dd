import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decimal } from "../../../lib/model/decimal.ts";
import type { VenueReport } from "../../../lib/model/order.ts";
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

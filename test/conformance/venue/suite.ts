import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Decimal, decimal, decimalString } from "../../../lib/model/decimal.ts";
import { ClientOrderId, FollowId, InstrumentId } from "../../../lib/model/identity.ts";
import type { Instrument } from "../../../lib/model/instrument.ts";
import type { BookLevel } from "../../../lib/model/market-data.ts";
import { type CommittedIntent, Intent, type RejectReason, VenueReport } from "../../../lib/model/order.ts";
import type { VenueDriver } from "./driver.ts";

interface Order {
  readonly side: "buy" | "sell";
  readonly size: string;
  readonly price?: string;
  readonly reduceOnly?: boolean;
  readonly instrument?: Instrument;
  readonly expiresAt?: number;
}

function level(price: string, size: string): BookLevel {
  return { price: decimalString(price), size: decimalString(size) };
}

type AccountRead = Extract<VenueReport, { kind: "account-read" }>;

/** Sum of an order's fills, or the report's kind when it has none to tell. */
function filled(report: VenueReport): string {
  if (report.kind !== "order-done") return report.kind;
  return report.fills.reduce((sum, fill) => sum.plus(fill.size), new Decimal(0)).toFixed();
}

/** What every venue must do with orders. A new venue brings a driver. */
export function venueConformance(name: string, open: () => Promise<VenueDriver>): void {
  describe(`${name} as a venue`, () => {
    let driver: VenueDriver;
    let first: Instrument;
    let sequence = 0;

    beforeEach(async () => {
      driver = await open();
      [first] = driver.instruments;
      for (const instrument of driver.instruments) driver.movePrice(instrument, decimalString("100"));
    });
    afterEach(() => driver.close());

    function intent({ instrument = first, side, size, price = "100", ...rest }: Order): CommittedIntent {
      sequence += 1;
      const now = driver.now();
      const signed = decimalString(decimal(size).times(side === "buy" ? 1 : -1));
      // Stands for the journal's commit, which alone makes committed intents.
      return Intent.parse({
        clientOrderId: ClientOrderId.parse(`0x${sequence.toString(16).padStart(32, "0")}`),
        accountId: driver.accountId,
        instrument: instrument.id,
        sequence,
        side,
        size: decimalString(size),
        limitPrice: decimalString(price),
        reduceOnly: rest.reduceOnly ?? false,
        shares: [
          {
            followId: FollowId.parse("follow"),
            size: signed,
            leaderPrice: null,
            growth: rest.reduceOnly !== true,
          },
        ],
        causedAt: now,
        nonce: null,
        committedAt: now,
        expiresAt: rest.expiresAt ?? now + 15_000,
      }) as CommittedIntent;
    }
    const send = (order: Order): Promise<VenueReport> => driver.submit(intent(order));
    const held = async (instrument = first): Promise<string> => driver.held(instrument);

    it("opens, adds, reduces and closes", async () => {
      expect(filled(await send({ side: "buy", size: "2" }))).toBe("2");
      expect(filled(await send({ side: "buy", size: "1" }))).toBe("1");
      expect(await held()).toBe("3");
      expect(filled(await send({ side: "sell", size: "1", reduceOnly: true }))).toBe("1");
      expect(filled(await send({ side: "sell", size: "2", reduceOnly: true }))).toBe("2");
      expect(await held()).toBe("0");
    });

    it("flips in two orders, and keeps instruments apart", async () => {
      const [, second] = driver.instruments;
      await send({ side: "buy", size: "2" });
      await send({ side: "buy", size: "1", instrument: second });
      await send({ side: "sell", size: "2", reduceOnly: true });
      await send({ side: "sell", size: "3" });
      expect([await held(), await held(second)]).toEqual(["-3", "1"]);
    });

    it("reports fills in the model's words, each with its own id and a price within the limit", async () => {
      driver.placeBook(first, [], [level("99", "1"), level("100", "1"), level("101", "5")]);
      const order = intent({ side: "buy", size: "2" });
      const report = VenueReport.parse(await driver.submit(order));
      if (report.kind !== "order-done") throw new Error(`unexpected ${report.kind}`);
      expect(report).toMatchObject({
        clientOrderId: order.clientOrderId,
        instrument: first.id,
        unfilled: null,
      });
      expect(new Set(report.fills.map(({ id }) => id)).size).toBe(report.fills.length);
      for (const fill of report.fills) {
        expect(fill).toMatchObject({ side: "buy", clientOrderId: order.clientOrderId, cause: "order" });
        expect(decimal(fill.price).lte("100")).toBe(true);
      }
      expect(filled(report)).toBe("2");
    });

    it("fills a part when the depth within the limit ends", async () => {
      driver.placeBook(first, [], [level("100", "1"), level("102", "5")]);
      const report = await send({ side: "buy", size: "3" });
      expect(report).toMatchObject({ kind: "order-done", unfilled: "depth-ran-out" });
      expect(filled(report)).toBe("1");
      expect(await held()).toBe("1");
    });

    it("fills nothing when the price has left the limit", async () => {
      driver.placeBook(first, [level("90", "5")], [level("102", "5")]);
      expect(await send({ side: "buy", size: "3" })).toMatchObject({
        kind: "order-done",
        fills: [],
        unfilled: "price-left-limit",
      });
      expect(await held()).toBe("0");
    });

    const rejects: readonly [RejectReason, () => Order][] = [
      ["bad-size", () => ({ side: "buy", size: decimal(first.lotSize).times(1000.5).toFixed() })],
      ["bad-price", () => ({ side: "buy", size: "1", price: "100.123456" })],
      ["below-minimum", () => ({ side: "buy", size: first.lotSize })],
      ["reduce-only-would-increase", () => ({ side: "buy", size: "1", reduceOnly: true })],
      ["insufficient-margin", () => ({ side: "buy", size: "1000000" })],
      [
        "unknown-instrument",
        () => ({ side: "buy", size: "1", instrument: { ...first, id: InstrumentId.parse("NOPE") } }),
      ],
      ["expired", () => ({ side: "buy", size: "1", expiresAt: driver.now() - 1 })],
    ];
    it.each(rejects)("refuses %s, and trades nothing", async (reason, order) => {
      expect(await send(order())).toMatchObject({ kind: "order-rejected", reason });
      expect(await held()).toBe("0");
    });

    it("refuses a delisted instrument", async () => {
      driver.delist(first);
      await driver.restart();
      expect(await send({ side: "buy", size: "1" })).toMatchObject({
        kind: "order-rejected",
        reason: "delisted",
      });
    });

    it("does nothing, for certain, while the market is out of reach", async () => {
      driver.marketOutage(true);
      expect(await send({ side: "buy", size: "1" })).toMatchObject({
        kind: "order-rejected",
        reason: "no-market-data",
      });
      driver.marketOutage(false);
      expect(await held()).toBe("0");
    });

    it("says unknown when no answer came, and finds the order that was accepted", async () => {
      const order = intent({ side: "buy", size: "1" });
      driver.loseNext("after-acceptance");
      expect(await driver.submit(order)).toMatchObject({ kind: "order-unknown" });
      const report = await driver.lookup(order);
      expect(report).toMatchObject({ kind: "order-done", handedAt: null, unfilled: null });
      expect(filled(report)).toBe("1");
      expect(await held()).toBe("1");
    });

    it("says unknown when no answer came, and does not find the order that never arrived", async () => {
      const order = intent({ side: "buy", size: "1" });
      driver.loseNext("before-acceptance");
      expect(await driver.submit(order)).toMatchObject({ kind: "order-unknown" });
      expect(await driver.lookup(order)).toMatchObject({ kind: "order-not-found" });
      expect(await held()).toBe("0");
    });

    it("looks up after a restart what the report had said", async () => {
      const [done, refused, never] = [
        intent({ side: "buy", size: "1" }),
        intent({ side: "buy", size: first.lotSize }),
        intent({ side: "buy", size: "1" }),
      ];
      const report = await driver.submit(done);
      await driver.submit(refused);
      await driver.restart();
      if (report.kind !== "order-done") throw new Error(`unexpected ${report.kind}`);
      expect(await driver.lookup(done)).toMatchObject({ kind: "order-done", fills: report.fills });
      expect(["order-rejected", "order-not-found"]).toContain((await driver.lookup(refused)).kind);
      expect(await driver.lookup(never)).toMatchObject({ kind: "order-not-found" });
    });

    it("holds after a restart in the middle of an order exactly what the look-up says", async () => {
      const order = intent({ side: "buy", size: "1" });
      await driver.submitAndRestart(order);
      const report = await driver.lookup(order);
      expect(["order-done", "order-not-found"]).toContain(report.kind);
      expect(await held()).toBe(report.kind === "order-done" ? "1" : "0");
    });

    async function readAccount(since: number): Promise<AccountRead> {
      const report = VenueReport.parse(await driver.readAccount(since));
      if (report.kind !== "account-read") throw new Error(`unexpected ${report.kind}`);
      return report;
    }

    it("reads an account in which nothing happened", async () => {
      const report = await readAccount(driver.now() - 60_000);
      expect(report).toMatchObject({ accountId: driver.accountId, positions: [], openOrders: [], fills: [] });
      expect(decimal(report.equity).gt(0)).toBe(true);
    });

    it("reads positions and fills as of one moment, each fill as its order's report told it", async () => {
      const [, second] = driver.instruments;
      const begun = driver.now() - 60_000;
      const reports = [
        await send({ side: "buy", size: "2" }),
        await send({ side: "sell", size: "1", instrument: second }),
        await send({ side: "sell", size: "1", reduceOnly: true }),
      ];
      for (const restarted of [false, true]) {
        if (restarted) await driver.restart();
        const { positions, fills, openOrders, until } = await readAccount(begun);
        const sizes = Object.fromEntries(positions.map(({ instrument, size }) => [instrument, size]));
        expect(sizes).toEqual({ [first.id]: "1", [second.id]: "-1" });
        expect(openOrders).toEqual([]);
        expect(fills).toEqual(
          reports.flatMap((report) => (report.kind === "order-done" ? report.fills : [])),
        );
        expect(Math.max(...fills.map(({ time }) => time))).toBeLessThanOrEqual(until);
      }
    });

    it("tells the fills since a moment, and leaves out what is flat", async () => {
      await send({ side: "buy", size: "2" });
      const { until } = await readAccount(0);
      await driver.wait();
      const closed = await send({ side: "sell", size: "2", reduceOnly: true });
      const { fills, positions } = await readAccount(until + 1);
      expect(fills).toEqual(closed.kind === "order-done" ? closed.fills : []);
      expect(positions).toEqual([]);
    });

    it("says that the account could not be read, and does not throw", async () => {
      await send({ side: "buy", size: "2" });
      driver.accountOutage(true);
      const report = VenueReport.parse(await driver.readAccount(0));
      expect(report).toMatchObject({ kind: "account-unreadable", accountId: driver.accountId });
      driver.accountOutage(false);
      expect((await readAccount(0)).positions).toMatchObject([{ instrument: first.id, size: "2" }]);
    });

    it("takes a client order id once", async () => {
      const order = intent({ side: "buy", size: "1" });
      await driver.submit(order);
      const again = await driver.submit(order);
      if (again.kind === "order-rejected") expect(again.reason).toBe("duplicate-id");
      else expect(filled(again)).toBe("1");
      expect(await held()).toBe("1");
    });
  });
}

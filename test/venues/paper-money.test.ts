import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decimal, decimal, decimalString } from "../../lib/model/decimal.ts";
import type { InstrumentId } from "../../lib/model/identity.ts";
import { accountValue } from "../../lib/model/margin.ts";
import type { VenueFill, VenueReport } from "../../lib/model/order.ts";
import { HOUR_MS, fullHour } from "../../lib/venues/paper-ledger.ts";
import { BTC, ETH, levels } from "./paper-fake-market.ts";
import { PaperRig } from "./paper-rig.ts";

const Step = fc.record({
  instrument: fc.constantFrom(BTC, ETH),
  side: fc.constantFrom("buy" as const, "sell" as const),
  lots: fc.integer({ min: 10, max: 2_000 }),
  /** Where the price goes before the order, and how far the limit is from it, in whole dollars. */
  price: fc.integer({ min: 60, max: 140 }),
  slack: fc.integer({ min: -2, max: 4 }),
  depth: fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 0, maxLength: 4 }),
  reduceOnly: fc.boolean(),
  event: fc.constantFrom(
    "nothing",
    "marks",
    "hour",
    "restart",
    "lost-report",
    "failed-write",
    "stop",
    "absence",
  ),
});
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never;

const LOT = { [BTC]: "0.1", [ETH]: "1" };

function lots(id: InstrumentId, count: number): string {
  return decimal(count)
    .times(LOT[id] ?? "1")
    .toFixed();
}

/** What the reports told, kept by code that shares nothing with the venue. */
class OwnBooks {
  readonly fills = new Map<string, VenueFill>();
  readonly funding = new Map<string, Decimal>();
  take(report: VenueReport): void {
    if (report.kind === "order-done" || report.kind === "foreign-fills") {
      for (const fill of report.fills) this.fills.set(fill.id, fill);
    }
    if (report.kind === "funding") {
      for (const { hour, instrument, amount } of report.payments) {
        this.funding.set(`${hour}:${instrument}`, decimal(amount));
      }
    }
  }
  held(id: InstrumentId): Decimal {
    return [...this.fills.values()]
      .filter(({ instrument }) => instrument === id)
      .reduce((sum, { side, size }) => sum.plus(side === "buy" ? size : decimal(size).neg()), new Decimal(0));
  }
  /** Money spent and received, as if each coin were bought and sold. */
  cash(start: string): Decimal {
    let cash = decimal(start);
    for (const { side, size, price, fee } of this.fills.values()) {
      const paid = decimal(size).times(price);
      cash = cash.plus(side === "buy" ? paid.neg() : paid).minus(fee);
    }
    for (const amount of this.funding.values()) cash = cash.plus(amount);
    return cash;
  }
}

/** A stop of up to all that is held, close to the price. */
async function protect(rig: PaperRig, { instrument, price, lots: count }: Step): Promise<void> {
  const held = decimal(await rig.held(instrument));
  const direction = held.isNegative() ? 1 : -1;
  await rig.watch(1_000);
  await rig.place(
    rig.stop({
      instrument,
      side: direction === 1 ? "buy" : "sell",
      size: lots(instrument, count),
      triggerPrice: String(price + direction),
      limitPrice: String(price + 50 * direction),
    }),
  );
}

async function play(rig: PaperRig, books: OwnBooks, step: Step): Promise<void> {
  const { instrument, side, price, slack, depth } = step;
  const direction = side === "buy" ? 1 : -1;
  const book = levels(
    ...depth.map((size, i) => [String(price + direction * i), lots(instrument, size)] as const),
  );
  rig.market.marksNow.set(instrument, decimalString(price));
  rig.market.book(instrument, side === "sell" ? book : [], side === "buy" ? book : []);
  const limitPrice = String(price + direction * slack);
  const order = rig.order({
    instrument,
    side,
    size: lots(instrument, step.lots),
    limitPrice,
    reduceOnly: step.reduceOnly,
  });
  if (step.event === "lost-report") rig.store.fail = "after-write";
  if (step.event === "failed-write") rig.store.fail = "before-write";
  let report = await rig.send(order);
  rig.store.fail = null;
  if (report.kind === "order-unknown") report = await rig.venue.lookup(order);
  books.take(report);
  if (report.kind === "order-done") {
    for (const fill of report.fills) {
      const beyond = decimal(fill.price).minus(limitPrice).times(direction);
      expect(beyond.lte(0)).toBe(true);
      const offered = book.find((one) => one.price === fill.price)?.size ?? "0";
      expect(decimal(fill.size).lte(offered)).toBe(true);
    }
  }
  if (step.event === "marks") {
    rig.market.book(instrument, book, book);
    await rig.watch(1_000);
  }
  if (step.event === "stop") await protect(rig, step);
  if (step.event === "absence") {
    const minute = Math.ceil(rig.clock.now() / 60_000) * 60_000;
    rig.restart();
    rig.market.candle(instrument, "1m", minute, String(price - 3), String(price + 3), String(price));
    await rig.clock.advance(5 * 60_000);
    await rig.venue.start();
  }
  if (step.event === "restart") {
    rig.restart();
    await rig.venue.start();
  }
  if (step.event === "hour") {
    const hour = fullHour(rig.clock.now()) + HOUR_MS;
    for (const id of [BTC, ETH])
      rig.market.funding(id, hour, id === BTC ? "0.0003" : "-0.0002", String(price));
    await rig.clock.advance(HOUR_MS);
    await rig.venue.tick();
  }
}

describe("paper money", () => {
  it("always reconciles: cash and positions are the sum of fills, fees and funding", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const rig = new PaperRig();
        const books = new OwnBooks();
        await rig.venue.start();
        for (const step of steps) {
          await play(rig, books, step);
          for (const told of rig.reports.splice(0)) books.take(told);
          const account = await rig.venue.account();
          const value = accountValue(account, rig.market.marksNow);
          let expected = books.cash("10000");
          for (const id of [BTC, ETH]) {
            expect(await rig.held(id)).toBe(books.held(id).toFixed());
            expected = expected.plus(books.held(id).times(rig.market.marksNow.get(id) ?? 0));
          }
          expect(value?.minus(expected).abs().lt("1e-20")).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("never takes more of a level than it holds, however often it comes within 10 s", async () => {
    const Order = fc.record({
      count: fc.integer({ min: 1, max: 60 }),
      limit: fc.integer({ min: 99, max: 104 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
        fc.array(Order, { minLength: 1, maxLength: 15 }),
        async (depth, orders) => {
          const rig = new PaperRig();
          const book = levels(...depth.map((size, i) => [String(100 + i), lots(BTC, size)] as const));
          rig.market.book(BTC, [], book);
          const took = new Map<string, Decimal>();
          for (const { count, limit } of orders) {
            const report = await rig.buy(lots(BTC, count), String(limit));
            if (report.kind !== "order-done") continue;
            for (const { price, size } of report.fills)
              took.set(price, decimal(size).plus(took.get(price) ?? 0));
          }
          for (const { price, size } of book) expect((took.get(price) ?? decimal(0)).lte(size)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});

import { expect } from "vitest";
import type { VenueReport } from "../../../../lib/model/order.ts";
import { type Bench, filled } from "../bench.ts";
import type { Ability, Outage } from "../driver.ts";
import { caseThatNeeds, venueCase } from "../venue-case.ts";

/** An order of 1 coin whose outcome may be open at first: in the end look-up and position agree. */
async function settled(bench: Bench, order: Parameters<Bench["submit"]>[0], report: VenueReport) {
  let last = report;
  await bench.driver.until(async () => {
    if (last.kind === "order-unknown") last = await bench.lookup(order);
    return last.kind !== "order-unknown";
  });
  expect(await bench.held()).toBe(filled(last) === "1" ? "1" : "0");
  return last;
}

/** An opening of 1 coin as soon as the venue sends one: after an outage it may hold growth back for a while. */
async function openWhenItSends(bench: Bench): Promise<VenueReport> {
  let order = bench.intent({ side: "buy", size: "1" });
  let report = await bench.submit(order);
  await bench.driver.until(async () => {
    if (report.kind !== "order-not-sent") return true;
    order = bench.intent({ side: "buy", size: "1" });
    report = await bench.submit(order);
    return report.kind !== "order-not-sent";
  });
  return settled(bench, order, report);
}

/** While everything is refused, nothing is carried out, or what was is found later; then all is as before. */
const refusing = (kind: Outage & Ability, words: string) =>
  caseThatNeeds(kind, words, async (bench) => {
    await bench.driver.outage(kind, true);
    const order = bench.intent({ side: "buy", size: "1" });
    const report = await bench.submit(order);
    expect(["order-rejected", "order-not-sent", "order-unknown"]).toContain(report.kind);
    expect((await bench.read(0)).kind).toBe("account-unreadable");
    expect(await bench.lookup(order)).toMatchObject({ kind: "order-unknown" });
    await bench.driver.outage(kind, false);
    // A venue that says no during an outage must be right: it is no order afterwards, either.
    const after = await settled(bench, order, await bench.lookup(order));
    expect(["order-not-found", "order-rejected"]).toContain(after.kind);
    expect(await bench.held()).toBe("0");
    expect(filled(await openWhenItSends(bench))).toBe("1");
  });

/** What fails between us and the venue. */
export const TROUBLE_CASES = [
  caseThatNeeds(
    "market-outage",
    "does nothing, for certain, while prices are out of reach",
    async (bench) => {
      await bench.driver.outage("market", true);
      const refused = { kind: "order-rejected", reason: "no-market-data" };
      expect(await bench.send({ side: "buy", size: "1" })).toMatchObject(refused);
      await bench.driver.outage("market", false);
      expect(await bench.held()).toBe("0");
    },
  ),

  venueCase("no answer, accepted in part: unknown, then found", async (bench) => {
    bench.book([], [["100", "1"]]);
    const order = bench.intent({ side: "buy", size: "3" });
    bench.driver.loseNext("after-acceptance");
    expect(await bench.submit(order)).toMatchObject({ kind: "order-unknown" });
    const report = await bench.lookup(order);
    expect(report).toMatchObject({ kind: "order-done", handedAt: null, unfilled: "depth-ran-out" });
    expect(filled(report)).toBe("1");
    expect(await bench.held()).toBe("1");
  }),

  venueCase("no answer, accepted: found, by its stream or by its id", async (bench) => {
    const order = bench.intent({ side: "buy", size: "1" });
    bench.driver.loseNext("after-acceptance");
    const report = await settled(bench, order, await bench.submit(order));
    expect(report).toMatchObject({ kind: "order-done", unfilled: null });
    expect(filled(report)).toBe("1");
    expect(bench.foreign()).toEqual([]);
  }),

  caseThatNeeds("line", "no answer, accepted: its stream tells it before the wait is over", async (bench) => {
    const order = bench.intent({ side: "buy", size: "1" });
    bench.driver.loseNext("after-acceptance");
    expect(await bench.submit(order)).toMatchObject({ kind: "order-done", handedAt: expect.any(Number) });
    expect(await bench.held()).toBe("1");
    expect(bench.foreign()).toEqual([]);
  }),

  venueCase("no answer, never arrived: unknown, then not found", async (bench) => {
    const order = bench.intent({ side: "buy", size: "1" });
    bench.driver.loseNext("before-acceptance");
    expect(await bench.submit(order)).toMatchObject({ kind: "order-unknown" });
    expect(await bench.lookup(order)).toMatchObject({ kind: "order-not-found" });
    expect(await bench.held()).toBe("0");
  }),

  venueCase("an order that arrives late is carried out once", async (bench) => {
    const order = bench.intent({ side: "buy", size: "1" });
    bench.driver.delayNext(400);
    const report = await bench.submit(order);
    await bench.driver.pass(500);
    expect(filled(await settled(bench, order, report))).toBe("1");
  }),

  venueCase("an order that arrives after its expiry is not carried out", async (bench) => {
    const order = bench.intent({ side: "buy", size: "1", expiresAt: bench.driver.now() + 300 });
    bench.driver.delayNext(600);
    const report = await bench.submit(order);
    await bench.driver.pass(700);
    expect(["order-rejected", "order-not-sent", "order-not-found"]).toContain(
      (await settled(bench, order, report)).kind,
    );
  }),

  caseThatNeeds("late-answer", "a late report is the order's report", async (bench) => {
    const order = bench.intent({ side: "buy", size: "1" });
    bench.driver.answerLate?.(400);
    const report = await settled(bench, order, await bench.submit(order));
    expect(filled(report)).toBe("1");
    expect(bench.foreign()).toEqual([]);
  }),

  caseThatNeeds(
    "line",
    "without its line it trades, reads, and tells later what it missed, once",
    async (bench) => {
      const { driver } = bench;
      await driver.line?.(false);
      const order = bench.intent({ side: "buy", size: "1" });
      await settled(bench, order, await bench.submit(order));
      await driver.tradeByHand?.(bench.first, "buy", "2");
      await driver.line?.(true);
      await driver.until(async () => bench.foreign().length > 0);
      await driver.tradeByHand?.(bench.first, "sell", "1");
      await driver.until(async () => bench.foreign().length > 1);
      expect(bench.foreign()).toEqual(["user: buy 2", "user: sell 1"]);
      const { positions, fills } = await bench.readAccount();
      expect(positions).toMatchObject([{ size: "2" }]);
      expect(fills.map(({ cause, size }) => `${cause} ${size}`)).toEqual(["order 1", "user 2", "user 1"]);
    },
  ),

  caseThatNeeds(
    "hand-trades",
    "what the user trades himself is told unasked, and not as ours",
    async (bench) => {
      const { driver } = bench;
      await bench.send({ side: "buy", size: "1" });
      await driver.tradeByHand?.(bench.first, "buy", "2");
      await driver.until(async () => bench.foreign().length > 0);
      expect(bench.foreign()).toEqual(["user: buy 2"]);
      expect(await bench.held()).toBe("3");
    },
  ),

  refusing("rate-limit", "429: nothing is sent twice, and it goes on afterwards"),
  refusing("ban", "a ban: nothing is sent twice, and it goes on afterwards"),
  refusing("maintenance", "maintenance: nothing is sent twice, and it goes on afterwards"),

  ...[30_000, -30_000].map((ms) =>
    venueCase(
      `its clock ${Math.abs(ms) / 1_000} s ${ms > 0 ? "ahead" : "behind"}: orders live as long as meant`,
      async (bench) => {
        await bench.driver.skewClock(ms);
        const { clock } = await bench.readAccount();
        if (clock !== null) expect(Math.abs(clock.offsetMs + ms)).toBeLessThan(1_500);
        expect(filled(await bench.send({ side: "buy", size: "1" }))).toBe("1");
        const late = bench.intent({ side: "buy", size: "1", expiresAt: bench.driver.now() + 300 });
        bench.driver.delayNext(600);
        await bench.submit(late);
        await bench.driver.pass(700);
        expect(await bench.held()).toBe("1");
      },
    ),
  ),
];

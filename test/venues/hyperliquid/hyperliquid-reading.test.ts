import { describe, expect, it } from "vitest";
import { ClientOrderId } from "../../../lib/model/identity.ts";
import { VenueReport } from "../../../lib/model/order.ts";
import { createHyperliquidReading } from "../../../lib/venues/hyperliquid/hyperliquid-reading.ts";
import { FakeClock } from "../../leaders/fake-clock.ts";
import { OURS, OWNER, WHOSE, fillRow, scriptedAsk, stateAt } from "./scripted-exchange.ts";
import { RigSocket } from "./socket-rig.ts";

const T = 1_785_000_100_000;

function bench(replies: Record<string, unknown> = {}) {
  const clock = new FakeClock(T);
  const exchange = scriptedAsk(clock, {
    userRole: { role: "user" },
    clearinghouseState: stateAt(T),
    frontendOpenOrders: [],
    userFillsByTime: [],
    userTwapSliceFillsByTime: [],
    userFunding: [],
    ...replies,
  });
  const sockets: RigSocket[] = [];
  const told: VenueReport[] = [];
  const reading = createHyperliquidReading({
    ...WHOSE,
    clock,
    ask: exchange.ask,
    spend: () => 0,
    onAnswered: () => undefined,
    openSocket() {
      const fresh = new RigSocket();
      sockets.push(fresh);
      return fresh;
    },
    random: () => 0.5,
    isOnline: () => true,
    market: { asset: () => Promise.resolve(null), tick: () => Promise.resolve() },
  });
  reading.onReport((report) => told.push(VenueReport.parse(report)));
  const ids = (): string[] =>
    told.flatMap((report) => (report.kind === "foreign-fills" ? report.fills.map(({ id }) => id) : []));
  return { clock, exchange, sockets, told, reading, ids };
}

const users = (over: Record<string, unknown>) => fillRow({ cloid: null, ...over });

describe("a line that was lost and came back", () => {
  it("tells what its history does not: slices of TWAP orders, and what is too long ago for it", async () => {
    const slice = users({ time: T + 500, oid: 21 });
    const older = users({ time: T + 600, oid: 22 });
    const t = bench({ userTwapSliceFillsByTime: [{ fill: slice, twapId: 1 }], userFillsByTime: [older] });
    await t.reading.start();
    t.sockets[0]?.begin(OWNER);
    await t.reading.readAccount(T);
    t.sockets[0]?.fire("close", { code: 1006 });
    await t.clock.advance(2_000);
    t.sockets[1]?.begin(OWNER);
    await t.clock.advance(0);
    expect(t.ids()).toHaveLength(2);
    expect(t.exchange.of("userTwapSliceFillsByTime").at(-1)).toMatchObject({ startTime: T - 60_000 });
  });

  it("tells a fill once, whether history, list or stream brings it first", async () => {
    const row = users({ time: T + 500 });
    const t = bench({ userFillsByTime: [row] });
    await t.reading.start();
    t.sockets[0]?.begin(OWNER);
    await t.reading.readAccount(T);
    t.sockets[0]?.fire("close", { code: 1006 });
    await t.clock.advance(2_000);
    t.sockets[1]?.begin(OWNER, [row]);
    t.sockets[1]?.message({ channel: "userFills", data: { user: OWNER, fills: [row] } });
    await t.clock.advance(0);
    expect(t.ids()).toHaveLength(1);
  });
});

describe("the fills of an order whose answer is lost", () => {
  const id = ClientOrderId.parse(OURS);
  const news = (...fills: unknown[]) => ({ channel: "userFills", data: { user: OWNER, fills } });

  it("are there with the last of them, and nobody is asked", async () => {
    const t = bench();
    await t.reading.start();
    t.sockets[0]?.begin(OWNER);
    const told = t.reading.fills.toldWhole(id, "1", new AbortController().signal);
    const untilNow = () => Promise.race([told, Promise.resolve("nothing yet")]);
    t.sockets[0]?.message(news(fillRow({ sz: "0.4" }), fillRow({ sz: "3", cloid: null, oid: 8 })));
    await t.clock.advance(5_000);
    expect(await untilNow()).toBe("nothing yet");
    t.sockets[0]?.message(news(fillRow({ sz: "0.6" })));
    expect((await told)?.map(({ size, cause }) => `${size} ${cause}`)).toEqual(["0.4 order", "0.6 order"]);
    expect(t.exchange.of("userFillsByTime")).toEqual([]);
  });

  it("that were told before are there at once", async () => {
    const t = bench();
    await t.reading.start();
    t.sockets[0]?.begin(OWNER, [fillRow({ sz: "1" })]);
    expect(await t.reading.fills.toldWhole(id, "1", new AbortController().signal)).toHaveLength(1);
  });

  it("are waited for no longer than anybody wants them", async () => {
    const t = bench();
    const over = new AbortController();
    const told = t.reading.fills.toldWhole(id, "1", over.signal);
    over.abort();
    expect(await told).toBeNull();
    const closed = t.reading.fills.toldWhole(id, "1", new AbortController().signal);
    t.reading.close();
    expect(await closed).toBeNull();
  });
});

describe("a history", () => {
  it("tells nothing that a reading has told or did not ask for, and what came since", async () => {
    const t = bench();
    await t.reading.readAccount(T);
    await t.reading.start();
    const since = users({ time: T + 5 });
    t.sockets[0]?.begin(OWNER, [since, users({ time: T - 5 })]);
    expect(t.ids()).toEqual([`BTC|${T + 5}|${String(since["tid"])}|7`]);
  });

  it("tells nothing before the account was read", async () => {
    const t = bench();
    await t.reading.start();
    t.sockets[0]?.begin(OWNER, [users({ time: T + 5 })]);
    expect(t.ids()).toEqual([]);
  });
});

describe("funding", () => {
  it("of the stream's history is not told: it does not say what is news", async () => {
    const t = bench();
    await t.reading.start();
    t.sockets[0]?.begin(OWNER);
    const row = { time: T, coin: "BTC", usdc: "-1.5", szi: "2.0", fundingRate: "0.0000125", nSamples: null };
    const data = { user: OWNER, fundings: [row] };
    t.sockets[0]?.message({ channel: "userFundings", data: { ...data, isSnapshot: true } });
    expect(t.told).toEqual([]);
    t.sockets[0]?.message({ channel: "userFundings", data });
    expect(t.told).toMatchObject([
      { kind: "funding", payments: [{ amount: "-1.5", size: "2", price: "60000", rate: "0.0000125" }] },
    ]);
  });
});

describe("the end", () => {
  it("answers who waits, and leaves no timer behind", async () => {
    const t = bench();
    await t.reading.start();
    t.sockets[0]?.begin(OWNER);
    const waiting = t.reading.fills.fillsOf(ClientOrderId.parse(OURS), 7, "1", 3_000);
    t.reading.close();
    expect(await waiting).toBeNull();
    expect(t.clock.pending).toBe(0);
  });
});

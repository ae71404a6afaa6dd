import { describe, expect, it } from "vitest";
import { VenueReport } from "../../../lib/model/order.ts";
import { FillsAnswer } from "../../../lib/venues/hyperliquid/account-answers.ts";
import { createFillMemory } from "../../../lib/venues/hyperliquid/fill-memory.ts";
import { createReadAccount } from "../../../lib/venues/hyperliquid/read-account.ts";
import { readFills } from "../../../lib/venues/hyperliquid/read-fills.ts";
import { createExchangeClock } from "../../../lib/venues/hyperliquid/venue-clock.ts";
import { venueFillOf } from "../../../lib/venues/hyperliquid/venue-fill-of.ts";
import { FakeClock } from "../../leaders/fake-clock.ts";
import { OWNER, WHOSE, fillRow, scriptedAsk, stateAt } from "./scripted-exchange.ts";

const T = 1_785_000_100_000;

function bench(replies: Record<string, unknown>, twapsKnownFrom: number | null = 0) {
  const clock = new FakeClock(T);
  const exchange = scriptedAsk(clock, {
    userRole: { role: "user" },
    clearinghouseState: stateAt(T),
    frontendOpenOrders: [],
    userFillsByTime: [],
    userTwapSliceFillsByTime: [],
    ...replies,
  });
  const memory = createFillMemory();
  const readAccount = createReadAccount({
    whose: WHOSE,
    ask: exchange.ask,
    clock,
    exchangeClock: createExchangeClock(clock),
    memory,
    funding: { readUntil: async () => undefined },
    twapsKnownFrom: () => twapsKnownFrom,
    latencyMs: () => 40,
  });
  async function read(since = T - 60_000) {
    const answer = readAccount(since);
    await clock.advance(5_000);
    return VenueReport.parse(await answer);
  }
  return { read, exchange, memory, clock };
}

const sizes = (report: VenueReport): string[] | string =>
  report.kind === "account-read" ? report.fills.map(({ size }) => size) : report.kind;

describe("one moment", () => {
  it("asks for fills up to the state's own time and tells it as the end", async () => {
    const t = bench({});
    expect(await t.read()).toMatchObject({
      kind: "account-read",
      until: T,
      clock: { offsetMs: 0, roundTripMs: 40 },
    });
    expect(t.exchange.of("userFillsByTime")).toMatchObject([{ startTime: T - 60_000, endTime: T }]);
  });

  it("leaves out what came later, whatever the exchange answers", async () => {
    const t = bench({ userFillsByTime: [fillRow({ time: T + 1 })] });
    expect(sizes(await t.read())).toEqual([]);
  });

  it("waits for fills that the positions already show", async () => {
    let asked = 0;
    const first = fillRow({ sz: "0.4", time: T - 5_000 });
    const t = bench({
      clearinghouseState: stateAt(T, { BTC: "1.0" }),
      userFillsByTime: () => {
        asked += 1;
        return asked === 1 ? [first] : [first, fillRow({ sz: "0.6", time: T - 100, startPosition: "0.4" })];
      },
    });
    expect(sizes(await t.read())).toEqual(["0.4", "0.6"]);
  });

  it("does not wait for ever: what is known is told", async () => {
    const t = bench({
      clearinghouseState: stateAt(T, { BTC: "5.0" }),
      userFillsByTime: [fillRow({ sz: "0.4", time: T - 5_000 })],
    });
    expect(sizes(await t.read())).toEqual(["0.4"]);
    expect(t.exchange.of("userFillsByTime")).toHaveLength(3);
  });

  it("tells slices of TWAP orders, asked for where the stream cannot have told them", async () => {
    const slice = fillRow({ time: T - 500, oid: 9, cloid: null });
    const replies = {
      clearinghouseState: stateAt(T, { BTC: "1.0" }),
      userTwapSliceFillsByTime: [{ fill: slice, twapId: 3 }],
    };
    expect(sizes(await bench(replies, null).read())).toEqual(["1"]);
    const streamed = bench(replies, 0);
    streamed.memory.take(FillsAnswer.parse([slice]));
    expect(sizes(await streamed.read())).toEqual(["1"]);
    expect(streamed.exchange.of("userTwapSliceFillsByTime")).toEqual([]);
  });
});

describe("what cannot be mirrored to", () => {
  it("is a hedged account", async () => {
    const t = bench({ clearinghouseState: stateAt(T, { BTC: "1.0" }, "hedge") });
    expect(await t.read()).toMatchObject({
      kind: "account-unreadable",
      detail: expect.stringContaining("one-way mode"),
    });
  });

  it.each(["agent", "subAccount", "vault", "missing", "somethingNew"])(
    "is an address that is a %s",
    async (role) => {
      const report = await bench({ userRole: { role } }).read();
      expect(report).toMatchObject({ kind: "account-unreadable", detail: expect.stringContaining(OWNER) });
    },
  );

  it("is an account whose answer came after a sleep", async () => {
    const t = bench({
      clearinghouseState: () => {
        t.clock.sleep(60_000);
        return stateAt(T);
      },
    });
    expect(await t.read()).toMatchObject({
      kind: "account-unreadable",
      detail: "The answer took 60000 ms by our clock.",
    });
  });
});

describe("fills", () => {
  it("of other markets are left out", async () => {
    const others = ["@107", "PURR/USDC", "xyz:MU", "#12"].map((coin) => fillRow({ coin, time: T - 5 }));
    const t = bench({ userFillsByTime: others });
    expect(sizes(await t.read())).toEqual([]);
  });

  it("are explained by whose liquidation they were, deleveraging, our ids, or the user", () => {
    const stop = "0x70667368000000000000000000000009";
    const whose = { ...WHOSE, isStop: (id: string) => id === stop };
    const rows = FillsAnswer.parse([
      fillRow({
        liquidation: {
          liquidatedUser: OWNER.toUpperCase().replace("0X", "0x"),
          markPx: "1",
          method: "market",
        },
      }),
      fillRow({
        liquidation: { liquidatedUser: `0x${"1".repeat(40)}`, markPx: "1", method: "market" },
        cloid: null,
      }),
      fillRow({ dir: "Auto-Deleveraging", cloid: null }),
      fillRow(),
      fillRow({ cloid: stop }),
      fillRow({ cloid: `0x${"5".repeat(32)}` }),
      fillRow({ cloid: "not an id" }),
    ]);
    const told = rows.map((row) => venueFillOf(row, whose));
    expect(told.map(({ cause }) => cause)).toEqual([
      "liquidation",
      "user",
      "liquidation",
      "order",
      "stop",
      "user",
      "user",
    ]);
    expect(told[5]?.clientOrderId).toBeNull();
  });

  it("cost what is told, a builder's part included (docs: `fee` has it)", () => {
    const [row] = FillsAnswer.parse([fillRow({ fee: "0.012896", builderFee: "0.002424" })]);
    expect(row && venueFillOf(row, WHOSE).fee).toBe("0.012896");
  });

  it("are paged without a gap and without a double, also where a page ends within a millisecond", async () => {
    const clock = new FakeClock(T);
    const all = Array.from({ length: 4_500 }, (_, n) => fillRow({ time: T + Math.floor(n / 3), tid: n }));
    const { ask, asked } = scriptedAsk(clock, {
      userFillsByTime: ({ startTime }: { startTime: number }) =>
        all.filter(({ time }) => Number(time) >= startTime).slice(0, 2_000),
    });
    const rows = await readFills(ask, OWNER, T, T + 10_000);
    expect(rows.map(({ tid }) => tid)).toEqual(all.map(({ tid }) => tid));
    expect(asked).toHaveLength(3);
  });

  it("that are more in one millisecond than an answer holds are unreadable, not left out", async () => {
    const same = Array.from({ length: 2_000 }, () => fillRow({ time: T }));
    const { ask } = scriptedAsk(new FakeClock(T), { userFillsByTime: same });
    await expect(readFills(ask, OWNER, T, T + 1)).rejects.toMatchObject({ problem: "unreadable" });
  });

  it("are remembered each once, and the oldest are forgotten knowingly", () => {
    const memory = createFillMemory();
    const rows = FillsAnswer.parse(Array.from({ length: 6_001 }, (_, n) => fillRow({ time: T + n, tid: n })));
    expect(memory.take(rows)).toHaveLength(6_001);
    expect(memory.take(rows.slice(-10))).toEqual([]);
    expect(memory.forgottenBefore()).toBe(T + 2_001);
    expect(memory.between(0, T + 10_000)).toHaveLength(4_000);
  });
});

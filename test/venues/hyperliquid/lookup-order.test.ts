import { describe, expect, it } from "vitest";
import { decimalString } from "../../../lib/model/decimal.ts";
import { FollowId } from "../../../lib/model/identity.ts";
import { Intent, VenueReport } from "../../../lib/model/order.ts";
import { FillsAnswer } from "../../../lib/venues/hyperliquid/account-answers.ts";
import { createFillMemory } from "../../../lib/venues/hyperliquid/fill-memory.ts";
import { createLookup } from "../../../lib/venues/hyperliquid/lookup-order.ts";
import { createOrderFills } from "../../../lib/venues/hyperliquid/order-fills.ts";
import { orderStateOf } from "../../../lib/venues/hyperliquid/order-status.ts";
import { createSharedFills } from "../../../lib/venues/hyperliquid/shared-fills.ts";
import { createExchangeClock } from "../../../lib/venues/hyperliquid/venue-clock.ts";
import { FakeClock } from "../../leaders/fake-clock.ts";
import { OURS, WHOSE, fillRow, orderRow, scriptedAsk, stateAt } from "./scripted-exchange.ts";

const AT = 1_785_000_000_000;

const INTENT = Intent.parse({
  clientOrderId: OURS,
  accountId: WHOSE.accountId,
  instrument: "BTC",
  sequence: 1,
  side: "buy",
  size: "1",
  limitPrice: "66500",
  reduceOnly: false,
  shares: [{ followId: FollowId.parse("f"), size: decimalString(1), leaderPrice: null, growth: true }],
  causedAt: AT,
  nonce: AT,
  committedAt: AT,
  expiresAt: AT + 15_000,
});

interface Scene {
  readonly order?: Record<string, unknown>;
  readonly status?: string;
  readonly fills?: readonly Record<string, unknown>[];
  /** Signed size that is held a second later; null: the state cannot be read. */
  readonly held?: string | null;
  readonly now?: number;
  /** Fills that the stream told before. */
  readonly streamed?: readonly Record<string, unknown>[];
}

async function lookUp({
  order,
  status = "filled",
  fills = [],
  held = "1.0",
  now = AT + 20_000,
  streamed = [],
}: Scene) {
  const clock = new FakeClock(now);
  const found = { status: "order", order: { order, status, statusTimestamp: AT + 5 } };
  const exchange = scriptedAsk(clock, {
    orderStatus: order === undefined ? { status: "unknownOid" } : found,
    userFillsByTime: fills,
    ...(held === null ? {} : { clearinghouseState: stateAt(AT + 1_000, held === "0" ? {} : { BTC: held }) }),
  });
  const { ask } = exchange;
  const memory = createFillMemory();
  memory.take(FillsAnswer.parse(streamed));
  const exchangeClock = createExchangeClock(clock);
  const desk = createOrderFills({
    memory,
    whose: WHOSE,
    ask,
    clock,
    venueNow: () => clock.now(),
    onFresh: () => undefined,
  });
  const shared = createSharedFills({
    owner: WHOSE.owner,
    ask,
    clock,
    exchangeClock,
    learn: (rows) => desk.learn(rows),
  });
  const lookup = createLookup({ whose: WHOSE, ask, clock, exchangeClock, memory, fills: desk, shared });
  const answer = lookup(INTENT);
  await clock.advance(10_000);
  return { report: VenueReport.parse(await answer), exchange, clock };
}

const sizes = (report: VenueReport): string[] | string =>
  report.kind === "order-done" ? report.fills.map(({ size }) => size) : report.kind;

describe("an order that the exchange has", () => {
  it("is done with all its fills", async () => {
    const fills = [fillRow({ sz: "0.4" }), fillRow({ sz: "0.6", startPosition: "0.4" })];
    const { report, clock } = await lookUp({ order: orderRow(), fills });
    expect(report).toMatchObject({ kind: "order-done", unfilled: null, handedAt: null });
    expect(sizes(report)).toEqual(["0.4", "0.6"]);
    expect(clock.pending).toBe(0);
  });

  it("is unknown while its fills are not all there", async () => {
    const fills = [fillRow({ sz: "0.4" })];
    expect(sizes((await lookUp({ order: orderRow(), fills })).report)).toBe("order-unknown");
    expect(sizes((await lookUp({ order: orderRow(), fills: [] })).report)).toBe("order-unknown");
    expect(sizes((await lookUp({ order: orderRow(), fills, held: null })).report)).toBe("order-unknown");
  });

  it("is done with a part of it where the position proves that there is no more, whatever is said to be left", async () => {
    const fills = [fillRow({ sz: "0.4" })];
    for (const sz of ["0.0", "0.6", "1.0"]) {
      const { report } = await lookUp({ order: orderRow({ sz }), fills, held: "0.4" });
      expect(report).toMatchObject({ kind: "order-done", unfilled: "depth-ran-out" });
      expect(sizes(report)).toEqual(["0.4"]);
    }
  });

  it("is unknown while a fill in between is missing", async () => {
    const fills = [fillRow({ sz: "0.4" }), fillRow({ sz: "0.3", startPosition: "0.7" })];
    expect(sizes((await lookUp({ order: orderRow(), fills })).report)).toBe("order-unknown");
  });

  it("is never told as filled with nothing because the exchange did not count down what is left", async () => {
    expect(sizes((await lookUp({ order: orderRow({ sz: "1.0" }), fills: [] })).report)).toBe("order-unknown");
    const whole = await lookUp({ order: orderRow({ sz: "1.0" }), fills: [fillRow()] });
    expect(sizes(whole.report)).toEqual(["1"]);
  });

  it.each(["canceled", "marginCanceled", "reduceOnlyCanceled"])(
    "that ended as %s is done with what was filled before, perhaps nothing",
    async (status) => {
      const some = await lookUp({
        order: orderRow({ sz: "0.6" }),
        status,
        fills: [fillRow({ sz: "0.4" })],
        held: "0.4",
      });
      expect(sizes(some.report)).toEqual(["0.4"]);
      const none = await lookUp({ order: orderRow({ sz: "1.0" }), status, fills: [], held: "0" });
      expect(none.report).toMatchObject({ kind: "order-done", fills: [], unfilled: "price-left-limit" });
      const behind = await lookUp({ order: orderRow({ sz: "0.6" }), status, fills: [], held: "0.4" });
      expect(behind.report.kind).toBe("order-unknown");
    },
  );

  it("that found nobody is done with nothing; that was refused is rejected", async () => {
    const order = orderRow({ sz: "1.0" });
    expect((await lookUp({ order, status: "iocCancelRejected" })).report).toMatchObject({
      kind: "order-done",
      fills: [],
      unfilled: "price-left-limit",
    });
    expect((await lookUp({ order, status: "perpMarginRejected" })).report).toMatchObject({
      kind: "order-rejected",
      reason: "insufficient-margin",
    });
  });

  it.each(["open", "triggered", "somethingNew"])("that is %s is unknown", async (status) => {
    expect((await lookUp({ order: orderRow({ sz: "1.0" }), status })).report.kind).toBe("order-unknown");
  });

  it("that is another one is unknown", async () => {
    for (const other of [{ coin: "ETH" }, { side: "A" }])
      expect((await lookUp({ order: orderRow(other), fills: [fillRow()] })).report.kind).toBe(
        "order-unknown",
      );
  });
});

describe("an order that the exchange does not have", () => {
  it("is not found, and its fills are asked for only when it can have no more", async () => {
    const early = await lookUp({ now: AT + 1_000 });
    expect(early.report.kind).toBe("order-not-found");
    expect(early.exchange.of("userFillsByTime")).toEqual([]);
    const late = await lookUp({ now: AT + 16_000 });
    expect(late.report.kind).toBe("order-not-found");
    expect(late.exchange.of("userFillsByTime")).toHaveLength(1);
  });

  it("but a fill of it is unknown while it may have more", async () => {
    const { report } = await lookUp({ now: AT + 1_000, streamed: [fillRow({ sz: "0.4" })] });
    expect(report.kind).toBe("order-unknown");
  });

  it("but fills of it is done with them: the exchange forgot the order", async () => {
    const { report } = await lookUp({
      now: AT + 16_000,
      fills: [fillRow(), fillRow({ cloid: null, oid: 8 })],
    });
    expect(sizes(report)).toEqual(["1"]);
  });
});

describe("the exchange's words for what became of an order", () => {
  // hyperliquid docs, "Order status": every documented value.
  const documented =
    "open filled canceled triggered rejected marginCanceled vaultWithdrawalCanceled openInterestCapCanceled selfTradeCanceled reduceOnlyCanceled siblingFilledCanceled delistedCanceled liquidatedCanceled outcomeSettledCanceled scheduledCancel internalCancel tickRejected minTradeNtlRejected perpMarginRejected reduceOnlyRejected badAloPxRejected iocCancelRejected badTriggerPxRejected marketOrderNoLiquidityRejected positionIncreaseAtOpenInterestCapRejected positionFlipAtOpenInterestCapRejected tooAggressiveAtOpenInterestCapRejected openInterestIncreaseRejected insufficientSpotBalanceRejected oracleRejected perpMaxPositionRejected tooManyOpenOrdersRejected".split(
      " ",
    );
  it.each(documented)("%s is decided", (status) => {
    expect(orderStateOf(status)).not.toBeNull();
  });
  it("an unknown one is not", () => {
    expect(orderStateOf("toString")).toBeNull();
  });
});

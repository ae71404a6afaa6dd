import { describe, expect, it } from "vitest";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import { FillRow, IntentRow } from "../../lib/model/state.ts";
import { StopRow } from "../../lib/model/stop.ts";
import { Address, realAccountId } from "../../lib/model/identity.ts";
import { SETTINGS, book, follow, orderId } from "../check/hand-made.ts";
import { EMPTY_DUMP, type JournalDump } from "../check/journal-dump.ts";
import type { OrderView } from "../world/trading/order-view.ts";
import type { ExchangeRecord } from "./exchange-record.ts";
import { realFindings, sentFindings } from "./real-checks.ts";

const ACCOUNT = realAccountId("hyperliquid", Address.parse(`0x${"c".repeat(40)}`));
const [BUY, STOP] = [orderId(1), orderId(2)];

const intent = IntentRow.parse({
  intent: {
    clientOrderId: BUY,
    accountId: ACCOUNT,
    instrument: "BTC",
    sequence: 1,
    side: "buy",
    size: "2",
    limitPrice: "100.1",
    reduceOnly: false,
    shares: [{ followId: "f1", size: "2", leaderPrice: "100", growth: true }],
    causedAt: 1,
    nonce: 1,
    committedAt: 1,
    expiresAt: 5_001,
  },
  status: "filled",
  statusAt: 20,
  handedAt: 5,
  notFoundAt: [],
  filled: "2",
  averagePrice: "100",
  rejectReason: null,
  detail: null,
});
const fill = FillRow.parse({
  fill: {
    id: "1",
    accountId: ACCOUNT,
    instrument: "BTC",
    clientOrderId: BUY,
    side: "buy",
    price: "100",
    size: "2",
    fee: "0.01",
    time: 10,
    cause: "order",
  },
  shares: [{ followId: "f1", size: "2", realised: "0", fee: "0.01", leaderPrice: null }],
});
const stop = StopRow.parse({
  stop: {
    clientOrderId: STOP,
    accountId: ACCOUNT,
    instrument: "BTC",
    sequence: 2,
    side: "sell",
    size: "2",
    triggerPrice: "80",
    limitPrice: "72",
    basis: "position-stop",
    replaces: null,
    nonce: 2,
    committedAt: 30,
    expiresAt: 5_030,
  },
  status: "resting",
  statusAt: 40,
  seenRestingAt: 40,
  detail: null,
});

const STOPPED: FollowSettings = {
  ...SETTINGS,
  exits: { ...SETTINGS.exits, positionStopLoss: { limit: 20, action: "close" } },
};

/** A follow that bought 2 BTC and has a stop for them. */
const journal: JournalDump = {
  ...EMPTY_DUMP,
  follows: [{ ...follow(STOPPED), accountId: ACCOUNT }],
  books: [book("2", "2")],
  intents: [intent],
  stops: [stop],
  fills: [fill],
};
const bought: OrderView = {
  oid: 1,
  cloid: BUY,
  coin: "BTC",
  side: "buy",
  size: "2",
  filled: "2",
  limitPx: "100.1",
  reduceOnly: false,
  trigger: null,
  status: "filled",
  placedAt: 5,
};
const rests: OrderView = {
  ...bought,
  oid: 2,
  cloid: STOP,
  side: "sell",
  filled: "0",
  limitPx: "72",
  reduceOnly: true,
  trigger: { px: "80", kind: "sl", fired: false },
  status: "open",
};
const record: ExchangeRecord = {
  sent: [
    { cloid: BUY, size: "2", limitPx: "100.1", reduceOnly: false, triggerPx: null },
    { cloid: STOP, size: "2", limitPx: "72", reduceOnly: true, triggerPx: "80" },
  ],
  orders: [bought, rests],
  fills: [{ cloid: BUY, sz: "2" }],
  coins: new Map([["BTC", { position: "2", mid: "100", liquidationPrice: "60" }]]),
  passengers: [],
};
const coin = (more: object): Pick<ExchangeRecord, "coins"> => ({
  coins: new Map([["BTC", { position: "2", mid: "100", liquidationPrice: "60", ...more }]]),
});
const withStop = (more: Partial<OrderView>): ExchangeRecord => ({
  ...record,
  orders: [bought, { ...rests, ...more }],
});

describe("what is compared with the exchange after kills", () => {
  it("finds nothing where nothing is wrong", () => {
    expect(sentFindings(journal, record)).toEqual([]);
    expect(realFindings(journal, record)).toEqual([]);
  });

  it("finds an order that was sent and is not durable, that was sent twice, or otherwise than it was meant", () => {
    const [sent, ...more] = record.sent;
    if (sent === undefined) throw new Error("something was sent");
    expect(sentFindings({ ...journal, intents: [] }, record).join()).toContain("the journal has it not");
    expect(sentFindings(journal, { ...record, sent: [...record.sent, sent] }).join()).toContain("sent twice");
    const other = { ...record, sent: [{ ...sent, reduceOnly: true }, ...more] };
    expect(sentFindings(journal, other).join()).toContain("otherwise than it was meant");
  });

  it("finds an order that the exchange took twice, and one that it has and should not have", () => {
    const twice = { ...record, orders: [bought, bought, rests] };
    expect(realFindings(journal, twice).join()).toContain(`took the order ${BUY} twice`);
    const absent = { ...intent, status: "absent" as const, filled: fill.fill.size };
    expect(realFindings({ ...journal, intents: [absent] }, record).join()).toContain("the exchange has it");
    expect(realFindings(journal, { ...record, orders: [rests] }).join()).toContain("the exchange has it not");
  });

  it("finds a fill that is not booked, and an order whose end is not known", () => {
    const more = { ...record, fills: [{ cloid: BUY, sz: "1" }] };
    expect(realFindings(journal, more).join()).toContain("the exchange filled 1, not 2");
    expect(realFindings({ ...journal, fills: [] }, record).join()).toContain("0 of 2 are booked");
    const unknown = { ...intent, status: "unknown" as const };
    expect(realFindings({ ...journal, intents: [unknown] }, record).join()).toContain("it is not final");
    const foreign = { ...record, fills: [...record.fills, { sz: "1" }] };
    expect(realFindings(journal, foreign).join()).toContain("a fill of no order is nobody's");
  });

  it("finds a position that is more than the follows hold", () => {
    expect(realFindings(journal, { ...record, ...coin({ position: "3" }) }).join()).toContain(
      "the follows hold 2, the exchange says 3",
    );
  });

  it("finds a position without a stop where one is due, and a stop without a position", () => {
    const bare = { ...record, orders: [bought] };
    expect(realFindings(journal, bare).join()).toContain("held without a stop");
    const settled = { ...journal, stops: [{ ...stop, status: "cancelled" as const }] };
    expect(realFindings(settled, bare)).toEqual(["BTC: 2 are held without a stop"]);
    // No stop-loss of the user's: whether there is a place for a stop is not judged.
    const without = { ...settled, follows: [{ ...follow(), accountId: ACCOUNT }] };
    expect(realFindings(without, bare)).toEqual([]);
    const flat = { ...record, ...coin({ position: "0" }) };
    expect(realFindings(journal, flat).join()).toContain("it is flat, and 1 stops rest");
  });

  it("finds a stop of another size, on the wrong side, twice, or behind the price or the liquidation", () => {
    const words = (more: Partial<OrderView>): string => realFindings(journal, withStop(more)).join();
    expect(words({ size: "1" })).toContain("the stop is of 1, held are 2");
    expect(words({ side: "buy" })).toContain("would buy more");
    expect(words({ reduceOnly: false })).toContain("may open");
    expect(words({ trigger: { px: "101", kind: "sl", fired: false } })).toContain("is past 100");
    expect(words({ trigger: { px: "50", kind: "sl", fired: false } })).toContain("behind the liquidation");
    const two = { ...record, orders: [bought, rests, { ...rests, cloid: BUY }] };
    expect(realFindings(journal, two).join()).toContain("2 stops rest");
  });

  it("finds an order that rests and is no stop, and a stop whose end is not known", () => {
    expect(realFindings(journal, withStop({ trigger: null })).join()).toContain("rests and is no stop");
    const changing = { ...stop, status: "cancelling" as const };
    expect(realFindings({ ...journal, stops: [changing] }, record).join()).toContain("it is not settled");
    expect(realFindings(journal, withStop({ status: "canceled" })).join()).toContain("it does not rest");
  });

  it("finds what nobody may send", () => {
    expect(realFindings(journal, { ...record, passengers: ["scheduleCancel"] })).toEqual(["scheduleCancel"]);
  });
});

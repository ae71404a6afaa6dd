import { Address, realAccountId } from "../../../lib/model/identity.ts";
import { type AskInfo, RequestError } from "../../../lib/model/request.ts";
import type { FillOwner } from "../../../lib/venues/hyperliquid/venue-fill-of.ts";
import type { FakeClock } from "../../leaders/fake-clock.ts";

export const OWNER = Address.parse(`0x${"ab".repeat(20)}`);
export const OURS = "0x70667368000000000000000000000001";
export const WHOSE: FillOwner = {
  accountId: realAccountId("hyperliquid", OWNER),
  owner: OWNER,
  isOurs: (id) => id.startsWith("0x70667368"),
  isStop: () => false,
};

/** One row of `userFills`; each gets its own trade number. */
let trades = 0;
export function fillRow(over: Record<string, unknown> = {}): Record<string, unknown> {
  trades += 1;
  return {
    coin: "BTC",
    px: "66400.0",
    sz: "1.0",
    side: "B",
    time: 1_785_000_000_000,
    startPosition: "0.0",
    dir: "Open Long",
    closedPnl: "0.0",
    hash: "0x00",
    oid: 7,
    crossed: true,
    fee: "29.88",
    tid: trades,
    feeToken: "USDC",
    cloid: OURS,
    ...over,
  };
}

export function stateAt(time: number, sizes: Record<string, string> = {}, type = "oneWay") {
  return {
    marginSummary: { accountValue: "1000.0" },
    assetPositions: Object.entries(sizes).map(([coin, szi]) => ({
      type,
      position: {
        coin,
        szi,
        entryPx: "66400.0",
        leverage: { type: "cross", value: 20 },
        liquidationPx: null,
      },
    })),
    time,
  };
}

export function orderRow(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    coin: "BTC",
    side: "B",
    limitPx: "66500.0",
    sz: "0.0",
    origSz: "1.0",
    oid: 7,
    timestamp: 1_785_000_000_000,
    triggerCondition: "N/A",
    isTrigger: false,
    triggerPx: "0.0",
    children: [],
    isPositionTpsl: false,
    reduceOnly: false,
    orderType: "Limit",
    tif: "Ioc",
    cloid: OURS,
    ...over,
  };
}

type Reply = (request: Readonly<Record<string, unknown>>) => unknown;

/** Answers `/info` by type, at once; what has no answer is unreachable. */
export function scriptedAsk(clock: FakeClock, replies: Readonly<Record<string, unknown>>) {
  const asked: Record<string, unknown>[] = [];
  const ask: AskInfo = async (request) => {
    asked.push(request);
    const type = String(request["type"]);
    const reply = replies[type];
    if (reply === undefined) throw new RequestError("unreachable", `no answer to ${type}`);
    const sentAt = clock.now();
    const body: unknown = isReply(reply) ? reply(request) : reply;
    return { body, sentAt, receivedAt: clock.now() };
  };
  return { ask, asked, of: (type: string) => asked.filter((request) => request["type"] === type) };
}

function isReply(reply: unknown): reply is Reply {
  return typeof reply === "function";
}

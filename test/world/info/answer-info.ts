import type { Exchange } from "../exchange.ts";
import { ACCOUNT_INFO } from "./account-info.ts";
import { HISTORY_INFO } from "./history-info.ts";
import { UNREADABLE, UnreadableRequest, type InfoHandler } from "./info-request.ts";
import { MARKET_INFO } from "./market-info.ts";
import { ORDER_INFO } from "./order-info.ts";

const HANDLERS: Readonly<Record<string, InfoHandler>> = {
  ...MARKET_INFO,
  ...ACCOUNT_INFO,
  ...ORDER_INFO,
  ...HISTORY_INFO,
};

const LIGHT = new Set([
  "l2Book",
  "allMids",
  "clearinghouseState",
  "orderStatus",
  "spotClearinghouseState",
  "exchangeStatus",
]);
const COUNTED = new Set([
  "historicalOrders",
  "userFills",
  "userFillsByTime",
  "fundingHistory",
  "userFunding",
]);

/** What an info request costs before its answer is known. */
export function infoWeight(type: string): number {
  if (LIGHT.has(type)) return 2;
  return type === "userRole" ? 60 : 20;
}

/** What its rows cost on top: one per 20, for candles one per 60. */
export function rowsWeight(type: string, answer: unknown): number {
  if (!Array.isArray(answer)) return 0;
  if (type === "candleSnapshot") return Math.floor(answer.length / 60);
  return COUNTED.has(type) ? Math.floor(answer.length / 20) : 0;
}

/** Throws UnreadableRequest for an unknown type and for missing or wrong fields. */
export function answerInfo(exchange: Exchange, type: string, request: Record<string, unknown>): unknown {
  const handler = Object.hasOwn(HANDLERS, type) ? HANDLERS[type] : undefined;
  if (handler === undefined) throw new UnreadableRequest(UNREADABLE);
  return handler(exchange, request);
}

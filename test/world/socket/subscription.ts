import type { Exchange } from "../exchange.ts";
import { activeAssetData, serveClearinghouseState } from "../info/account-info.ts";
import { newestFills } from "../info/history-info.ts";
import { frontendOrder } from "../trading/order-record.ts";
import { INTERVALS, bboOf, bookOf, contextOf, midsOf } from "../market-feed.ts";

/** A subscription that the exchange understood. `echo` is what the acknowledgement repeats. */
export interface Subscription {
  readonly topic: string;
  readonly user: string | undefined;
  readonly echo: Readonly<Record<string, unknown>>;
  /** What is sent at once, after the acknowledgement. */
  readonly first: (() => { readonly channel: string; readonly data: unknown }) | undefined;
}

type Reader = (exchange: Exchange, request: Record<string, unknown>) => Subscription | undefined;

function userOf(request: Record<string, unknown>): string | undefined {
  const user = request["user"];
  return typeof user === "string" && /^0x[0-9a-fA-F]{40}$/.test(user) ? user.toLowerCase() : undefined;
}

function forUser(
  type: string,
  first?: (exchange: Exchange, user: string) => unknown,
  channel = type,
): Reader {
  return (exchange, request) => {
    const user = userOf(request);
    if (user === undefined) return undefined;
    return {
      topic: `${type}|${user}`,
      user,
      echo: { ...request, type, user },
      first: first === undefined ? undefined : () => ({ channel, data: first(exchange, user) }),
    };
  };
}

function forCoin(type: string, first: ((exchange: Exchange, coin: string) => unknown) | undefined): Reader {
  return (exchange, request) => {
    const coin = request["coin"];
    if (typeof coin !== "string" || exchange.markets.find(coin) === undefined) return undefined;
    const topic = type === "l2Book" && request["fast"] === true ? `l2BookFast|${coin}` : `${type}|${coin}`;
    return {
      topic,
      user: undefined,
      echo: { ...request, type, coin },
      first: first === undefined ? undefined : () => ({ channel: type, data: first(exchange, coin) }),
    };
  };
}

/** The data of the clearinghouseState channel. */
export function clearinghouseFrame(exchange: Exchange, user: string) {
  return { dex: "", user, clearinghouseState: serveClearinghouseState(exchange, user) };
}

const READERS: Readonly<Record<string, Reader>> = {
  userFills: forUser("userFills", (exchange, user) => ({
    isSnapshot: true,
    user,
    fills: newestFills(exchange, user, false),
  })),
  userEvents: forUser("userEvents"),
  orderUpdates: forUser("orderUpdates"),
  clearinghouseState: forUser("clearinghouseState", clearinghouseFrame),
  openOrders: forUser("openOrders", (exchange, user) => ({
    dex: "",
    user,
    orders: (exchange.known(user)?.openOrders() ?? []).map(frontendOrder),
  })),
  userFundings: forUser("userFundings", (exchange, user) => ({
    isSnapshot: true,
    user,
    fundings: (exchange.known(user)?.fundings ?? []).map((row) => ({ time: row.time, ...row.delta })),
  })),
  activeAssetData: (exchange, request) => {
    const user = userOf(request);
    const { coin } = request;
    if (user === undefined || typeof coin !== "string" || exchange.markets.find(coin) === undefined)
      return undefined;
    return {
      topic: `activeAssetData|${user}|${coin}`,
      user,
      echo: { type: "activeAssetData", user, coin },
      first: () => ({ channel: "activeAssetData", data: activeAssetData(exchange, user, coin) }),
    };
  },
  allMids: (exchange, request) => ({
    topic: "allMids",
    user: undefined,
    echo: { ...request, type: "allMids" },
    first: () => ({ channel: "allMids", data: { mids: midsOf(exchange) } }),
  }),
  bbo: forCoin("bbo", (exchange, coin) => bboOf(exchange, exchange.markets.get(coin))),
  l2Book: forCoin("l2Book", (exchange, coin) => bookOf(exchange, exchange.markets.get(coin))),
  trades: forCoin("trades", () => []),
  activeAssetCtx: forCoin("activeAssetCtx", (exchange, coin) => ({
    coin,
    ctx: contextOf(exchange.markets.get(coin)),
  })),
  candle: (exchange, request) => {
    const { coin, interval } = request;
    if (typeof coin !== "string" || exchange.markets.find(coin) === undefined) return undefined;
    if (typeof interval !== "string" || INTERVALS[interval] === undefined) return undefined;
    return {
      topic: `candle|${coin}|${interval}`,
      user: undefined,
      echo: { type: "candle", coin, interval },
      first: undefined,
    };
  },
};

/** Undefined for what the exchange does not know. */
export function readSubscription(exchange: Exchange, request: unknown): Subscription | undefined {
  if (typeof request !== "object" || request === null) return undefined;
  const fields: Record<string, unknown> = { ...request };
  const type = fields["type"];
  if (typeof type !== "string" || !Object.hasOwn(READERS, type)) return undefined;
  return READERS[type]?.(exchange, fields);
}

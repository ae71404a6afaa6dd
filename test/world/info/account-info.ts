import { clearinghouseStateOf, emptyClearinghouseState } from "../accounts/clearinghouse-state.ts";
import { leverageOf, marginOf } from "../accounts/margin.ts";
import { exact, plain, usd, wire } from "../exact.ts";
import type { Exchange } from "../exchange.ts";
import {
  UNREADABLE,
  UnreadableRequest,
  addressIn,
  isOtherDex,
  textIn,
  type InfoHandler,
} from "./info-request.ts";
import { portfolioOf } from "./portfolio.ts";
import { userFees } from "./user-fees.ts";

/** The state as an account's owner sees it; what was served goes into the ledger. */
export function serveClearinghouseState(exchange: Exchange, user: string) {
  const time = exchange.clock.stamp();
  const account = exchange.known(user);
  if (account === undefined) return emptyClearinghouseState(time);
  const state = clearinghouseStateOf(account, exchange.markets, time);
  exchange.ledger.noteEquity(user, {
    at: exchange.clock.now(),
    equity: plain(state.marginSummary.accountValue),
    time,
  });
  return state;
}

function userRole(exchange: Exchange, user: string) {
  const owner = exchange.ownerOfAgent(user);
  if (owner !== undefined) return { role: "agent", data: { user: owner.address } };
  const account = exchange.known(user);
  if (account === undefined) return { role: "missing" };
  return { role: account.vault === undefined ? "user" : "vault" };
}

function vaultDetails(exchange: Exchange, address: string) {
  const account = exchange.known(address);
  if (account?.vault === undefined) return null;
  const value = usd(marginOf(account, exchange.markets).accountValue);
  return {
    name: account.vault.name,
    vaultAddress: account.address,
    leader: account.vault.leader,
    description: "",
    portfolio: portfolioOf(exchange, account),
    apr: 0,
    followerState: null,
    leaderFraction: 1,
    leaderCommission: 0.1,
    followers: [],
    maxDistributable: value,
    maxWithdrawable: value,
    isClosed: false,
    relationship: { type: "normal" },
    allowDeposits: true,
    alwaysCloseOnWithdraw: false,
  };
}

function activeAssetData(exchange: Exchange, user: string, coin: string) {
  const market = exchange.markets.find(coin);
  if (market === undefined) throw new UnreadableRequest(UNREADABLE);
  const account = exchange.account(user);
  const leverage = leverageOf(account, coin, exchange.markets);
  const available = marginOf(account, exchange.markets).withdrawable;
  const size = available.times(leverage.value).div(market.mark).toDecimalPlaces(market.spec.szDecimals, 1);
  return {
    user: account.address,
    coin,
    leverage: leverage.type === "cross" ? leverage : { ...leverage, rawUsd: "0.0" },
    maxTradeSzs: [wire(size), wire(size)],
    availableToTrade: [usd(available), usd(available)],
    markPx: wire(market.mark),
  };
}

function userRateLimit(exchange: Exchange, user: string) {
  const account = exchange.known(user);
  return {
    cumVlm: usd(account?.volumeUsd ?? exact(0)),
    nRequestsUsed: account?.requests ?? 0,
    nRequestsCap: 10_000 + Math.floor(account?.volumeUsd.toNumber() ?? 0),
    nRequestsSurplus: 0,
  };
}

export const ACCOUNT_INFO: Readonly<Record<string, InfoHandler>> = {
  clearinghouseState: (exchange, request) => {
    const user = addressIn(request);
    if (isOtherDex(request)) return emptyClearinghouseState(exchange.clock.stamp());
    return serveClearinghouseState(exchange, user);
  },
  spotClearinghouseState: (_exchange, request) => {
    addressIn(request);
    return { balances: [] };
  },
  userRole: (exchange, request) => userRole(exchange, addressIn(request)),
  vaultDetails: (exchange, request) => vaultDetails(exchange, addressIn(request, "vaultAddress")),
  portfolio: (exchange, request) => portfolioOf(exchange, exchange.known(addressIn(request))),
  userFees: (_exchange, request) => {
    addressIn(request);
    return userFees();
  },
  userRateLimit: (exchange, request) => userRateLimit(exchange, addressIn(request)),
  extraAgents: (exchange, request) => exchange.known(addressIn(request))?.agents ?? [],
  activeAssetData: (exchange, request) =>
    activeAssetData(exchange, addressIn(request), textIn(request, "coin")),
  userAbstraction: (_exchange, request) => {
    addressIn(request);
    return "default";
  },
  referral: () => ({ referredBy: null, cumVlm: "0.0", unclaimedRewards: "0.0", claimedRewards: "0.0" }),
  maxBuilderFee: () => 0,
  subAccounts: () => null,
};

import { clearinghouseStateOf, emptyClearinghouseState } from "../accounts/clearinghouse-state.ts";
import { Account } from "../accounts/account.ts";
import { isValid } from "../accounts/agents.ts";
import { leverageOf, marginOf } from "../accounts/margin.ts";
import { exact, plain, usd, wire } from "../exact.ts";
import { requestsCap } from "../exchange-actions/address-limit.ts";
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
  if (account === undefined || !account.exists) return { role: "missing" };
  if (account.master !== undefined) return { role: "subAccount", data: { master: account.master } };
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

export function activeAssetData(exchange: Exchange, user: string, coin: string) {
  const market = exchange.markets.find(coin);
  if (market === undefined) throw new UnreadableRequest(UNREADABLE);
  const account = exchange.known(user) ?? new Account(user);
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

/** API wallets with a name. */
function extraAgents(exchange: Exchange, user: string) {
  const now = exchange.clock.now();
  const all = exchange.unconfirmed.expiredAgents === "listed";
  return (exchange.known(user)?.agents ?? []).filter(
    (agent) => agent.name !== "" && (all || isValid(agent, now)),
  );
}

/** As much of the page's one big answer as tells the API wallet without a name. */
function webData2(exchange: Exchange, user: string) {
  const unnamed = exchange.known(user)?.agents.find((agent) => agent.name === "");
  return { user, agentAddress: unnamed?.address ?? null, agentValidUntil: unnamed?.validUntil ?? null };
}

function subAccounts(exchange: Exchange, user: string) {
  const rows = exchange
    .accounts()
    .filter((account) => account.master === user)
    .map((account) => ({
      name: "sub",
      subAccountUser: account.address,
      master: user,
      clearinghouseState: clearinghouseStateOf(account, exchange.markets, exchange.clock.stamp()),
      spotState: { balances: [] },
    }));
  return rows.length === 0 ? null : rows;
}

function userRateLimit(exchange: Exchange, user: string) {
  const account = exchange.known(user);
  return {
    cumVlm: usd(account?.volumeUsd ?? exact(0)),
    nRequestsUsed: account?.requests ?? 0,
    nRequestsCap: requestsCap(account ?? new Account(user)),
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
  webData2: (exchange, request) => webData2(exchange, addressIn(request)),
  extraAgents: (exchange, request) => extraAgents(exchange, addressIn(request)),
  activeAssetData: (exchange, request) =>
    activeAssetData(exchange, addressIn(request), textIn(request, "coin")),
  userAbstraction: (_exchange, request) => {
    addressIn(request);
    return "default";
  },
  referral: () => ({ referredBy: null, cumVlm: "0.0", unclaimedRewards: "0.0", claimedRewards: "0.0" }),
  maxBuilderFee: () => 0,
  subAccounts: (exchange, request) => subAccounts(exchange, addressIn(request)),
};

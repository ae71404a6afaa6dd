import { pro } from "ccxt";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { World } from "../../world/world.ts";
import { startTrustedWorld } from "./trusted-world.ts";

const SYMBOL = "BTC/USDC:USDC";
const LEADER = "0x3333333333333333333333333333333333333333";
const key = generatePrivateKey();
const owner = privateKeyToAccount(key);

let world: World;
let client: InstanceType<typeof pro.hyperliquid>;

beforeAll(async () => {
  world = await startTrustedWorld({
    seed: 11,
    leaders: [{ kind: "manual", address: LEADER, equity: "50000" }],
  });
  world.setMid("BTC", "66400");
  world.account(owner.address).deposit("10000");
  client = new pro.hyperliquid({ walletAddress: owner.address, privateKey: key, enableRateLimit: false });
  client.urls["api"] = {
    public: `https://127.0.0.1:${world.port}`,
    private: `https://127.0.0.1:${world.port}`,
    ws: { public: `wss://127.0.0.1:${world.port}/ws` },
  };
  client.initializeClient = async () => true;
});
afterAll(async () => {
  await client.close();
  await world.close();
});

describe("ccxt", () => {
  test("markets and books", async () => {
    const markets = await client.loadMarkets();
    expect(markets[SYMBOL]).toMatchObject({ baseId: "0", precision: { amount: 0.00001, price: 1 } });
    const book = await client.fetchOrderBook(SYMBOL);
    expect(book.bids).toHaveLength(20);
    const [bid, ask] = [book.bids[0]?.[0], book.asks[0]?.[0]];
    expect([bid, ask]).toEqual([66_399, 66_401]);
    const candles = await client.fetchOHLCV(SYMBOL, "1m", undefined, 5);
    expect(candles.length).toBeGreaterThan(0);
  });

  test("an IOC order fills; position, trades and order are there", async () => {
    const order = await client.createOrder(SYMBOL, "limit", "buy", 0.02, 66_500, { timeInForce: "IOC" });
    expect(order.filled).toBe(0.02);
    const [position] = await client.fetchPositions([SYMBOL]);
    expect(position).toMatchObject({ contracts: 0.02, side: "long" });
    const [trade] = await client.fetchMyTrades(SYMBOL);
    expect(trade).toMatchObject({ side: "buy", takerOrMaker: "taker" });
    expect((await client.fetchOrder(String(order.id), SYMBOL)).status).toBe("closed");
    const balance = await client.fetchBalance();
    expect(Number(balance["USDC"]?.total)).toBeGreaterThan(9_990);
  });

  test("a resting order is listed and cancelled", async () => {
    const order = await client.createOrder(SYMBOL, "limit", "buy", 0.01, 60_000);
    expect((await client.fetchOpenOrders(SYMBOL)).map((open) => open.id)).toEqual([order.id]);
    await client.cancelOrder(String(order.id), SYMBOL);
    expect(await client.fetchOpenOrders(SYMBOL)).toEqual([]);
  });

  test("leverage", async () => {
    await client.setLeverage(5, SYMBOL, { marginMode: "cross" });
    const [position] = await client.fetchPositions([SYMBOL]);
    expect(position?.leverage).toBe(5);
  });

  test("a wrong key is refused", async () => {
    const stranger = new pro.hyperliquid({
      walletAddress: owner.address,
      privateKey: generatePrivateKey(),
      enableRateLimit: false,
    });
    stranger.urls["api"] = client.urls["api"];
    stranger.initializeClient = async () => true;
    await expect(
      stranger.createOrder(SYMBOL, "limit", "buy", 0.02, 66_500, { timeInForce: "IOC" }),
    ).rejects.toThrow("does not exist");
    await stranger.close();
  });

  test("another account's trades, live", async () => {
    const watched = client.watchMyTrades(undefined, undefined, undefined, { user: LEADER });
    // The first answer is the snapshot, empty; the trade after it is what resolves.
    await expect.poll(() => world.listeners("userFills", LEADER), { timeout: 5_000 }).toBe(1);
    world.leader(LEADER).trade({ coin: "ETH", side: "buy", size: "2" });
    const trades = await watched;
    expect(trades.at(-1)).toMatchObject({ symbol: "ETH/USDC:USDC", side: "buy", amount: 2 });
  });

  test("no builder fee, no referrer and no scheduled cancel reached the exchange", () => {
    expect(world.recordedActions).toEqual([]);
    expect(world.ledger.ordersAccepted(owner.address).map((order) => order.builder)).toEqual([null, null]);
  });
});

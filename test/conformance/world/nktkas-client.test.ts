import {
  ExchangeClient,
  HttpTransport,
  InfoClient,
  SubscriptionClient,
  WebSocketTransport,
} from "@nktkas/hyperliquid";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { World } from "../../world/world.ts";
import { startTrustedWorld } from "./trusted-world.ts";

const LEADER = "0x1111111111111111111111111111111111111111";
const NOBODY = "0x2222222222222222222222222222222222222222";
const BTC = 0;

let world: World;
let http: HttpTransport;
const master = privateKeyToAccount(generatePrivateKey());
const agent = privateKeyToAccount(generatePrivateKey());
const stranger = privateKeyToAccount(generatePrivateKey());

beforeAll(async () => {
  world = await startTrustedWorld({
    seed: 7,
    leaders: [
      {
        kind: "manual",
        address: LEADER,
        equity: "50000",
        positions: [{ coin: "ETH", size: "-3", entryPx: "1900" }],
        vault: { name: "Test vault" },
      },
    ],
  });
  world.setMid("BTC", "66400");
  world.account(master.address).deposit("10000");
  world.account(master.address).approveAgent(agent.address, { name: "bot" });
  http = new HttpTransport({ apiUrl: `https://127.0.0.1:${world.port}` });
});
afterAll(async () => {
  await world.close();
});

describe("@nktkas/hyperliquid reads", () => {
  test("market data", async () => {
    const info = new InfoClient({ transport: http });
    const { universe } = await info.meta();
    expect(universe[BTC]).toMatchObject({ name: "BTC", szDecimals: 5, maxLeverage: 40 });
    const book = await info.l2Book({ coin: "BTC" });
    expect(book?.levels.map((side) => side.length)).toEqual([20, 20]);
    expect(Number(book?.levels[0][0]?.px)).toBeLessThan(Number(book?.levels[1][0]?.px));
    expect(await info.l2Book({ coin: "NOSUCH" })).toBeNull();
    expect((await info.allMids())["BTC"]).toBe("66400.0");
    const [meta, contexts] = await info.metaAndAssetCtxs();
    expect(contexts).toHaveLength(meta.universe.length);
    const hour = 3_600_000;
    const startTime = Date.now() - 5 * hour;
    const candles = await info.candleSnapshot({ coin: "SOL", interval: "1h", startTime });
    expect(candles.length).toBeGreaterThanOrEqual(5);
    for (const [i, candle] of candles.entries()) {
      expect(Number(candle.l)).toBeLessThanOrEqual(Math.min(Number(candle.o), Number(candle.c)));
      expect(Number(candle.h)).toBeGreaterThanOrEqual(Math.max(Number(candle.o), Number(candle.c)));
      expect(candle.t - (candles[i - 1]?.t ?? candle.t - hour)).toBe(hour);
    }
    const funding = await info.fundingHistory({ coin: "BTC", startTime });
    expect(funding.length).toBeGreaterThanOrEqual(4);
  });

  test("a leader, a vault and nobody", async () => {
    const info = new InfoClient({ transport: http });
    const state = await info.clearinghouseState({ user: LEADER });
    expect(state.assetPositions[0]?.position).toMatchObject({ coin: "ETH", szi: "-3.0", entryPx: "1900.0" });
    expect(await info.userRole({ user: LEADER })).toEqual({ role: "vault" });
    expect((await info.vaultDetails({ vaultAddress: LEADER }))?.name).toBe("Test vault");
    expect(await info.vaultDetails({ vaultAddress: NOBODY })).toBeNull();
    expect(await info.userRole({ user: NOBODY })).toEqual({ role: "missing" });
    expect(await info.userFills({ user: NOBODY })).toEqual([]);
    expect((await info.clearinghouseState({ user: NOBODY })).marginSummary.accountValue).toBe("0.0");
    expect(await info.userRole({ user: agent.address })).toEqual({
      role: "agent",
      data: { user: master.address.toLowerCase() },
    });
  });
});

describe("@nktkas/hyperliquid trades", () => {
  test("an IOC order of an API wallet fills, and its owner holds the position", async () => {
    const exchange = new ExchangeClient({ transport: http, wallet: agent });
    const cloid = "0x5f1c00000000000000000000000000aa";
    const { response } = await exchange.order({
      orders: [{ a: BTC, b: true, p: "66500", s: "0.01", r: false, t: { limit: { tif: "Ioc" } }, c: cloid }],
      grouping: "na",
    });
    expect(response.data.statuses[0]).toMatchObject({ filled: { totalSz: "0.01", cloid } });
    expect(world.account(master.address).position("BTC")).toBe("0.01");
    const info = new InfoClient({ transport: http });
    const status = await info.orderStatus({ user: master.address, oid: cloid });
    expect(status).toMatchObject({ status: "order", order: { status: "filled" } });
    const [fill] = await info.userFills({ user: master.address });
    expect(fill).toMatchObject({
      coin: "BTC",
      side: "B",
      startPosition: "0.0",
      dir: "Open Long",
      crossed: true,
    });
    expect(Number(fill?.fee)).toBeCloseTo(Number(fill?.px) * 0.01 * 0.00045, 5);
  });

  test("a resting order is seen, modified and cancelled", async () => {
    const exchange = new ExchangeClient({ transport: http, wallet: agent });
    const info = new InfoClient({ transport: http });
    const order = {
      a: BTC,
      b: true,
      p: "60000",
      s: "0.001",
      r: false,
      t: { limit: { tif: "Gtc" } },
    } as const;
    const placed = await exchange.order({ orders: [order], grouping: "na" });
    const [resting] = placed.response.data.statuses;
    if (typeof resting !== "object" || !("resting" in resting)) throw new Error("it does not rest");
    const user = master.address;
    expect(await info.openOrders({ user })).toMatchObject([{ oid: resting.resting.oid, limitPx: "60000.0" }]);
    await exchange.modify({ oid: resting.resting.oid, order: { ...order, p: "61000" } });
    const [changed] = await info.frontendOpenOrders({ user });
    if (changed === undefined) throw new Error("the modified order is gone");
    expect(changed).toMatchObject({ limitPx: "61000.0", orderType: "Limit", tif: "Gtc" });
    await exchange.cancel({ cancels: [{ a: BTC, o: changed.oid }] });
    expect(await info.openOrders({ user })).toEqual([]);
    await expect(exchange.cancel({ cancels: [{ a: BTC, o: changed.oid }] })).rejects.toThrow(
      "Order was never placed, already canceled, or filled.",
    );
  });

  test("refusals are in the exchange's words", async () => {
    const exchange = new ExchangeClient({ transport: http, wallet: agent });
    const ioc = { limit: { tif: "Ioc" } } as const;
    const place = (p: string, s: string, b = true, r = false) =>
      exchange.order({ orders: [{ a: BTC, b, p, s, r, t: ioc }], grouping: "na" });
    await expect(place("66400.5", "0.01")).rejects.toThrow("Price must be divisible by tick size.");
    await expect(place("66400", "0.0000001")).rejects.toThrow("Order has invalid size.");
    await expect(place("66400", "0.0001")).rejects.toThrow("Order must have minimum value of $10.");
    await expect(place("66500", "100")).rejects.toThrow("Insufficient margin to place order.");
    await expect(place("66500", "0.01", true, true)).rejects.toThrow(
      "Reduce only order would increase position.",
    );
    await expect(place("66000", "0.01")).rejects.toThrow(
      "Order could not immediately match against any resting orders.",
    );
  });

  test("a stranger's signature is refused as the exchange refuses it", async () => {
    const exchange = new ExchangeClient({ transport: http, wallet: stranger });
    await expect(exchange.noop()).rejects.toThrow(
      `User or API Wallet ${stranger.address.toLowerCase()} does not exist.`,
    );
  });

  test("leverage within the instrument's limit", async () => {
    const exchange = new ExchangeClient({ transport: http, wallet: agent });
    await exchange.updateLeverage({ asset: BTC, isCross: true, leverage: 7 });
    await expect(exchange.updateLeverage({ asset: BTC, isCross: true, leverage: 41 })).rejects.toThrow(
      "Invalid leverage value",
    );
    const info = new InfoClient({ transport: http });
    const data = await info.activeAssetData({ user: master.address, coin: "BTC" });
    expect(data.leverage).toEqual({ type: "cross", value: 7 });
  });

  test("scheduleCancel is taken and recorded", async () => {
    const exchange = new ExchangeClient({ transport: http, wallet: agent });
    await exchange.scheduleCancel({ time: Date.now() + 60_000 });
    expect(world.recordedActions.at(-1)?.action).toMatchObject({ type: "scheduleCancel" });
  });
});

describe("@nktkas/hyperliquid listens", () => {
  test("userFills: the snapshot, then each trade; the socket also answers requests", async () => {
    const transport = new WebSocketTransport({ url: `wss://127.0.0.1:${world.port}/ws` });
    try {
      const client = new SubscriptionClient({ transport });
      world.leader(LEADER).trade({ coin: "BTC", side: "buy", size: "0.5" });
      const seen: { snapshot: boolean; sizes: string[] }[] = [];
      let arrived: () => void = () => undefined;
      const third = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      await client.userFills({ user: LEADER }, ({ isSnapshot, fills }) => {
        seen.push({ snapshot: isSnapshot === true, sizes: fills.map((fill) => fill.sz) });
        if (seen.length === 3) arrived();
      });
      world.leader(LEADER).trade({ coin: "BTC", side: "sell", size: "0.2", price: "66410" });
      world.leader(LEADER).tradeTogether([
        { coin: "BTC", side: "sell", size: "0.1" },
        { coin: "ETH", side: "buy", size: "1" },
      ]);
      await third;
      expect(seen).toEqual([
        { snapshot: true, sizes: ["0.5"] },
        { snapshot: false, sizes: ["0.2"] },
        { snapshot: false, sizes: ["0.1", "1.0"] },
      ]);
      const info = new InfoClient({ transport });
      const state = await info.clearinghouseState({ user: LEADER });
      expect(state.assetPositions).toHaveLength(2);
    } finally {
      await transport.close();
    }
  });

  test("market channels", async () => {
    const transport = new WebSocketTransport({ url: `wss://127.0.0.1:${world.port}/ws` });
    try {
      const client = new SubscriptionClient({ transport });
      const first = <T>(subscribe: (listener: (data: T) => void) => Promise<unknown>): Promise<T> =>
        new Promise((resolve, reject) => {
          subscribe(resolve).catch(reject);
        });
      const book = await first<{ coin: string }>((listener) => client.l2Book({ coin: "SOL" }, listener));
      expect(book.coin).toBe("SOL");
      const bbo = await first<{ coin: string }>((listener) => client.bbo({ coin: "SOL" }, listener));
      expect(bbo.coin).toBe("SOL");
      const mids = await first<{ mids: Record<string, string> }>((listener) => client.allMids(listener));
      expect(mids.mids["SOL"]).toBeDefined();
      const context = await first<{ coin: string }>((listener) =>
        client.activeAssetCtx({ coin: "SOL" }, listener),
      );
      expect(context.coin).toBe("SOL");
    } finally {
      await transport.close();
    }
  });
});

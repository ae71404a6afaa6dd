import HyperliquidClass from "#ccxt/hyperliquid.js";
import { describe, expect, test } from "vitest";
import { takeOffline } from "../../../lib/venues/ccxt/offline-exchange.ts";
import { calledHosts } from "../hyperliquid/called-hosts.ts";

const KEY = "0x0123456789012345678901234567890123456789012345678901234567890123";
const OWNER = `0x${"7".repeat(40)}`;

describe("a ccxt class without its network", () => {
  test("refuses its own calls, and connects to nobody", async () => {
    const exchange = takeOffline(
      new HyperliquidClass({ walletAddress: OWNER, privateKey: KEY, enableRateLimit: false }),
    );
    const called = await calledHosts(async () => {
      const order = exchange.createOrder("BTC/USDC:USDC", "limit", "buy", 1, 100);
      await expect(order).rejects.toThrow("sends nothing");
      await expect(exchange.initializeClient()).rejects.toThrow("sends nothing");
      await expect(exchange.fetchTime()).rejects.toThrow("sends nothing");
      await expect(exchange.loadMarkets()).rejects.toThrow("sends nothing");
    });
    expect([...called]).toEqual([]);
  });
});

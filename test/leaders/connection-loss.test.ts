import { describe, expect, it } from "vitest";
import { leaderNumber, tradingBench } from "./fake-hyperliquid.ts";

const A = leaderNumber(0xa);

describe("a connection that ends", () => {
  it("is lost at once, tried again within 500 ms, and made good by a reconnect snapshot", async () => {
    const t = tradingBench();
    t.random = 0.999;
    await t.watch(A);
    await t.clock.advance(3_000);
    const goodUntil = t.clock.now();
    t.socket.message({ channel: "pong" });
    await t.clock.advance(4_000);
    t.socket.fire("close", { code: 1006, reason: "" });
    expect(t.feeds(A).at(-1)).toMatchObject({ state: "lost", reason: "socket-closed", since: t.clock.now() });
    expect(t.feeds(A).at(-1)?.detail).toContain("1006");
    await t.clock.advance(1_000);
    expect(t.sockets).toHaveLength(2);
    expect(t.snapshots(A).at(-1)).toMatchObject({ cause: "reconnect", goodUntil });
    expect(t.feeds(A).map((feed) => `${feed.state}/${feed.reason}`)).toEqual([
      "lost/connecting",
      "live/connected",
      "lost/socket-closed",
      "live/connected",
    ]);
  });

  it("backs off while attempts fail, and counts them", async () => {
    const t = tradingBench();
    await t.watch(A);
    t.opens = false;
    t.socket.fire("close", {});
    const waits: number[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      const count = t.sockets.length;
      const from = t.clock.now();
      while (t.sockets.length === count) await t.clock.advance(10);
      waits.push(t.clock.now() - from);
      t.socket.fire("close", {});
    }
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000]);
    expect(t.feeds(A).at(-1)?.attempts).toBeGreaterThan(2);
  });

  it("opens at most 15 connections a minute even when each of them works for a moment", async () => {
    const t = tradingBench();
    await t.watch(A);
    const end = t.clock.now() + 59_000;
    while (t.clock.now() < end) {
      t.socket.fire("close", {});
      await t.clock.advance(100);
    }
    expect(t.sockets.length).toBeLessThanOrEqual(15);
    expect(t.sockets.length).toBeGreaterThan(8);
  });

  it("is silent when no pong comes", async () => {
    const t = tradingBench();
    await t.watch(A);
    t.pongs = false;
    await t.clock.advance(26_000);
    expect(t.feeds(A).map((feed) => feed.reason)).toContain("silent");
    expect(t.sockets.length).toBeGreaterThan(1);
    expect(t.sockets[0]?.closed).toBe(true);
  });

  it("notices on waking that timers stood still", async () => {
    const t = tradingBench();
    await t.watch(A);
    t.pongs = false;
    t.clock.sleep(600_000);
    await t.clock.advance(0);
    expect(t.feed(A)).toBe("lost/silent");
  });

  it("says offline when the browser is", async () => {
    const t = tradingBench();
    await t.watch(A);
    t.online = false;
    t.socket.fire("close", {});
    expect(t.feed(A)).toBe("lost/offline");
  });

  it("gives up a connection on which no subscription is answered", async () => {
    const t = tradingBench();
    t.history = null;
    await t.watch(A);
    await t.clock.advance(10_000);
    expect(t.feed(A)).toBe("lost/silent");
    expect(t.sockets[0]?.closed).toBe(true);
  });
});

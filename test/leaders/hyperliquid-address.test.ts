import { describe, expect, it } from "vitest";
import { addressOf } from "../../lib/model/identity.ts";
import { RequestError } from "../../lib/model/request.ts";
import { SourceBench, leaderNumber, tradingBench, userFills, wireFill } from "./fake-hyperliquid.ts";

const A = leaderNumber(0xa);
const B = leaderNumber(0xb);
const a = addressOf(A);
const b = addressOf(B);
const DAY = 24 * 3_600_000;

describe("starting", () => {
  it("tells connecting, then a start snapshot, then live; the history is no news", async () => {
    const t = tradingBench();
    t.states.set(a, { BTC: "-0.5" });
    t.source.watch(A);
    expect(t.events).toMatchObject([{ kind: "leader-feed", feed: { state: "lost", reason: "connecting" } }]);
    await t.clock.advance(100);
    expect(t.events.map((event) => event.kind)).toEqual(["leader-feed", "leader-snapshot", "leader-feed"]);
    expect(t.snapshots(A)[0]).toMatchObject({
      cause: "start",
      snapshot: { equity: "1000" },
      clockOffsetMs: 0,
    });
    expect(t.snapshots(A)[0]?.goodUntil).toBe(t.snapshots(A)[0]?.at);
    expect(t.snapshots(A)[0]?.snapshot.positions).toMatchObject([{ instrument: "BTC", size: "-0.5" }]);
    expect(t.feed(A)).toBe("live/connected");
    expect(t.fills(A)).toEqual([]);
  });

  it("is idempotent and shares one socket", async () => {
    const t = tradingBench();
    await t.watch(A, A, B);
    expect(t.sockets).toHaveLength(1);
    expect(t.socket.users("subscribe")).toEqual([a, b]);
    expect(t.snapshots(A)).toHaveLength(1);
  });

  it("passes fills on that come between the history and the snapshot", async () => {
    const t = tradingBench();
    t.answerDelayMs = 1_000;
    await t.watch(A);
    t.socket.message(userFills(a, [wireFill()]));
    await t.clock.advance(2_000);
    expect(t.events.map((event) => event.kind)).toEqual([
      "leader-feed",
      "leader-fills",
      "leader-snapshot",
      "leader-feed",
    ]);
  });

  it("takes the middle of the round trip for the clock's offset", async () => {
    const t = tradingBench();
    t.answerDelayMs = 400;
    await t.watch(A);
    await t.clock.advance(1_000);
    expect(t.snapshots(A)[0]?.clockOffsetMs).toBe(200);
  });

  it("does not compare the clocks by an answer that took long", async () => {
    const t = tradingBench();
    t.answerDelayMs = 3_000;
    await t.watch(A);
    await t.clock.advance(4_000);
    expect(t.snapshots(A)[0]?.clockOffsetMs).toBeNull();
  });

  it("asks again where an answer came late, as after a sleep: it shows him as he was", async () => {
    const t = tradingBench();
    t.answerDelayMs = 18_000;
    await t.watch(A);
    t.answerDelayMs = 50;
    await t.clock.advance(18_000);
    expect(t.snapshots(A)).toEqual([]);
    await t.clock.advance(2_000);
    expect(t.snapshots(A)).toHaveLength(1);
  });

  it("reads the leader without the stream when that does not begin", async () => {
    const t = tradingBench();
    t.opens = false;
    t.source.watch(A);
    await t.clock.advance(12_000);
    expect(t.snapshots(A)).toMatchObject([{ cause: "start" }]);
    expect(t.feeds(A).at(-1)?.state).toBe("lost");
    t.opens = true;
    await t.clock.advance(20_000);
    expect(t.snapshots(A).map((event) => event.cause)).toContain("reconnect");
    expect(t.feed(A)).toBe("live/connected");
  });

  it("is live while he holds something, however long he has not traded", async () => {
    const t = new SourceBench();
    t.states.set(a, { BTC: "1" });
    await t.watch(A);
    expect(t.feed(A)).toBe("live/connected");
  });

  it("is idle when flat and without a trade for a day", async () => {
    const t = tradingBench();
    t.history = [wireFill({ time: t.clock.now() - DAY - 1_000 })];
    await t.watch(A);
    expect(t.feed(A)).toBe("idle/no-recent-trades");
    t.socket.message(userFills(a, [wireFill({ time: t.clock.now() })]));
    expect(t.feed(A)).toBe("live/connected");
  });
});

describe("reading on", () => {
  it("polls every 5 s or so with the cause poll", async () => {
    const t = tradingBench();
    await t.watch(A);
    await t.clock.advance(60_000);
    const [first, ...polls] = t.snapshots(A).map((event) => event.cause);
    expect(first).toBe("start");
    expect(new Set(polls)).toEqual(new Set(["poll"]));
    expect(polls.length).toBeGreaterThanOrEqual(9);
    expect(polls.length).toBeLessThanOrEqual(16);
  });

  it("dates what only a snapshot reveals from the last one that showed nothing unknown", async () => {
    const t = tradingBench();
    await t.watch(A);
    t.source.refresh(A, "poll");
    await t.clock.advance(1_000);
    const agreed = t.snapshots(A).at(-1);
    expect(agreed).toMatchObject({ cause: "poll", goodUntil: agreed?.at });
    t.states.set(a, { BTC: "1" });
    for (const _ of [1, 2]) {
      t.source.refresh(A, "poll");
      await t.clock.advance(1_000);
      expect(t.snapshots(A).at(-1)).toMatchObject({ cause: "poll", goodUntil: agreed?.at });
    }
    t.source.refresh(A, "gap");
    await t.clock.advance(1_000);
    expect(t.snapshots(A).at(-1)).toMatchObject({ cause: "gap", goodUntil: agreed?.at });
    t.source.refresh(A, "gap");
    await t.clock.advance(1_000);
    expect(t.snapshots(A).at(-1)?.goodUntil).toBe(t.snapshots(A).at(-2)?.at);
  });

  it("takes a fill into account when it compares a poll", async () => {
    const t = tradingBench();
    await t.watch(A);
    const fill = wireFill({ time: t.clock.now() });
    const next = wireFill({ time: t.clock.now() + 1, startPosition: "0.5", tid: 8 });
    for (const row of [fill, next, fill]) t.socket.message(userFills(a, [row]));
    t.states.set(a, { BTC: "1.0" });
    t.source.refresh(A, "poll");
    await t.clock.advance(1_000);
    expect(t.snapshots(A).at(-1)?.goodUntil).toBe(t.snapshots(A).at(-1)?.at);
  });

  it("answers refresh with the cause given, and joins what waits", async () => {
    const t = tradingBench();
    await t.watch(A);
    t.answerDelayMs = 500;
    t.source.refresh(A, "gap");
    t.source.refresh(A, "gap");
    t.source.refresh(A, "gap");
    await t.clock.advance(2_000);
    expect(t.snapshots(A).map((event) => event.cause)).toEqual(["start", "gap", "gap"]);
  });

  it("is slow when pongs come late, and says so once", async () => {
    const t = tradingBench();
    await t.watch(A);
    t.pongs = false;
    await t.clock.advance(15_000);
    await t.clock.advance(1_800);
    t.socket.message({ channel: "pong" });
    expect(t.feed(A)).toBe("slow/late-answers");
    expect(t.feeds(A).at(-1)?.latencyMs).toBeGreaterThan(1_500);
    expect(t.feeds(A).filter((feed) => feed.state === "slow")).toHaveLength(1);
  });

  it("is slow while his snapshots fail, and obeys the time to wait", async () => {
    const t = tradingBench();
    await t.watch(A);
    t.states.set(a, new RequestError("rate-limited", "too many", 30_000));
    await t.clock.advance(8_000);
    expect(t.feed(A)).toBe("slow/rate-limited");
    const asked = t.asked.length;
    await t.clock.advance(20_000);
    expect(t.asked.length).toBe(asked);
    t.states.delete(a);
    await t.clock.advance(20_000);
    expect(t.feed(A)).toBe("live/connected");
  });
});

describe("ending", () => {
  it("unsubscribes, tells nothing more, and closes the socket after the last", async () => {
    const t = tradingBench();
    await t.watch(A, B);
    t.source.unwatch(A);
    expect(t.socket.users("unsubscribe")).toEqual([a]);
    const told = t.events.length;
    t.socket.message(userFills(a, [wireFill()]));
    t.source.refresh(A, "gap");
    await t.clock.advance(100);
    expect(t.events.slice(told)).toEqual([]);
    t.source.unwatch(B);
    expect(t.socket.closed).toBe(true);
    expect(t.clock.pending).toBe(0);
  });

  it("close leaves no timers and emits nothing afterwards", async () => {
    const t = tradingBench();
    await t.watch(A, B);
    t.answerDelayMs = 50;
    t.source.refresh(A, "gap");
    t.source.close();
    const told = t.events.length;
    await t.clock.advance(60_000);
    t.socket.message(userFills(a, [wireFill()]));
    t.source.watch(A);
    expect(t.events.length).toBe(told);
    expect(t.clock.pending).toBe(0);
  });
});

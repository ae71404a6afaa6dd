import { describe, expect, it } from "vitest";
import { addressOf } from "../../lib/model/identity.ts";
import { leaderNumber, tradingBench, userFills, wireFill } from "./fake-hyperliquid.ts";

const A = leaderNumber(0xa);
const B = leaderNumber(0xb);
const a = addressOf(A);
const b = addressOf(B);

describe("what cannot be read", () => {
  it("loses only the leader whose message it was, and the next snapshot heals him", async () => {
    const t = tradingBench();
    await t.watch(A, B);
    t.answerDelayMs = 50;
    t.socket.message(userFills(a, [wireFill({ sz: "much" })]));
    expect(t.feeds(A).at(-1)).toMatchObject({ state: "lost", reason: "unreadable" });
    expect(t.feeds(A).at(-1)?.detail).toContain("sz");
    expect(t.feed(B)).toBe("live/connected");
    t.socket.message(userFills(b, [wireFill()]));
    expect(t.fills(B)).toHaveLength(1);
    await t.clock.advance(100);
    expect(t.snapshots(A).at(-1)?.cause).toBe("gap");
    expect(t.feed(A)).toBe("live/connected");
  });

  it("is not healed by a snapshot that was asked for before the message", async () => {
    const t = tradingBench();
    await t.watch(A);
    t.answerDelayMs = 500;
    t.source.refresh(A, "poll");
    await t.clock.advance(100);
    t.socket.message(userFills(a, "none"));
    await t.clock.advance(600);
    expect(t.snapshots(A)).toHaveLength(2);
    expect(t.feed(A)).toBe("lost/unreadable");
    await t.clock.advance(600);
    expect(t.feed(A)).toBe("live/connected");
  });

  it("stays lost while the snapshot itself is unreadable", async () => {
    const t = tradingBench();
    t.states.set(a, { raw: { assetPositions: "none" } });
    await t.watch(A, B);
    expect(t.feed(A)).toBe("lost/unreadable");
    expect(t.feeds(A).at(-1)?.detail).toContain("clearinghouseState: marginSummary");
    expect(t.snapshots(A)).toEqual([]);
    expect(t.feed(B)).toBe("live/connected");
  });

  it("answers a frame of nobody with a snapshot of all, not more than every 2 s", async () => {
    const t = tradingBench();
    await t.watch(A, B);
    for (let n = 0; n < 20; n++) t.socket.message("{not json");
    t.socket.message({ channel: "userFills", data: { fills: [] } });
    await t.clock.advance(10_000);
    const causes = (leader: typeof A) =>
      t.snapshots(leader).flatMap((event) => (event.cause === "poll" ? [] : [event.cause]));
    expect(causes(A)).toEqual(["start", "gap", "gap"]);
    expect(causes(B)).toEqual(["start", "gap", "gap"]);
    expect(t.feed(A)).toBe("live/connected");
  });

  it("tolerates the greeting in plain text and unknown channels", async () => {
    const t = tradingBench();
    await t.watch(A);
    t.socket.message("Websocket connection established.");
    t.socket.message({ channel: "notification", data: { notification: "hello" } });
    await t.clock.advance(1_000);
    expect(t.snapshots(A)).toHaveLength(1);
  });
});

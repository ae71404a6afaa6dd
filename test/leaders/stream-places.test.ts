import { describe, expect, it } from "vitest";
import { addressOf } from "../../lib/model/identity.ts";
import { leaderNumber, tradingBench } from "./fake-hyperliquid.ts";

const A = leaderNumber(0xa);
const B = leaderNumber(0xb);

describe("limits", () => {
  const twelve = Array.from({ length: 12 }, (_, n) => leaderNumber(100 + n));

  it("streams ten leaders and polls the others, who take a place that becomes free", async () => {
    const t = tradingBench();
    await t.watch(...twelve);
    const eleventh = leaderNumber(110);
    expect(t.socket.users("subscribe")).toHaveLength(10);
    expect(t.feed(eleventh)).toBe("slow/refused");
    expect(t.feeds(eleventh).at(-1)?.detail).toContain("10");
    expect(t.snapshots(eleventh)).toMatchObject([{ cause: "start" }]);
    t.states.set(addressOf(eleventh), { ETH: "2" });
    const before = t.snapshots(eleventh)[0]?.at;
    await t.clock.advance(6_500);
    expect(t.snapshots(eleventh).at(-1)).toMatchObject({ cause: "gap", goodUntil: before });
    t.source.unwatch(leaderNumber(100));
    await t.clock.advance(100);
    expect(t.feed(eleventh)).toBe("live/connected");
    expect(t.feed(leaderNumber(111))).toBe("slow/refused");
  });

  it("takes an error frame for the oldest unanswered subscription", async () => {
    const t = tradingBench();
    await t.watch(A);
    t.history = null;
    t.source.watch(B);
    t.socket.message({ channel: "error", data: "Cannot track more than 15 total users." });
    await t.clock.advance(11_000);
    expect(t.feed(A)).toBe("live/connected");
    expect(t.feed(B)).toBe("slow/refused");
    expect(t.feeds(B).at(-1)?.detail).toBe("Cannot track more than 15 total users.");
    expect(t.sockets).toHaveLength(1);
  });

  it("does not give a working connection up for one leader without an answer", async () => {
    const t = tradingBench();
    await t.watch(A);
    t.history = null;
    t.source.watch(B);
    await t.clock.advance(11_000);
    expect(t.feed(A)).toBe("live/connected");
    expect(t.feed(B)).toBe("slow/silent");
    expect(t.sockets).toHaveLength(1);
  });
});

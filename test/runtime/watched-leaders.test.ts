import { expect, it } from "vitest";
import type { LeaderSource } from "../../lib/model/leader.ts";
import { WatchedLeaders } from "../../lib/runtime/watched-leaders.ts";
import { EngineDriver, FOLLOW, LEADER } from "../engine/engine-driver.ts";

it("watches a leader as long as a follow still does as he does", () => {
  const calls: string[] = [];
  const watched = new WatchedLeaders({
    watch: (id) => calls.push(`watch ${id}`),
    unwatch: (id) => calls.push(`unwatch ${id}`),
    refresh: () => undefined,
    read: () => Promise.reject(new Error("nobody reads here")),
    close: () => undefined,
  } satisfies LeaderSource);
  const engine = new EngineDriver();
  engine.follow();
  engine.snapshot({});
  engine.marks({ ETH: 2_000 });
  expect(watched.follow(engine.state)).toBe(true);
  engine.trade("ETH", 10, 2_000);
  engine.answerAll();
  engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "leader-out" });
  expect(watched.follow(engine.state)).toBe(false);
  expect(calls).toEqual([`watch ${LEADER}`]);
  engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
  watched.follow(engine.state);
  expect(calls).toEqual([`watch ${LEADER}`, `unwatch ${LEADER}`]);
});

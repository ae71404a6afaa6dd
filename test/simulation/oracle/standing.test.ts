import { expect, it } from "vitest";
import { chapter } from "./breaking.ts";
import { Facts } from "./facts.ts";
import { BEGAN } from "./hand-made-rows.ts";
import { soundRecord } from "./hand-made.ts";
import { Standings, noGrowth } from "./standing.ts";

it("lets a follow run from the snapshot on that began it, also where a command came in the same chapter", () => {
  const record = soundRecord();
  const command = { kind: "pause", at: BEGAN + 103, followId: "f1" };
  chapter(record, 1).change.events.push({ at: BEGAN + 103, kind: "command", body: { command } });
  const standings = new Standings(new Facts(record));
  const why = (at: number): (string | null)[] =>
    standings.during(1, BEGAN + at).map((standing) => noGrowth(standing, "f1"));
  expect(why(99)).toEqual(["the follow is starting"]);
  expect(why(100)).toEqual([null]);
  expect(why(104)).toEqual(["the follow is paused", "the follow is paused"]);
});

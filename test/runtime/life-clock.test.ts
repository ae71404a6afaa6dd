import { expect, it } from "vitest";
import { createLifeClock } from "../../lib/runtime/life-clock.ts";
import { FakeClock } from "../leaders/fake-clock.ts";

it("fires nothing of a life that has ended, and takes no new timers", async () => {
  const world = new FakeClock();
  const life = createLifeClock(world);
  const fired: string[] = [];
  life.setTimeout(() => fired.push("in time"), 100);
  life.setTimeout(() => fired.push("too late"), 300);
  life.clearTimeout(life.setTimeout(() => fired.push("cleared"), 100));
  await world.advance(200);
  life.end();
  life.setTimeout(() => fired.push("after the end"), 10);
  await world.advance(1_000);
  expect(fired).toEqual(["in time"]);
  expect(world.pending).toBe(0);
});

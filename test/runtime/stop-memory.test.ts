import { expect, it } from "vitest";
import type { EngineState } from "../../lib/engine/engine-state.ts";
import { ClientOrderId } from "../../lib/model/identity.ts";
import { StopMemory } from "../../lib/runtime/stop-memory.ts";
import { sampleStop } from "../journal/sample-stops.ts";

const id = (n: number): ClientOrderId => ClientOrderId.parse(`0x${n.toString(16).padStart(32, "0")}`);
const ROW = sampleStop(1);
const withStops = (...ids: number[]): Pick<EngineState, "stops"> => ({
  stops: new Map(ids.map((n) => [id(n), ROW])),
});

it("knows stops of this life, also when they have ended, and forgets the oldest of those first", () => {
  const memory = new StopMemory();
  memory.note(withStops(1));
  memory.note(withStops(2));
  expect([id(1), id(2), id(3)].map((one) => memory.has(one))).toEqual([true, true, false]);
  const many = Array.from({ length: 2_500 }, (_, n) => n + 10);
  for (const n of many) memory.note(withStops(2, n));
  expect(memory.has(id(1))).toBe(false);
  expect(memory.has(id(2))).toBe(true);
  expect(memory.has(id(2_509))).toBe(true);
});

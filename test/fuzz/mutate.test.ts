import { describe, expect, it } from "vitest";
import { Dice } from "../simulation/dice.ts";
import { mutated } from "./mutate.ts";
import { mutatedText } from "./mutate-text.ts";

const SOUND = {
  kind: "order-done",
  size: "0.25",
  at: 1_700_000_000_000,
  fills: [{ id: "a", reduceOnly: true }],
};

function cases(count: number): unknown[] {
  return Array.from({ length: count }, (_, number) => mutated(new Dice(1, `case ${number}`), SOUND));
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

describe("mutations", () => {
  it("are the same for the same dice, and leave the original alone", () => {
    const before = structuredClone(SOUND);
    expect(mutated(new Dice(5, "a"), SOUND)).toEqual(mutated(new Dice(5, "a"), SOUND));
    cases(500);
    expect(SOUND).toEqual(before);
  });

  it("drop fields, change types, make numbers that are none, and add keys of prototypes as own ones", () => {
    const all = cases(3_000).map(fields);
    expect(all.some((one) => !("size" in one))).toBe(true);
    expect(all.some((one) => typeof one["size"] === "number")).toBe(true);
    expect(all.some((one) => Number.isNaN(one["at"]))).toBe(true);
    expect(all.some((one) => typeof one["at"] === "number" && one["at"] < 0)).toBe(true);
    expect(all.some((one) => String(one["size"]).startsWith("-"))).toBe(true);
    expect(all.some((one) => String(one["size"]).length > 40)).toBe(true);
    expect(all.some((one) => Object.hasOwn(one, "__proto__"))).toBe(true);
    expect(all.some((one) => Array.isArray(one["fills"]) && one["fills"].length > 50)).toBe(true);
    expect(all.some((one) => Array.isArray(one["fills"]) && one["fills"].length === 0)).toBe(true);
  });

  it("leave some as they were, so that a sound one is seen to pass", () => {
    const sound = cases(1_000).filter((one) => JSON.stringify(one) === JSON.stringify(SOUND));
    expect(sound.length).toBeGreaterThan(10);
    expect(sound.length).toBeLessThan(200);
  });

  it("of a text cut it off, break its JSON, or say the same again", () => {
    const texts = Array.from({ length: 500 }, (_, number) =>
      mutatedText(new Dice(1, `text ${number}`), SOUND),
    );
    const isJson = (text: string): boolean => {
      try {
        JSON.parse(text);
        return true;
      } catch (error) {
        return !(error instanceof SyntaxError);
      }
    };
    expect(texts.some((text) => text.length < 20)).toBe(true);
    expect(texts.filter((text) => !isJson(text)).length).toBeGreaterThan(50);
    expect(texts.filter(isJson).length).toBeGreaterThan(50);
  });
});

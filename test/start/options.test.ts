import { describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";

const ADDRESS = `0x${"A".repeat(40)}`;

describe("the words after npm start --", () => {
  it("are read", () => {
    expect(readOptions([])).toEqual({ headless: false, seconds: null, json: null, live: null });
    expect(readOptions(["--headless", "--seconds", "30", "--json", "out.json"])).toEqual({
      headless: true,
      seconds: 30,
      json: "out.json",
      live: null,
    });
    expect(readOptions(["--live", ADDRESS]).live).toBe(ADDRESS.toLowerCase());
  });

  it.each([
    [["--seconds", "soon"], "--seconds takes"],
    [["--seconds", "0"], "--seconds takes"],
    [["--headless"], "add --seconds"],
    [["--json", "x"], "--json needs"],
    [["--live", "0x1"], "takes an address"],
    [["--live", ADDRESS, "--seconds", "3"], "does not go with --live"],
    [["--faster"], "--faster"],
  ])("%j are refused in words", (words, why) => {
    expect(() => readOptions(words)).toThrow(why);
  });
});

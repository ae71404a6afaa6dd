import { expect } from "vitest";
import { caseThatNeeds, venueCase } from "../venue-case.ts";

const cross = (times: number) => ({ times, marginMode: "cross" });

/** What is set for an instrument. */
export const LEVERAGE_CASES = [
  venueCase("leverage is set before anything is held, and told back", async (bench) => {
    expect(await bench.setLeverage(5)).toMatchObject({ kind: "leverage-told", setting: cross(5) });
    expect(await bench.readLeverage()).toMatchObject({ kind: "leverage-told", setting: cross(5) });
    await bench.driver.restart();
    expect(await bench.readLeverage()).toMatchObject({ kind: "leverage-told", setting: cross(5) });
    await bench.send({ side: "buy", size: "1" });
    const { leverages } = await bench.readAccount();
    expect(leverages).toEqual([{ instrument: bench.first.id, setting: cross(5) }]);
  }),

  venueCase("leverage above the highest is refused, and what was set stands", async (bench) => {
    await bench.setLeverage(3);
    const tooMuch = Math.floor(bench.first.maxLeverage) + 1;
    expect(await bench.setLeverage(tooMuch)).toMatchObject({ kind: "leverage-refused" });
    expect(await bench.readLeverage()).toMatchObject({ setting: cross(3) });
  }),

  caseThatNeeds("mode-lock", "the margin mode is not changed under a position", async (bench) => {
    await bench.setLeverage(3);
    await bench.send({ side: "buy", size: "1" });
    expect(await bench.setLeverage(3, "isolated")).toMatchObject({ kind: "leverage-refused" });
    expect(await bench.readLeverage()).toMatchObject({ setting: cross(3) });
  }),

  venueCase("no answer to a setting: unknown, and reading it tells which it is", async (bench) => {
    await bench.setLeverage(3);
    bench.driver.loseNext("before-acceptance");
    expect(await bench.setLeverage(4)).toMatchObject({ kind: "leverage-unknown" });
    expect(await bench.readLeverage()).toMatchObject({ setting: cross(3) });
    bench.driver.loseNext("after-acceptance");
    expect(await bench.setLeverage(5)).toMatchObject({ kind: "leverage-unknown" });
    expect(await bench.readLeverage()).toMatchObject({ setting: cross(5) });
  }),
];

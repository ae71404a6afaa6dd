import { describe, expect, it } from "vitest";
import { mirroring } from "./engine-driver.ts";

/** Near enough to the source's clock for growth. */
const BACK_MS = 20_000;

describe("a clock that was set back", () => {
  it("makes a reduction that came short wait no longer for its next attempt", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.trade("ETH", -10, 2_000);
    engine.answer({ size: 0 });
    expect(engine.orders).toEqual([]);
    engine.now -= 3_600_000;
    engine.marks({ ETH: 2_000 });
    expect(engine.orders).toMatchObject([{ side: "sell", reduceOnly: true }]);
  });

  it("makes no reading of an earlier life one of this life: nothing is done before the first snapshot", () => {
    const engine = mirroring();
    engine.now -= BACK_MS;
    engine.send({ kind: "boot", at: engine.now });
    engine.now += 1_000;
    engine.fills([{ ...engine.leaderFill("ETH", 10, 2_000), time: engine.now + BACK_MS }]);
    expect(engine.decisions).toEqual([]);
  });

  it.each([
    ["in the same life", false],
    ["in a new life", true],
  ])("makes no late news younger, %s: it is as old as the source's clock says", (_, dies) => {
    const engine = mirroring();
    const source = engine.now;
    engine.feed("lost");
    engine.now -= BACK_MS;
    if (dies) engine.send({ kind: "boot", at: engine.now });
    engine.now += 1_000;
    engine.marks({ ETH: 2_000 });
    const options = { time: source + 50_000, clockOffsetMs: -BACK_MS };
    engine.snapshot({ ETH: [10, 2_000] }, { cause: "reconnect", ...options });
    expect(engine.lastDecision).toMatchObject({
      source: "late",
      leaderTime: engine.now - 50_000,
      outcome: "forgone",
      forgone: [{ reason: "age" }],
      measured: 50_000,
    });
  });

  it("counts the age of late news by the new clock from the first snapshot that agreed", () => {
    const engine = mirroring();
    engine.now -= BACK_MS;
    const ahead = { clockOffsetMs: -BACK_MS };
    engine.snapshot({}, { cause: "poll", time: engine.now + BACK_MS, ...ahead });
    engine.feed("lost");
    engine.now += 40_000;
    engine.marks({ ETH: 2_000 });
    engine.snapshot({ ETH: [10, 2_000] }, { cause: "reconnect", time: engine.now + BACK_MS, ...ahead });
    expect(engine.lastDecision).toMatchObject({ source: "late", outcome: "forgone", measured: 40_000 });
  });
});

import { describe, expect, it } from "vitest";
import { mirroring } from "./engine-driver.ts";

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
});

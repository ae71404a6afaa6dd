import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { followGuardId } from "../../lib/model/guard.ts";
import { type EngineDriver, FOLLOW, mirroring } from "./engine-driver.ts";

const HOUR_MS = 3_600_000;

function holding(settings: Parameters<typeof mirroring>[0] = {}): EngineDriver {
  const engine = mirroring(settings);
  engine.trade("ETH", 10, 2_000);
  engine.answerAll();
  return engine;
}

describe("a clock that was set back", () => {
  it("makes a reduction that came short wait no longer for its next attempt", () => {
    const engine = holding();
    engine.trade("ETH", -10, 2_000);
    engine.answer({ size: 0 });
    expect(engine.orders).toEqual([]);
    engine.now -= HOUR_MS;
    engine.marks({ ETH: 2_000 });
    expect(engine.orders).toMatchObject([{ side: "sell", reduceOnly: true }]);
  });

  it("makes no mark younger than it is: without fresh ones the venue does not answer", () => {
    const exits = { ...DEFAULT_SETTINGS.exits, feedLost: { limit: 5_000, action: "warn" } } as const;
    const engine = holding({ exits });
    engine.feed("lost");
    engine.wait(1_000);
    engine.now -= HOUR_MS;
    for (let second = 0; second < 20; second += 1) engine.wait(1_000);
    expect(engine.state.guards.get(followGuardId(FOLLOW))?.feedLostMs).toBeLessThanOrEqual(1_000);
  });
});

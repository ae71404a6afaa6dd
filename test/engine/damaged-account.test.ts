import { describe, expect, it } from "vitest";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { EngineDriver } from "./engine-driver.ts";
import { fill, foreign } from "./reconcile-driver.ts";

describe("an account with a damaged row", () => {
  it("is left alone, whatever is told or wanted of it", () => {
    const engine = new EngineDriver();
    engine.state = { ...engine.state, damaged: new Set([PAPER_ACCOUNT]) };
    const before = engine.state;
    engine.follow();
    foreign(engine, [fill(engine)]);
    engine.readAccount({ positions: { ETH: 1 } });
    engine.command({ kind: "reset-paper", at: engine.now });
    expect(engine.state).toEqual(before);
    expect(engine.effects).toEqual([]);
  });
});

import { EngineDriver } from "../engine-driver.ts";
import { open } from "./random-life.ts";

/** A follow of one ETH to one, with its orders unanswered unless told. */
export function oneToOne(
  more: Record<string, unknown> = {},
  limits: Record<string, unknown> = {},
): EngineDriver {
  const engine = new EngineDriver();
  engine.follow(open(limits, more));
  engine.snapshot({});
  engine.marks({ ETH: 2_000, SOL: 100, BTC: 60_000 });
  return engine;
}

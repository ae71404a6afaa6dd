import { Decimal } from "decimal.js";
import { afterEach, describe, expect, test } from "vitest";
import { startWorld, type World } from "../../world/world.ts";

const LEADER = "0xcccccccccccccccccccccccccccccccccccccccc";

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

async function traded(seed: number): Promise<World> {
  const world = await startWorld({
    seed,
    leaders: [
      {
        kind: "seeded",
        address: LEADER,
        equity: "20000",
        coins: ["BTC", "SOL"],
        tradesPerMinute: 60_000,
        maxLeverage: 3,
        autoplay: true,
      },
    ],
  });
  worlds.push(world);
  world.setMid("BTC", "66400");
  world.setMid("SOL", "77.45");
  await expect
    .poll(() => world.ledger.leaderFills(LEADER).length, { interval: 5, timeout: 5_000 })
    .toBeGreaterThan(40);
  world.leader(LEADER).rest();
  return world;
}

describe("a seeded leader", () => {
  test("does the same for the same seed and something else for another", async () => {
    const trades = async (seed: number) => {
      const world = await traded(seed);
      return world.ledger
        .leaderFills(LEADER)
        .slice(0, 10)
        .map(({ fill }) => `${fill.coin} ${fill.side}`);
    };
    const first = await trades(21);
    expect(await trades(21)).toEqual(first);
    expect(await trades(22)).not.toEqual(first);
  });

  test("opens, adds, reduces, flips and stays within his leverage", async () => {
    const world = await traded(23);
    const notional = ["BTC", "SOL"]
      .map((coin) =>
        new Decimal(world.leader(LEADER).position(coin)).abs().times(coin === "BTC" ? 66_400 : 77.45),
      )
      .reduce((sum, value) => sum.plus(value));
    expect(notional.div(world.leader(LEADER).equity()).toNumber()).toBeLessThan(3.2);
    const dirs = new Set(world.ledger.leaderFills(LEADER).map(({ fill }) => fill.dir));
    expect([...dirs].toSorted()).toEqual(
      expect.arrayContaining(["Close Long", "Close Short", "Open Long", "Open Short"]),
    );
  });
});

import { Decimal } from "decimal.js";
import { afterEach, describe, expect, test } from "vitest";
import { startWorld, type World } from "../../world/world.ts";
import { recordedFills } from "./recordings.ts";

const LEADER = "0x6666666666666666666666666666666666666666";

let world: World;
afterEach(async () => {
  await world.close();
});

async function played(slot: string): Promise<World> {
  world = await startWorld({
    seed: 5,
    leaders: [
      {
        kind: "recorded",
        address: LEADER,
        fills: recordedFills(slot),
        equity: "500000",
        speed: 1e9,
        maxGapMs: 0,
        autoplay: true,
      },
    ],
  });
  await world.leader(LEADER).done;
  return world;
}

describe.each(["acc6", "acc2", "acc3", "acc4", "acc5"])("%s, replayed", (slot) => {
  test("tells every recorded fill, with its start position, ids and price", async () => {
    await played(slot);
    const told = world.ledger.leaderFills(LEADER).map(({ fill }) => fill);
    const recorded = recordedFills(slot);
    const facts = ({
      coin,
      px,
      sz,
      side,
      startPosition,
      oid,
      tid,
      hash,
      fee,
      crossed,
    }: (typeof told)[number]) => ({
      coin,
      px: new Decimal(px).toFixed(),
      sz: new Decimal(sz).toFixed(),
      start: new Decimal(startPosition).toFixed(),
      fee: new Decimal(fee).toFixed(),
      side,
      oid,
      tid,
      hash,
      crossed,
    });
    expect(told.map(facts)).toEqual(recorded.map(facts));
  });

  test("each coin's fills form an unbroken chain up to the position", async () => {
    await played(slot);
    const after = new Map<string, Decimal>();
    for (const { fill } of world.ledger.leaderFills(LEADER)) {
      const before = after.get(fill.coin);
      if (before !== undefined) expect(fill.startPosition).toSatisfy((start: string) => before.eq(start));
      const size = new Decimal(fill.sz).times(fill.side === "B" ? 1 : -1);
      after.set(fill.coin, new Decimal(fill.startPosition).plus(size));
    }
    for (const [coin, size] of after) expect(world.leader(LEADER).position(coin)).toBe(size.toFixed());
  });
});

describe("a recorded leader", () => {
  test("his equity is start + realised + unrealised - fees", async () => {
    await played("acc2");
    let expected = new Decimal(500_000);
    // The recording starts and ends flat, so the result is the money that came in less what went out.
    for (const { side, px, sz, fee } of recordedFills("acc2")) {
      const value = new Decimal(px).times(sz);
      expected = (side === "A" ? expected.plus(value) : expected.minus(value)).minus(fee);
    }
    expect(new Decimal(world.leader(LEADER).equity()).minus(expected).abs().toNumber()).toBeLessThan(
      0.000001,
    );
  });

  test("the market is where he trades: his last price is the best of its side", async () => {
    await played("acc2");
    const last = world.ledger.leaderFills(LEADER).at(-1)?.fill;
    if (last === undefined) throw new Error("nothing was played");
    const [bids, asks] = world.book(last.coin).levels;
    const best = ((last.side === "B") === last.crossed ? asks : bids)?.[0]?.px;
    expect(new Decimal(best ?? 0).minus(last.px).abs().div(last.px).toNumber()).toBeLessThan(0.0005);
  });

  test("a second play goes on from his positions with new ids", async () => {
    await played("acc4");
    const before = world.ledger.leaderFills(LEADER).length;
    world.leader(LEADER).play();
    await expect.poll(() => world.ledger.leaderFills(LEADER).length, { timeout: 5_000 }).toBe(2 * before);
    const told = world.ledger.leaderFills(LEADER).map(({ fill }) => fill);
    const first = new Set(told.slice(0, before).flatMap((fill) => [fill.tid, fill.oid, fill.hash]));
    const again = told.slice(before).flatMap((fill) => [fill.tid, fill.oid, fill.hash]);
    expect(again.filter((id) => first.has(id))).toEqual([]);
  });

  test("rest stops him, play goes on", async () => {
    world = await startWorld({
      seed: 5,
      leaders: [
        {
          kind: "recorded",
          address: LEADER,
          fills: recordedFills("acc2"),
          equity: "9000",
          speed: 1,
          maxGapMs: 8,
        },
      ],
    });
    const leader = world.leader(LEADER);
    leader.play();
    await expect
      .poll(() => world.ledger.leaderFills(LEADER).length, { interval: 5, timeout: 5_000 })
      .toBeGreaterThan(3);
    leader.rest();
    const rested = world.ledger.leaderFills(LEADER).length;
    leader.play();
    await leader.done;
    expect(rested).toBeLessThan(122);
    expect(world.ledger.leaderFills(LEADER)).toHaveLength(122);
  });
});

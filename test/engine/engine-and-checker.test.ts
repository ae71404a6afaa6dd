import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AccountSettings, DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { decimal } from "../../lib/model/decimal.ts";
import { NO_EXIT_RULES } from "../../lib/model/exit-rules.ts";
import { DEFAULT_SETTINGS, FollowSettings } from "../../lib/model/follow-settings.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { FOLLOW, id } from "./engine-driver.ts";
import { checkFollow } from "../check/check-follow.ts";
import { COINS, PRICES, Witnessed } from "./witnessed-engine.ts";

const usd = (low: number, high: number) => fc.integer({ min: low, max: high }).map(String);
const limits = fc.record({
  maxOrder: fc.option(usd(100, 900)),
  maxPosition: usd(500, 3_000),
  maxNotional: fc.option(usd(600, 4_000)),
  maxPositions: fc.option(fc.integer({ min: 1, max: 2 })),
  maxOrdersPerMinute: fc.option(fc.integer({ min: 1, max: 5 })),
  deniedInstruments: fc.subarray(["SOL"]),
  maxLeverage: fc.constantFrom(1, 3),
});
const settings = fc.record({
  limits,
  allocation: fc.oneof(
    fc.constant({ kind: "amount", amount: "1000" }),
    fc.constant({ kind: "share", percent: 12 }),
  ),
  sizing: fc.constantFrom(
    { kind: "equity-proportional" },
    { kind: "fixed-ratio", ratio: "0.02" },
    { kind: "fixed-amount", amount: "300" },
    { kind: "fixed-margin", margin: "60" },
  ),
  leverage: fc.constantFrom({ kind: "fixed", times: 3 }, { kind: "capped", times: 1 }),
  multiplier: fc.constantFrom("1", "0.5", "2"),
  direction: fc.constantFrom("same", "reverse"),
  sides: fc.constantFrom("both", "both", "long", "short"),
  existing: fc.constantFrom("none", "better", "all"),
  belowMinimum: fc.constantFrom("wait", "forgo", "raise"),
});

/** Of the account, over its one follow; its equity is 10,000 USD. */
const common = fc.record({
  maxOrder: fc.option(usd(100, 900)),
  maxPosition: fc.option(usd(300, 2_000)),
  maxNotional: fc.option(usd(500, 3_000)),
  maxLeverage: fc.option(fc.constantFrom(0.1, 0.2)),
  maxPositions: fc.option(fc.integer({ min: 1, max: 3 })),
  maxOrdersPerMinute: fc.option(fc.integer({ min: 1, max: 6 })),
  maxSlippageBps: fc.option(fc.integer({ min: 2, max: 30 })),
  deniedInstruments: fc.subarray(["BTC"]),
});

const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("trade" as const),
      coin: fc.constantFrom(...COINS),
      // USD, so that all coins matter alike.
      usd: fc.array(
        fc.integer({ min: -30_000, max: 30_000 }).filter((n) => n !== 0),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("answer" as const), percent: fc.constantFrom(0, 40, 100, 100) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("price" as const),
      coin: fc.constantFrom(...COINS),
      bps: fc.integer({ min: -25, max: 25 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 500, max: 15_000 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("command" as const),
      what: fc.constantFrom(
        "pause-all" as const,
        "resume-all" as const,
        "halt" as const,
        "lift-halt" as const,
        "leave" as const,
        "close-eth" as const,
      ),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

function perform(world: Witnessed, one: Act): void {
  world.now += 2_000;
  world.poll();
  world.mark();
  world.now += 10;
  switch (one.kind) {
    case "trade":
      return world.act(
        one.coin,
        one.usd.map((usd) => decimal(usd).div(PRICES[one.coin]).toDecimalPlaces(6)),
        true,
      );
    case "answer": {
      const [order] = world.orders;
      if (order === undefined) return;
      const lot = decimal(world.state.instruments.get(order.instrument)?.lotSize ?? 1);
      const size = decimal(order.size).times(one.percent).div(100).div(lot).floor().times(lot);
      world.answer({ size: size.toFixed(), unfilled: "depth-ran-out" });
      return;
    }
    case "price":
      return world.moveTo(
        one.coin,
        world
          .price(one.coin)
          .times(1 + one.bps / 10_000)
          .toDecimalPlaces(4),
      );
    case "wait":
      world.now += one.ms;
      world.poll();
      world.mark();
      world.wait(0);
      return;
    case "command":
      return say(world, one.what);
  }
}

function say(world: Witnessed, what: Extract<Act, { kind: "command" }>["what"]): void {
  const at = world.now;
  if (what === "leave") world.command({ kind: "stop", at, followId: FOLLOW, positions: "leader-out" });
  else if (what === "close-eth") {
    world.command({ kind: "close-position", at, followId: FOLLOW, instrument: id("ETH") });
  } else world.command({ kind: what, at });
}

function findingsOf(
  chosen: Record<string, unknown> & { limits: object },
  account: object,
  acts: readonly Act[],
): readonly string[] {
  const world = new Witnessed();
  // What he has before anybody follows him.
  world.act("ETH", [decimal(3)], false);
  world.now += 1_000;
  world.moveTo("ETH", decimal(1_995));
  world.follow(
    FollowSettings.parse({
      ...DEFAULT_SETTINGS,
      exits: NO_EXIT_RULES,
      ...chosen,
      limits: { ...DEFAULT_SETTINGS.limits, ...chosen.limits },
    }),
  );
  world.command({
    kind: "edit-account",
    at: world.now,
    accountId: PAPER_ACCOUNT,
    settings: AccountSettings.parse({
      ...DEFAULT_ACCOUNT_SETTINGS,
      limits: { ...DEFAULT_ACCOUNT_SETTINGS.limits, ...account },
    }),
  });
  world.now += 500;
  world.poll("start");
  for (const one of acts) perform(world, one);
  world.command({ kind: "lift-halt", at: world.now });
  for (let round = 0; round < 60 && world.orders.length > 0; round += 1) world.answer();
  world.now += 1_000;
  const result = checkFollow({
    facts: world.facts(),
    journal: world.journal(),
    followId: FOLLOW,
    at: world.now,
  });
  return [...result.findings, ...result.unseen];
}

describe("the checker and the engine", () => {
  it("agree, although they share no code, on every setting and any life", () => {
    fc.assert(
      fc.property(
        settings,
        common,
        fc.array(act, { minLength: 1, maxLength: 25 }),
        (chosen, account, acts) => {
          expect(findingsOf(chosen, account, acts)).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });
});

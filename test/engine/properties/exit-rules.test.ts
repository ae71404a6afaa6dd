import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Step } from "../../../lib/engine/step.ts";
import { decimal } from "../../../lib/model/decimal.ts";
import { ExitAction, ExitRuleName, type ExitRules } from "../../../lib/model/exit-rules.ts";
import type { FollowBook } from "../../../lib/model/follow.ts";
import { accountGuardId } from "../../../lib/model/guard.ts";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import { type EngineDriver, FOLLOW, mirroring } from "../engine-driver.ts";
import { GUARD, accountRules, holding, settings, trips } from "../exit-driver.ts";

const ACCOUNT_GUARD = accountGuardId(PAPER_ACCOUNT);

/** Something that happens, in the order of a life. */
const Act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("marks" as const),
      eth: fc.integer({ min: 400, max: 4_000 }),
      sol: fc.integer({ min: 20, max: 300 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("trade" as const),
      coin: fc.constantFrom("ETH", "SOL"),
      lots: fc.integer({ min: -20, max: 20 }).filter((lots) => lots !== 0),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("tick" as const),
      day: fc.constantFrom("2026-11-22", "2026-11-23"),
      online: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("feed" as const),
      state: fc.constantFrom("live" as const, "lost" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom("halt" as const, "lift-halt" as const, "pause" as const, "resume" as const),
    }),
  },
);
type Act = typeof Act extends fc.Arbitrary<infer One> ? One : never;

const rules: fc.Arbitrary<Partial<ExitRules>> = fc.dictionary(
  fc.constantFrom(...ExitRuleName.options.filter((name) => name !== "feedLost")),
  fc.record({ limit: fc.integer({ min: 1, max: 40 }), action: fc.constantFrom(...ExitAction.options) }),
  { maxKeys: 5 },
);
const acts = fc.array(Act, { minLength: 5, maxLength: 40 });

/** One life: every order fills at once, at its limit; `seen` looks at each step. */
function live(
  exits: Partial<ExitRules>,
  ofAccount: Partial<ExitRules>,
  life: readonly Act[],
  seen: (engine: EngineDriver, kind: Act["kind"] | "answer", step: Step) => void = () => undefined,
): EngineDriver {
  const engine = mirroring(settings(exits));
  accountRules(engine, ofAccount);
  const marks: Record<string, number> = { ETH: 2_000, SOL: 100 };
  for (const act of life) {
    engine.now += 1_000;
    const step = perform(engine, act, marks);
    seen(engine, act.kind, step);
    while (engine.orders.length > 0) seen(engine, "answer", engine.answer());
  }
  return engine;
}

function perform(engine: EngineDriver, act: Act, marks: Record<string, number>): Step {
  switch (act.kind) {
    case "marks":
      Object.assign(marks, { ETH: act.eth, SOL: act.sol });
      return engine.marks(marks);
    case "trade":
      return engine.trade(
        act.coin,
        act.coin === "ETH" ? act.lots / 100 : act.lots / 10,
        marks[act.coin] ?? 1,
      );
    case "tick":
      return engine.send({ kind: "tick", at: engine.now, day: act.day, online: act.online });
    case "feed":
      return engine.feed(act.state);
    case "pause":
    case "resume":
      return engine.command({ kind: act.kind, at: engine.now, followId: FOLLOW });
    case "halt":
    case "lift-halt":
      return engine.command({ kind: act.kind, at: engine.now });
  }
}

const allTrips = (engine: EngineDriver): string[] =>
  [GUARD, ACCOUNT_GUARD].flatMap((guard) => trips(engine, guard).map((trip) => `${guard} ${trip}`));
const tripCount = (engine: EngineDriver): number =>
  [GUARD, ACCOUNT_GUARD].reduce((sum, id) => sum + (engine.state.guards.get(id)?.trips.length ?? 0), 0);

describe("exit rules", () => {
  it("a price alone never buys anything", () => {
    fc.assert(
      fc.property(rules, rules, acts, (exits, ofAccount, life) => {
        live(exits, ofAccount, life, (engine, kind) => {
          if (kind !== "marks") return;
          for (const order of engine.orders) expect(order.shares.every((share) => !share.growth)).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("without an exit rule a price makes no order, but for a sale that had been wanted before", () => {
    // Less on the same side, or the other side: a flip is a sale first.
    const isDue = ({ held, target }: FollowBook): boolean =>
      held !== "0" &&
      (decimal(target).isNegative() !== decimal(held).isNegative() ||
        decimal(held).abs().gt(decimal(target).abs()));
    const due = (engine: EngineDriver): Set<string> =>
      new Set([...engine.state.books.values()].filter(isDue).map((book) => book.instrument));
    fc.assert(
      fc.property(acts, (life) => {
        let before = new Set<string>();
        live({}, {}, life, (engine, kind) => {
          const made = kind === "marks" ? engine.orders : [];
          expect([...before]).toEqual(expect.arrayContaining(made.map((order) => order.instrument)));
          for (const { shares } of made) expect(shares.some((share) => share.growth)).toBe(false);
          before = due(engine);
        });
      }),
      { numRuns: 40 },
    );
  });

  it("a rule that trips only reduces", () => {
    fc.assert(
      fc.property(rules, rules, acts, (exits, ofAccount, life) => {
        let before = 0;
        live(exits, ofAccount, life, (engine, kind) => {
          if (tripCount(engine) > before && (kind === "marks" || kind === "tick")) {
            for (const { shares } of engine.orders) expect(shares.some((share) => share.growth)).toBe(false);
          }
          before = tripCount(engine);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("what has tripped stays tripped until it is reset, and is journaled with its step", () => {
    fc.assert(
      fc.property(rules, rules, acts, (exits, ofAccount, life) => {
        let before: string[] = [];
        const engine = live(exits, ofAccount, life, (now, _, step) => {
          const after = allTrips(now);
          for (const trip of before) expect(after).toContain(trip);
          for (const trip of after) {
            if (!before.includes(trip)) expect([...step.work.guards.written]).toContain(trip.split(" ")[0]);
          }
          before = after;
        });
        for (const guardId of [GUARD, ACCOUNT_GUARD]) {
          engine.command({ kind: "reset-guard", at: engine.now, guardId });
        }
        expect(allTrips(engine)).toEqual([]);
        expect([...engine.state.problems.values()].filter(({ kind }) => kind === "exit-rule")).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("the same life trips the same rules at the same figures", () => {
    fc.assert(
      fc.property(rules, rules, acts, (exits, ofAccount, life) => {
        const [first, second] = [live(exits, ofAccount, life), live(exits, ofAccount, life)];
        expect(second.state.guards).toEqual(first.state.guards);
        expect(second.everyOrder).toEqual(first.everyOrder);
      }),
      { numRuns: 30 },
    );
  });

  it("every trip's figure is past its limit", () => {
    fc.assert(
      fc.property(rules, rules, acts, (exits, ofAccount, life) => {
        const engine = live(exits, ofAccount, life);
        for (const guard of engine.state.guards.values()) {
          for (const { rule, measured, limit } of guard.trips) {
            if (rule.startsWith("liquidation")) expect(measured).toBeLessThanOrEqual(limit);
            else expect(measured).toBeGreaterThanOrEqual(limit);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("every order has a decision that names it", () => {
    fc.assert(
      fc.property(rules, rules, acts, (exits, ofAccount, life) => {
        const engine = live(exits, ofAccount, life);
        const named = new Set(engine.decisions.map(({ clientOrderId }) => clientOrderId));
        for (const { clientOrderId } of engine.everyOrder) expect(named).toContain(clientOrderId);
      }),
      { numRuns: 40 },
    );
  });

  it("a stop trips at its exact limit and not a cent before", () => {
    const entries = fc.integer({ min: 100, max: 5_000 });
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 50 }), fc.boolean(), (entry, limit, long) => {
        const engine = mirroring(settings({ positionStopLoss: { limit, action: "warn" } }));
        engine.marks({ ETH: entry });
        engine.trade("ETH", long ? 1 : -1, entry);
        engine.answer({ price: entry });
        const stop = decimal(entry)
          .times(long ? 100 - limit : 100 + limit)
          .div(100);
        engine.marks({ ETH: stop.plus(long ? "0.01" : "-0.01").toFixed() });
        expect(trips(engine)).toEqual([]);
        engine.marks({ ETH: stop.toFixed() });
        expect(trips(engine)).toEqual(["positionStopLoss ETH"]);
      }),
      { numRuns: 40 },
    );
  });

  it("after a stop nothing is held and all growth is forgone until the leader was flat", () => {
    const adds = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(adds, fc.integer({ min: 100, max: 1_700 }), (lots, crash) => {
        const engine = holding({ positionStopLoss: { limit: 10, action: "close" } });
        engine.marks({ ETH: crash });
        engine.answerAll();
        const orders = engine.everyOrder.length;
        for (const lot of lots) engine.trade("ETH", lot / 100, crash);
        const { held, target, copyable } = engine.book("ETH");
        expect([held, target, engine.everyOrder.length]).toEqual(["0", "0", orders]);
        engine.trade("ETH", -Number(copyable), crash);
        engine.trade("ETH", 1, crash);
        expect(engine.orders).toMatchObject([{ side: "buy", size: "1" }]);
      }),
      { numRuns: 40 },
    );
  });

  it("a rule that closes all leaves nothing held, whatever was under way", () => {
    fc.assert(
      fc.property(acts, fc.integer({ min: 1, max: 20 }), (life, limit) => {
        const engine = live({ drawdown: { limit, action: "close" } }, {}, life);
        if (trips(engine).length === 0) return;
        engine.command({ kind: "lift-halt", at: engine.now });
        engine.marks({ ETH: 2_000, SOL: 100 });
        engine.answerAll();
        for (const book of engine.state.books.values()) expect([book.held, book.target]).toEqual(["0", "0"]);
        expect(engine.state.follows.get(FOLLOW)?.status).toBe("stopped");
      }),
      { numRuns: 60 },
    );
  });

  it("marks that are not fresh trip nothing", () => {
    fc.assert(
      fc.property(
        rules,
        rules,
        acts,
        fc.integer({ min: 10_001, max: 100_000 }),
        (exits, ofAccount, life, gap) => {
          const engine = live(exits, ofAccount, life);
          const before = allTrips(engine);
          engine.now += gap;
          const holds = [...engine.state.books.values()].some(({ held }) => held !== "0");
          engine.wait(0);
          expect(allTrips(engine)).toEqual(holds ? before : allTrips(engine));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("a lost feed never counts more than the time that passed, and never runs backwards while it is lost", () => {
    const gaps = fc.array(
      fc.record({ ms: fc.integer({ min: 0, max: 8_000 }), online: fc.boolean(), marks: fc.boolean() }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(gaps, (ticks) => {
        const engine = holding({ feedLost: { limit: 86_400_000, action: "warn" } });
        engine.feed("lost");
        const from = engine.now;
        let before = 0;
        for (const { ms, online, marks } of ticks) {
          engine.now += ms;
          if (marks) engine.marks({ ETH: 2_000 });
          engine.send({ kind: "tick", at: engine.now, day: "2026-11-22", online });
          const lost = engine.state.guards.get(GUARD)?.feedLostMs ?? 0;
          expect(lost).toBeGreaterThanOrEqual(before);
          expect(lost - before).toBeLessThanOrEqual(online && ms <= 3_000 ? ms : 0);
          before = lost;
        }
        expect(before).toBeLessThanOrEqual(engine.now - from);
      }),
      { numRuns: 60 },
    );
  });

  it("the journal's row is never more than five seconds behind a tick", () => {
    fc.assert(
      fc.property(acts, (life) => {
        live({ drawdown: { limit: 40, action: "warn" } }, {}, life, (engine, kind) => {
          if (kind !== "tick" && kind !== "marks") return;
          for (const since of engine.state.unstoredGuards.values()) {
            expect(engine.now - since).toBeLessThan(5_000);
          }
        });
      }),
      { numRuns: 40 },
    );
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { startPreview } from "../../../components/form/start-preview.ts";
import { decimal } from "../../../lib/model/decimal.ts";
import { DEFAULT_SETTINGS, FollowSettings } from "../../../lib/model/follow-settings.ts";
import { LeaderLook } from "../../../lib/model/leader-look.ts";
import { EngineDriver } from "../../engine/engine-driver.ts";

const PRICES = { BTC: 60_000, ETH: 2_000, SOL: 100 };
const COINS = ["BTC", "ETH", "SOL"] as const;
/** Of the leader, USD. */
const EQUITY = 100_000;

const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const usd = (max: number) => fc.integer({ min: 50, max }).map(String);

const anySettings = fc
  .record({
    allocation: fc.integer({ min: 100, max: 9_000 }).map((n) => ({ kind: "amount", amount: String(n) })),
    sizing: fc.oneof(
      fc.constant({ kind: "equity-proportional" }),
      fc.constantFrom("0.01", "0.1").map((ratio) => ({ kind: "fixed-ratio", ratio })),
      usd(900).map((amount) => ({ kind: "fixed-amount", amount })),
      usd(200).map((margin) => ({ kind: "fixed-margin", margin })),
    ),
    multiplier: fc.constantFrom("1", "0.5", "3"),
    direction: fc.constantFrom("same", "reverse"),
    sides: fc.constantFrom("both", "both", "long", "short"),
    leverage: fc.constantFrom({ kind: "leader" }, { kind: "fixed", times: 3 }, { kind: "capped", times: 2 }),
    existing: fc.constantFrom("none", "better", "all", "all"),
    belowMinimum: fc.constantFrom("wait", "forgo", "raise"),
    limits: fc.record({
      maxPosition: usd(5_000),
      maxLeverage: fc.constantFrom(0.5, 3, 20),
      maxOrder: maybe(usd(2_000)),
      maxNotional: maybe(usd(3_000)),
      maxPositions: maybe(fc.integer({ min: 1, max: 3 })),
      deniedInstruments: fc.constantFrom([], [], ["ETH"]),
    }),
  })
  .map(({ limits, ...settings }) =>
    FollowSettings.parse({
      ...DEFAULT_SETTINGS,
      ...settings,
      limits: { ...DEFAULT_SETTINGS.limits, maxSlippageBps: 1_000, ...limits },
    }),
  );

/** Whole dollars of each coin, and how far its entry was from the price of now, percent. */
const anyPositions = fc.record(
  Object.fromEntries(
    COINS.map((coin) => [
      coin,
      fc.record({
        usd: fc.oneof(fc.integer({ min: -90_000, max: -2_000 }), fc.integer({ min: 2_000, max: 90_000 })),
        off: fc.constantFrom(-5, 5),
      }),
    ]),
  ),
);

it("what the form says would be opened at once is what the engine orders, to a lot", () => {
  fc.assert(
    fc.property(anySettings, anyPositions, (settings, positions) => {
      const held = COINS.flatMap((coin) => {
        const position = positions[coin];
        if (position === undefined) return [];
        const size = decimal(position.usd).div(PRICES[coin]).toDecimalPlaces(4);
        return size.isZero() ? [] : [{ coin, size, entry: PRICES[coin] * (1 + position.off / 100) }];
      });
      const engine = new EngineDriver();
      engine.follow(settings);
      engine.marks(PRICES);
      engine.snapshot(
        Object.fromEntries(held.map(({ coin, size, entry }) => [coin, [size.toFixed(), entry]])),
        {
          equity: EQUITY,
        },
      );

      const look = LeaderLook.parse({
        equity: String(EQUITY),
        positions: held.map(({ coin, size, entry }) => ({
          instrument: coin,
          size: size.toFixed(),
          entryPrice: String(entry),
          leverage: 5,
          marginMode: "cross",
          liquidationPrice: null,
          notional: size.abs().times(PRICES[coin]).toFixed(),
          unrealisedPnl: "0",
        })),
        cannotCopy: [],
      });
      const { instruments } = engine.state;
      const allocation = decimal(settings.allocation.kind === "amount" ? settings.allocation.amount : 0);
      const { opened } = startPreview({ settings, look, allocation, instruments });
      for (const { coin } of held) {
        const line = opened.find(({ leader }) => leader.instrument === coin);
        const order = engine.everyOrder.find((one) => one.instrument === coin);
        // Near the smallest order it hangs on the lot, and on the price limit at which an order is valued.
        const ordered = decimal(order?.size ?? 0).times(PRICES[coin]);
        if (line?.notional.lt(15) === true || (!ordered.isZero() && ordered.lt(15))) continue;
        expect([coin, order?.side]).toEqual([
          coin,
          line === undefined ? undefined : line.long ? "buy" : "sell",
        ]);
        if (line === undefined || order === undefined) continue;
        const lot = decimal(instruments.get(line.leader.instrument)?.lotSize ?? 0);
        const less = line.size.minus(order.size);
        expect([less.gte("-1e-9"), less.lte(lot)]).toEqual([true, true]);
      }
    }),
    { numRuns: 300, seed: 4 },
  );
});

import { describe, expect, it } from "vitest";
import { InstrumentId } from "../../../lib/model/identity.ts";
import type { MarketChange } from "../../../lib/venues/hyperliquid/market-changes.ts";
import type { MarketRow } from "../../../lib/venues/hyperliquid/market-store.ts";
import { createVenueMarket } from "../../../lib/venues/hyperliquid/venue-market.ts";
import { FakeClock, settle } from "../../leaders/fake-clock.ts";
import { scriptedAsk } from "./scripted-exchange.ts";

const BTC = InstrumentId.parse("BTC");
const HOUR = 3_600_000;
const asset = (name: string, more: Record<string, unknown> = {}) => ({
  name,
  szDecimals: 5,
  maxLeverage: 40,
  ...more,
});

/** `universe` is what the exchange lists, to be changed; null: it does not answer. */
function bench(stored?: MarketRow) {
  const clock = new FakeClock();
  const world: { universe: object[] | null; stored: unknown; store: "works" | "fails" } = {
    universe: [asset("BTC"), asset("ETH", { szDecimals: 4 })],
    stored,
    store: "works",
  };
  const exchange = scriptedAsk(clock, {
    meta: () => {
      if (world.universe === null) throw new Error("no answer");
      return { universe: world.universe };
    },
  });
  const changes: MarketChange[] = [];
  const listed: string[][] = [];
  const failures: unknown[] = [];
  const fail = (): Promise<never> => Promise.reject(new Error("no disk"));
  const life = () =>
    createVenueMarket({
      ask: exchange.ask,
      clock,
      store: {
        load: () => (world.store === "fails" ? fail() : Promise.resolve(world.stored)),
        save(row) {
          if (world.store === "fails") return fail();
          world.stored = row;
          return Promise.resolve();
        },
      },
      onChange(list, instruments) {
        changes.push(...list);
        listed.push(instruments.map(({ id, lotSize, delisted }) => `${id} ${lotSize} ${delisted}`));
      },
      onFailure: (error) => failures.push(error),
    });
  return { clock, world, exchange, changes, listed, failures, market: life(), life };
}

describe("the instruments of the exchange", () => {
  it("have their place in the list, their decimals and their margin modes", async () => {
    const t = bench();
    t.world.universe = [
      asset("BTC"),
      asset("A", { onlyIsolated: true }),
      asset("B", { marginMode: "strictIsolated" }),
      asset("C", { marginMode: "somethingNew" }),
    ];
    expect(await t.market.asset(BTC)).toMatchObject({
      index: 0,
      sizeDecimals: 5,
      marginModes: ["cross", "isolated"],
      instrument: { id: "BTC", lotSize: "0.00001", delisted: false },
    });
    for (const [index, name] of ["A", "B", "C"].entries())
      expect(await t.market.asset(InstrumentId.parse(name))).toMatchObject({
        index: index + 1,
        marginModes: ["isolated"],
      });
  });

  it("are read once for all who ask at the same time, and not at all by a worker that woke up", async () => {
    const t = bench();
    await Promise.all([t.market.asset(BTC), t.market.asset(BTC), t.market.tick()]);
    expect(t.exchange.asked).toHaveLength(1);
    t.world.universe = null;
    expect(await t.life().asset(BTC)).toMatchObject({ index: 0 });
    expect(t.exchange.asked).toHaveLength(1);
  });

  it("are read again when they are an hour old, and what differs is told", async () => {
    const t = bench();
    await t.market.asset(BTC);
    await t.clock.advance(HOUR + 1);
    t.world.universe = [asset("NEW"), asset("BTC", { isDelisted: true }), asset("ETH", { szDecimals: 3 })];
    await t.market.tick();
    expect(t.changes).toEqual([
      { instrument: "NEW", change: "listed" },
      { instrument: "BTC", change: "delisted" },
      { instrument: "BTC", change: "index" },
      { instrument: "ETH", change: "index" },
      { instrument: "ETH", change: "rules" },
    ]);
    expect(t.listed).toEqual([["NEW 0.00001 false", "BTC 0.00001 true", "ETH 0.001 false"]]);
    expect((await t.market.asset(BTC))?.index).toBe(1);
    t.world.universe = [asset("NEW"), asset("BTC")];
    await t.clock.advance(HOUR + 1);
    t.changes.length = 0;
    await t.market.tick();
    expect(t.changes).toEqual([
      { instrument: "ETH", change: "gone" },
      { instrument: "BTC", change: "listed-again" },
    ]);
  });

  it("older than a day are read again before an order goes out, and stand where that fails", async () => {
    const t = bench();
    await t.market.asset(BTC);
    await t.clock.advance(25 * HOUR);
    t.world.universe = [asset("ETH"), asset("BTC")];
    expect((await t.market.asset(BTC))?.index).toBe(1);
    await t.clock.advance(25 * HOUR);
    t.world.universe = null;
    expect((await t.market.asset(BTC))?.index).toBe(1);
    expect(t.failures).toHaveLength(1);
  });

  it("that are not known are looked for again, but not again and again", async () => {
    const t = bench();
    await t.market.asset(BTC);
    const unknown = InstrumentId.parse("NOPE");
    await t.clock.advance(60_000);
    expect(await t.market.asset(unknown)).toBeNull();
    expect(await t.market.asset(unknown)).toBeNull();
    expect(t.exchange.asked).toHaveLength(2);
  });

  it("work without a store, and reject where they were never read", async () => {
    const t = bench();
    t.world.store = "fails";
    expect(await t.market.asset(BTC)).toMatchObject({ index: 0 });
    expect(t.failures).toHaveLength(2);
    const dark = bench();
    dark.world.universe = null;
    await expect(dark.market.asset(BTC)).rejects.toThrow("no answer");
    await dark.market.tick();
    await settle();
  });

  it("are not taken from a row of another form", async () => {
    const t = bench();
    t.world.stored = { readAt: 1, assets: [{ index: "0" }] };
    expect(await t.market.asset(BTC)).toMatchObject({ index: 0 });
    expect(t.exchange.asked).toHaveLength(1);
  });
});

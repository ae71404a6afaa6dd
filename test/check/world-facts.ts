import { Decimal, decimal } from "../../lib/model/decimal.ts";
import type { Ledger } from "../world/ledger.ts";
import { INSTRUMENTS } from "../world/market/instruments.ts";

/** One fill of the leader as it really happened. Sizes are signed coins. */
export interface TrueFill {
  /** The world's own time, ms. */
  readonly at: number;
  /** As a decision names it: coin|time|trade id|order id. */
  readonly key: string;
  readonly instrument: string;
  readonly from: Decimal;
  readonly to: Decimal;
  readonly price: Decimal;
}

export interface InstrumentFact {
  /** Coins. */
  readonly lot: Decimal;
  /** USD. */
  readonly minNotional: Decimal;
  /** The leader's leverage there, times, and the highest that the exchange allows. */
  readonly leverage: number;
  readonly maxLeverage: number;
}

/** What the world knows of a leader, with no word from the extension. */
export interface WorldFacts {
  /** Oldest first. */
  readonly fills: readonly TrueFill[];
  /** Every equity that the world told about him, oldest first. */
  readonly equityServed: readonly {
    readonly at: number;
    readonly equity: string;
    /** The time written in the answer, which a wrong clock of the exchange shifts. */
    readonly time: number;
  }[];
  readonly instruments: ReadonlyMap<string, InstrumentFact>;
  /** The mid in force at a moment, USD. */
  midAt(instrument: string, at: number): Decimal;
}

/** What the world's leaders have where nobody changed it, times. */
const LEVERAGE = 20;

/** Hyperliquid's smallest order, USD. */
const MIN_NOTIONAL = decimal(10);

export function worldFacts(ledger: Ledger, address: string): WorldFacts {
  return {
    fills: ledger.leaderFills(address).map(({ at, fill }) => {
      const from = decimal(fill.startPosition);
      const size = decimal(fill.sz);
      return {
        at,
        key: `${fill.coin}|${fill.time}|${fill.tid}|${fill.oid}`,
        instrument: fill.coin,
        from,
        to: fill.side === "B" ? from.plus(size) : from.minus(size),
        price: decimal(fill.px),
      };
    }),
    equityServed: ledger.equityServed(address),
    instruments: new Map(
      INSTRUMENTS.map(({ coin, szDecimals, maxLeverage }) => [
        coin,
        {
          lot: new Decimal(10).pow(-szDecimals),
          minNotional: MIN_NOTIONAL,
          leverage: Math.min(LEVERAGE, maxLeverage),
          maxLeverage,
        },
      ]),
    ),
    midAt: (instrument, at) => decimal(ledger.midAt(instrument, at)),
  };
}

/** The mids of a span of time, sampled often enough to meet every move that lasted 50 ms. */
export function midsBetween(facts: WorldFacts, instrument: string, from: number, to: number): Decimal[] {
  const mids: Decimal[] = [];
  for (let at = from; at < to; at += 50) mids.push(facts.midAt(instrument, at));
  return [...mids, facts.midAt(instrument, to)];
}

/**
 * The leader's leverage in an instrument, once an answer until then showed him with a position there; null before
 * that, because nothing else tells it.
 */
export function leverageShown(facts: WorldFacts, instrument: string, until: number): number | null {
  const fills = facts.fills.filter((fill) => fill.instrument === instrument);
  const shown = facts.equityServed.some((served) => {
    if (served.at > until) return false;
    const position = fills.findLast((fill) => fill.at <= served.at)?.to ?? fills[0]?.from;
    return position !== undefined && !position.isZero();
  });
  return shown ? (facts.instruments.get(instrument)?.leverage ?? null) : null;
}

import type { DecimalString } from "../../lib/model/decimal.ts";
import { type Address, type InstrumentId, type LeaderId, addressOf } from "../../lib/model/identity.ts";
import type { LeaderFill } from "../../lib/model/leader.ts";
import type { LeaderHolding, Stamped } from "./record.ts";
import { type SimMarket, notionalOf } from "./sim-market.ts";
import { moneyText, textOf } from "./units.ts";

/** A part of one trade of the leader: signed lots at a price in price units. */
export interface LeaderPart {
  readonly instrument: InstrumentId;
  readonly lots: number;
  readonly price: number;
}

interface Position {
  lots: number;
  /** Price units, average. */
  entry: number;
}

/** A row of `userFills`, as far as anybody reads it. */
export type WireRow = Readonly<Record<string, unknown>>;

const LEVERAGE = 5;

/** What a leader does and holds, and how his exchange tells it. */
export class SimLeader {
  readonly id: LeaderId;
  readonly address: Address;
  /** His exchange's clock minus the simulation's, ms. */
  readonly clockOffsetMs: number;
  readonly fills: Stamped<{ fill: LeaderFill }>[] = [];
  readonly rows: WireRow[] = [];
  readonly start: readonly LeaderHolding[];
  readonly #market: SimMarket;
  readonly #positions = new Map<InstrumentId, Position>();
  #cash: number;

  constructor(
    id: LeaderId,
    market: SimMarket,
    from: {
      readonly clockOffsetMs: number;
      /** USD, without open positions. */
      readonly cash: number;
      readonly holdings: readonly LeaderPart[];
    },
  ) {
    this.id = id;
    this.address = addressOf(id);
    this.clockOffsetMs = from.clockOffsetMs;
    this.#market = market;
    this.#cash = from.cash;
    for (const { instrument, lots, price } of from.holdings) {
      this.#positions.set(instrument, { lots, entry: price });
    }
    this.start = this.holdings();
  }

  lotsOf(instrument: InstrumentId): number {
    return this.#positions.get(instrument)?.lots ?? 0;
  }

  holdings(): LeaderHolding[] {
    return this.#open().map(([instrument, { lots, entry }]) => ({
      instrument,
      size: this.#size(instrument, lots),
      entryPrice: this.#price(instrument, entry),
    }));
  }

  equity(at: number): number {
    return this.#open().reduce((sum, [id, { lots, entry }]) => {
      return sum + notionalOf(this.#market.listing(id), lots, this.#market.priceAt(id, at) - entry);
    }, this.#cash);
  }

  /** Money goes out (negative) or comes in. */
  move(usd: number): void {
    this.#cash += usd;
  }

  /** He trades; the parts are one message of his stream. Answers its rows. */
  trade(parts: readonly LeaderPart[], at: number): WireRow[] {
    return parts.filter(({ lots }) => lots !== 0).map((part) => this.#fill(part, at));
  }

  #fill({ instrument, lots, price }: LeaderPart, at: number): WireRow {
    const { lots: before, entry } = this.#positions.get(instrument) ?? { lots: 0, entry: 0 };
    const after = before + lots;
    const grows = before === 0 || Math.sign(before) === Math.sign(lots);
    const closed = grows ? 0 : Math.min(Math.abs(before), Math.abs(lots)) * Math.sign(before);
    this.#cash += notionalOf(this.#market.listing(instrument), closed, price - entry);
    const crossed = after !== 0 && Math.sign(after) !== Math.sign(before);
    const mean = grows ? (before * entry + lots * price) / after : crossed ? price : entry;
    this.#positions.set(instrument, { lots: after, entry: after === 0 ? 0 : mean });
    const number = this.fills.length + 1;
    const row = {
      coin: instrument,
      px: this.#price(instrument, price),
      sz: this.#size(instrument, Math.abs(lots)),
      side: lots > 0 ? "B" : "A",
      time: at + this.clockOffsetMs,
      startPosition: this.#size(instrument, before),
      dir: grows ? "Open" : "Close",
      tid: number,
      oid: 1_000 + number,
    };
    const fill: LeaderFill = {
      instrument,
      side: lots > 0 ? "buy" : "sell",
      price: row.px,
      size: row.sz,
      time: row.time,
      startPosition: row.startPosition,
      key: `${instrument}|${row.time}|${row.tid}|${row.oid}`,
    };
    this.fills.push({ at, fill });
    this.rows.push(row);
    return row;
  }

  /** `clearinghouseState`. */
  state(at: number): WireRow {
    return {
      marginSummary: { accountValue: moneyText(this.equity(at)) },
      time: at + this.clockOffsetMs,
      assetPositions: this.#open().map(([id, { lots, entry }]) => {
        const listing = this.#market.listing(id);
        const price = this.#market.priceAt(id, at);
        return {
          position: {
            coin: id,
            szi: this.#size(id, lots),
            entryPx: this.#price(id, entry),
            leverage: { type: "cross", value: LEVERAGE },
            liquidationPx: null,
            positionValue: moneyText(Math.abs(notionalOf(listing, lots, price))),
            unrealizedPnl: moneyText(notionalOf(listing, lots, price - entry)),
          },
        };
      }),
    };
  }

  #open(): [InstrumentId, Position][] {
    return [...this.#positions].filter(([, { lots }]) => lots !== 0);
  }

  #size(instrument: InstrumentId, lots: number): DecimalString {
    return textOf(lots, this.#market.listing(instrument).lotDecimals) as DecimalString;
  }

  /** Averages with three digits more than prices have. */
  #price(instrument: InstrumentId, units: number): DecimalString {
    const { priceDecimals } = this.#market.listing(instrument);
    return textOf(Math.round(units * 1e3), priceDecimals + 3) as DecimalString;
  }
}

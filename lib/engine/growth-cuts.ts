import { Decimal, ZERO, decimalString } from "../model/decimal.ts";
import type { ForgonePart, ForgoneReason } from "../model/forgone.ts";

/**
 * Digits after the point in which room is counted, in coins. What is lost below them must stay less than the share of
 * a lot that a target may lack and still count as whole: else a third of the most that may stand, which is whole
 * lots, would be sold to one lot less.
 */
const ROOM_DECIMALS = 20;

/** USD: less room than that is none, and only what the rounding of a former cut left. */
const NO_ROOM = "0.0001";

/** A notional limit on growth, at one price. */
export interface Cut {
  readonly reason: ForgoneReason;
  /** Most USD that may stand once the growth is in, and what stands before it. */
  readonly most: Decimal;
  readonly standing: Decimal;
  /** The limit in its own unit is `most` over this; 1 for USD, an allocation or equity for a leverage. */
  readonly per: Decimal;
}

/** Growth on its way through the limits: what is still allowed of it, and what each limit took. */
export class CutGrowth {
  readonly #sign: 1 | -1;
  readonly #price: Decimal;
  #allowed: Decimal;
  readonly forgone: ForgonePart[] = [];
  /** Measurement and limit of the first that took something, in its own unit. */
  measured: number | null = null;
  limit: number | null = null;

  /** Size in signed coins, price in USD. */
  constructor(size: Decimal, price: Decimal) {
    this.#sign = size.isNegative() ? -1 : 1;
    this.#allowed = size.abs();
    this.#price = price;
  }

  get approved(): Decimal {
    return this.#allowed.times(this.#sign);
  }

  cut({ reason, most, standing, per }: Cut): void {
    const left = most.minus(standing);
    const room = left.lt(NO_ROOM) ? ZERO : left.div(this.#price);
    // Down, so that the last digit of a division is no room.
    const kept = room.toDecimalPlaces(ROOM_DECIMALS, Decimal.ROUND_DOWN);
    if (this.#allowed.lte(kept)) return;
    if (this.measured === null) {
      this.measured = standing.plus(this.#allowed.times(this.#price)).div(per).toNumber();
      this.limit = most.div(per).toNumber();
    }
    this.forgone.push({ reason, size: decimalString(this.#allowed.minus(kept).times(this.#sign)) });
    this.#allowed = kept;
  }
}

import { Decimal } from "decimal.js";
import { NIL, exact, type Exact } from "../exact.ts";
import { hashOf, normal, randomStream, type Random } from "../random.ts";
import type { InstrumentSpec } from "./instruments.ts";
import { openRules } from "./market-rules.ts";
import { PricePath } from "./price-path.ts";
import { roundPrice, tickAt } from "./tick.ts";

export type BookSide = "bid" | "ask";

export interface Level {
  readonly px: Exact;
  readonly size: Exact;
  readonly orders: number;
}

/** An order of an account that rests in the book. */
export interface Rest {
  readonly oid: number;
  /** Whose it is. */
  readonly address: string;
  readonly side: BookSide;
  readonly px: Exact;
  remaining: Exact;
}

const DEPTH = 20;
const LATENT_FIGURES = 12;
/** Steps after which a level's size is drawn anew and what was taken from it is back. */
const LEVEL_LIFE = 8;

/** One instrument: a seeded mid, 20 levels of seeded depth a side around it, and resting orders. */
export class Market {
  /** Replaced when the exchange changes an instrument's form. */
  spec: InstrumentSpec;
  readonly path: PricePath;
  rests: Rest[] = [];
  readonly rules = openRules();
  /** Hourly funding rate, a fraction. */
  funding: Exact;
  openInterest: Exact;
  volumeUsd = NIL;
  /** setMid stops the seeded movement: the price then stays where it was put. */
  pinned = false;
  #mid: Exact;
  #anchor: Exact;
  /** A book that a test put there, in place of the seeded one. */
  #placed: Record<BookSide, readonly Level[]> | undefined;
  /** The price before it is rounded to the book's ticks. */
  #latent: Exact;
  #step = 0;
  readonly #seed: number;
  readonly #random: Random;
  readonly #taken = new Map<string, { size: Exact; step: number }>();

  constructor(spec: InstrumentSpec, seed: number, time: number) {
    this.spec = spec;
    this.#seed = seed;
    this.#random = randomStream(seed, spec.coin, "mid");
    this.#mid = exact(spec.startPx);
    this.#anchor = this.#mid;
    this.#latent = this.#mid;
    this.path = new PricePath(seed, spec.coin, this.#mid, time);
    this.funding = exact(((hashOf(seed, spec.coin, "funding") % 40) - 8) * 0.000001).toDecimalPlaces(10);
    this.openInterest = exact(spec.levelUsd * 400)
      .div(this.#mid)
      .toDecimalPlaces(spec.szDecimals);
  }

  get mid(): Exact {
    return this.#mid;
  }

  /** Mark and oracle follow the mid. */
  get mark(): Exact {
    return roundPrice(this.#mid, this.spec.szDecimals, "near");
  }

  /** Half the distance between the best prices, a whole number of half ticks. */
  get halfSpread(): Exact {
    return this.#tick().times(this.#ticks(this.spec.spreadBps)).div(2);
  }

  moveTo(mid: Exact, time: number): void {
    this.#anchor = mid;
    this.#latent = mid;
    if (this.#placed !== undefined) this.place(undefined);
    this.#setMid(mid, time);
  }

  /** One seeded movement: noise, drawn back towards where the market was last moved to. */
  step(time: number): void {
    this.#step += 1;
    // What was taken from a placed book stays taken: its depth is what a test counts on.
    for (const [key, taken] of this.#taken)
      if (this.#placed === undefined && this.#step - taken.step >= LEVEL_LIFE) this.#taken.delete(key);
    if (this.pinned) return;
    const bps = this.spec.levelUsd < 20_000 ? 0.8 : 0.35;
    const pull = this.#anchor.minus(this.#latent).times(0.03);
    this.#latent = this.#latent.times(1 + (bps / 10_000) * normal(this.#random)).plus(pull);
    this.#latent = this.#latent.toSignificantDigits(LATENT_FIGURES);
    // The best prices lie on ticks and stay one spread apart, so the mid moves by whole ticks.
    const tick = this.#tick();
    const bid = this.#latent.minus(this.halfSpread).div(tick).toDecimalPlaces(0, Decimal.ROUND_HALF_EVEN);
    const mid = bid.times(tick).plus(this.halfSpread);
    if (!mid.eq(this.#mid)) this.#setMid(mid, time);
  }

  /** Best first; sizes are what is left, with resting orders merged in. */
  levels(side: BookSide): Level[] {
    const bySize = new Map<string, Level>();
    for (const level of this.seededLevels(side)) bySize.set(level.px.toFixed(), level);
    for (const rest of this.rests) {
      if (rest.side !== side) continue;
      const key = rest.px.toFixed();
      const there = bySize.get(key);
      bySize.set(key, {
        px: rest.px,
        size: rest.remaining.plus(there?.size ?? 0),
        orders: (there?.orders ?? 0) + 1,
      });
    }
    const sign = side === "bid" ? -1 : 1;
    return [...bySize.values()].toSorted((a, b) => sign * a.px.cmp(b.px)).slice(0, DEPTH);
  }

  /** Puts these levels in place of the seeded ones until the price is moved; undefined takes them away. */
  place(levels: Record<BookSide, readonly Level[]> | undefined): void {
    this.#placed = levels;
    this.#taken.clear();
  }

  /** The levels that stand for everybody else. */
  seededLevels(side: BookSide): Level[] {
    if (this.#placed !== undefined) {
      return this.#placed[side]
        .map((level) => ({ ...level, size: level.size.minus(this.#takenAt(side, level.px)) }))
        .filter((level) => level.size.gt(0));
    }
    const tick = this.#tick();
    const gap = tick.times(this.#ticks(this.spec.levelBps));
    const sign = side === "bid" ? -1 : 1;
    const best = roundPrice(
      this.#mid.plus(this.halfSpread.times(sign)),
      this.spec.szDecimals,
      side === "bid" ? "down" : "up",
    );
    const levels: Level[] = [];
    for (let i = 0; levels.length < DEPTH && i < DEPTH * 3; i++) {
      const px = best.plus(gap.times(i * sign));
      if (px.lte(0)) break;
      const level = this.#levelAt(side, px);
      if (level.size.gt(0)) levels.push(level);
    }
    return levels;
  }

  take(side: BookSide, px: Exact, size: Exact): void {
    const key = `${side}${px.toFixed()}`;
    const before = this.#taken.get(key)?.size ?? NIL;
    this.#taken.set(key, { size: before.plus(size), step: this.#step });
  }

  #levelAt(side: BookSide, px: Exact): Level {
    const key = `${side}${px.toFixed()}`;
    const phase = hashOf(this.#seed, this.spec.coin, key);
    const generation = Math.floor((this.#step + (phase % LEVEL_LIFE)) / LEVEL_LIFE);
    const draw = hashOf(phase, generation) / 4294967296;
    const notional = this.spec.levelUsd * (0.25 + 1.5 * draw);
    const whole = exact(notional).div(px).toDecimalPlaces(this.spec.szDecimals, Decimal.ROUND_UP);
    return { px, size: whole.minus(this.#takenAt(side, px)), orders: 1 + (phase % 12) };
  }

  #takenAt(side: BookSide, px: Exact): Exact {
    return this.#taken.get(`${side}${px.toFixed()}`)?.size ?? NIL;
  }

  #tick(): Exact {
    return tickAt(this.#mid, this.spec.szDecimals);
  }

  #ticks(bps: number): number {
    return Math.max(1, Math.round(this.#mid.times(bps).div(10_000).div(this.#tick()).toNumber()));
  }

  #setMid(mid: Exact, time: number): void {
    this.#mid = mid;
    this.path.record(mid, time);
  }
}

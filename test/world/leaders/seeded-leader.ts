import { Decimal } from "decimal.js";
import { exact } from "../exact.ts";
import type { Exchange } from "../exchange.ts";
import { randomStream, type Random } from "../random.ts";
import { Leader } from "./leader.ts";
import type { SeededScript, TradeRequest } from "./leader-script.ts";

const SLICES_AT_MOST = 4;

/** A leader who opens, adds, reduces, flips and closes by a seeded rule. */
export class SeededLeader extends Leader {
  readonly #script: SeededScript;
  readonly #random: Random;
  #cancel: (() => void) | undefined;

  constructor(exchange: Exchange, script: SeededScript) {
    super(exchange, script);
    this.#script = script;
    this.#random = randomStream(exchange.seed, this.address, "leader");
  }

  override play(): void {
    if (this.#cancel === undefined) this.#schedule();
  }

  override rest(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #schedule(): void {
    const wait = (-Math.log(1 - this.#random()) * 60_000) / this.#script.tradesPerMinute;
    this.#cancel = this.exchange.clock.after(wait, () => {
      this.#act();
      if (this.#cancel !== undefined) this.#schedule();
    });
  }

  /** Draws a target position and goes there in one to four fills. */
  #act(): void {
    const coin = this.#script.coins[Math.floor(this.#random() * this.#script.coins.length)];
    if (coin === undefined) return;
    const market = this.exchange.markets.get(coin);
    const draw = this.#random();
    const share = this.#random();
    const lots = market.spec.szDecimals;
    const room = exact(this.equity()).times(this.#script.maxLeverage).div(this.#script.coins.length);
    const goal = draw < 0.2 ? 0 : draw < 0.65 ? share : -share;
    const target = room.times(goal).div(market.mid).toDecimalPlaces(lots, Decimal.ROUND_DOWN);
    const change = target.minus(this.account.size(coin));
    if (change.isZero()) return;
    const side = change.gt(0) ? "buy" : "sell";
    const slices = 1 + Math.floor(this.#random() * SLICES_AT_MOST);
    const slice = change.abs().div(slices).toDecimalPlaces(lots, Decimal.ROUND_DOWN);
    const requests: TradeRequest[] = [];
    if (slice.gt(0)) for (let i = 1; i < slices; i++) requests.push({ coin, side, size: slice.toFixed() });
    const rest = change.abs().minus(slice.times(slice.gt(0) ? slices - 1 : 0));
    this.tradeTogether([...requests, { coin, side, size: rest.toFixed() }]);
  }
}

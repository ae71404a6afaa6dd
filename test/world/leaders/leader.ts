import type { Account } from "../accounts/account.ts";
import { marginOf } from "../accounts/margin.ts";
import { exact, plain, type Exact } from "../exact.ts";
import type { Exchange } from "../exchange.ts";
import { publishMarket } from "../market-feed.ts";
import { roundPrice } from "../market/tick.ts";
import { settle, type Execution } from "../trading/settlement.ts";
import type { Fill } from "../wire/fill.ts";
import type { LeaderControl, LeaderScript, TradeRequest } from "./leader-script.ts";

/** What all leaders have in common: an account, and trades that happen because they say so. */
export class Leader implements LeaderControl {
  readonly address: string;
  readonly done: Promise<void>;
  protected readonly exchange: Exchange;
  protected readonly account: Account;
  #finish: () => void = () => undefined;

  constructor(exchange: Exchange, script: LeaderScript) {
    this.exchange = exchange;
    this.account = exchange.account(script.address);
    this.address = this.account.address;
    this.account.deposit(exact(script.equity), exchange.startedAt, exchange.ids.hash());
    if (script.vault !== undefined) {
      this.account.vault = { name: script.vault.name, leader: exchange.stranger(exchange.ids.tid()) };
    }
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  play(): void {
    // A leader without a script trades only when told.
  }

  rest(): void {
    // As above.
  }

  /** Resolves `done`. */
  finish(): void {
    this.#finish();
  }

  trade(request: TradeRequest): Fill {
    const [fill] = this.tradeTogether([request]);
    if (fill === undefined) throw new Error("a trade makes a fill");
    return fill;
  }

  tradeTogether(requests: readonly TradeRequest[]): Fill[] {
    const executions = requests.map((request): Execution => {
      const side = request.side === "buy" ? "B" : "A";
      const px = this.#price(request.coin, side, request.price);
      const oid = this.exchange.ids.oid();
      return { coin: request.coin, side, px, size: exact(request.size), crossed: true, oid };
    });
    return settle(this.exchange, this.account, executions);
  }

  position(coin: string): string {
    return plain(this.account.size(coin));
  }

  equity(): string {
    return plain(marginOf(this.account, this.exchange.markets).accountValue.toDecimalPlaces(6));
  }

  deposit(amount: string): void {
    this.account.deposit(exact(amount), this.exchange.clock.stamp(), this.exchange.ids.hash());
  }

  /** Puts the mid where a trade at `px` is one at the best price of the side it took. */
  protected moveMarketFor(coin: string, side: "A" | "B", px: Exact, crossed: boolean): void {
    const market = this.exchange.markets.find(coin);
    if (market === undefined) return;
    const paidTheAsk = (side === "B") === crossed;
    const mid = paidTheAsk ? px.minus(market.halfSpread) : px.plus(market.halfSpread);
    market.moveTo(mid.gt(0) ? mid : px, this.exchange.clock.now());
    publishMarket(this.exchange, market);
  }

  #price(coin: string, side: "A" | "B", wanted: string | undefined): Exact {
    if (wanted !== undefined) {
      this.moveMarketFor(coin, side, exact(wanted), true);
      return exact(wanted);
    }
    const market = this.exchange.markets.get(coin);
    const best = market.levels(side === "B" ? "ask" : "bid")[0];
    return best?.px ?? roundPrice(market.mid, market.spec.szDecimals, "near");
  }
}

import type { EngineEvent } from "../../lib/engine/engine-event.ts";
import { type Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { FillRow, IntentRow } from "../../lib/model/state.ts";
import { EngineDriver, T0 } from "./engine-driver.ts";
import { EMPTY_DUMP, type JournalDump } from "../check/journal-dump.ts";
import type { TrueFill, WorldFacts } from "../check/world-facts.ts";

/** What the coins cost at first, USD. */
export const PRICES = { ETH: 2_000, SOL: 100, BTC: 60_000 } as const;
export const COINS = ["ETH", "SOL", "BTC"] as const;
export type Coin = (typeof COINS)[number];

/** The real engine, with what the world knows and what its journal would hold. */
export class Witnessed extends EngineDriver {
  /** Not there yet while the driver itself is made. */
  told: EngineEvent[] | undefined = [];
  readonly rows = new Map<string, IntentRow>();
  readonly fillRows: FillRow[] = [];
  readonly trueFills: TrueFill[] = [];
  readonly served: { at: number; equity: string; time: number }[] = [];
  readonly mids: { at: number; coin: Coin; price: Decimal }[] = [];
  readonly position: Record<Coin, Decimal> = { ETH: ZERO, SOL: ZERO, BTC: ZERO };

  override send(event: EngineEvent): ReturnType<EngineDriver["send"]> {
    if (event.kind === "command" || event.kind === "account-read") this.told?.push(event);
    const step = super.send(event);
    if (this.told === undefined) return step;
    for (const row of [...step.state.openIntents.values(), ...step.work.settled]) {
      this.rows.set(row.intent.clientOrderId, row);
    }
    this.fillRows.push(...step.work.fills);
    return step;
  }

  price(coin: Coin): Decimal {
    return this.mids.findLast((one) => one.coin === coin)?.price ?? decimal(PRICES[coin]);
  }

  moveTo(coin: Coin, price: Decimal): void {
    this.mids.push({ at: this.now, coin, price });
    this.mark();
  }

  mark(): void {
    this.marks(Object.fromEntries(COINS.map((coin) => [coin, this.price(coin).toFixed()])));
  }

  /** A routine answer about the leader, which keeps his equity fresh. */
  poll(cause: "start" | "poll" = "poll"): void {
    this.served.push({ at: this.now, equity: "100000", time: this.now });
    const held = COINS.filter((coin) => !this.position[coin].isZero());
    this.snapshot(
      Object.fromEntries(
        held.map((coin) => [coin, [this.position[coin].toFixed(), this.entry(coin).toFixed()]]),
      ),
      { cause },
    );
  }

  /** Good enough where he opened once, as at the start. */
  entry(coin: Coin): Decimal {
    return this.trueFills.find((fill) => fill.instrument === coin)?.price ?? this.price(coin);
  }

  /** Fills of one message, or what nobody heard of. */
  act(coin: Coin, sizes: readonly Decimal[], tell: boolean): void {
    const price = this.price(coin);
    const told = sizes.map((size) => {
      const from = this.position[coin];
      const to = from.plus(size);
      const fill = this.leaderFill(coin, size.toFixed(), price.toFixed(), from.toFixed());
      this.position[coin] = to;
      this.trueFills.push({ at: this.now, key: fill.key, instrument: coin, from, to, price });
      return fill;
    });
    if (tell) this.fills(told);
  }

  facts(): WorldFacts {
    const fact = (lot: string) => ({
      lot: decimal(lot),
      minNotional: decimal(10),
      leverage: 5,
      maxLeverage: 20,
    });
    return {
      fills: this.trueFills,
      equityServed: this.served,
      instruments: new Map([
        ["BTC", fact("0.00001")],
        ["ETH", fact("0.0001")],
        ["SOL", fact("0.01")],
      ]),
      midAt: (instrument, at) =>
        this.mids.findLast((one) => one.coin === instrument && one.at <= at)?.price ??
        decimal(PRICES[COINS.find((coin) => coin === instrument) ?? "ETH"]),
    };
  }

  journal(): JournalDump {
    const accountBooks = [...this.state.accountBooks.values()];
    return {
      ...EMPTY_DUMP,
      meta: [{ paperSince: T0 }],
      events: (this.told ?? []).map((event) => ({ at: event.at, kind: event.kind, body: event })),
      follows: [...this.state.follows.values()],
      books: [...this.state.books.values()],
      guards: [...this.state.guards.values()],
      decisions: this.decisions,
      accountBooks,
      intents: [...this.rows.values()],
      fills: this.fillRows,
      paperOrders: this.everyOrder.map(({ clientOrderId }) => ({ clientOrderId })),
      paperPositions: accountBooks.map(({ instrument, net }) => ({ instrument, size: net })),
    };
  }
}

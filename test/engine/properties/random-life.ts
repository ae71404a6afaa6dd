import fc from "fast-check";
import type { Step } from "../../../lib/engine/step.ts";
import { AccountSettings, DEFAULT_ACCOUNT_SETTINGS } from "../../../lib/model/account.ts";
import { type Decimal, ZERO, decimal } from "../../../lib/model/decimal.ts";
import { DEFAULT_SETTINGS, FollowSettings } from "../../../lib/model/follow-settings.ts";
import type { FollowBook } from "../../../lib/model/follow.ts";
import { FollowId, type LeaderId, PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import type { Intent } from "../../../lib/model/order.ts";
import { EngineDriver, LEADER, SECOND_LEADER } from "../engine-driver.ts";

export const COINS = ["ETH", "SOL", "BTC"] as const;
type Coin = (typeof COINS)[number];

/** What a coin costs where a life begins, USD. */
export const START: Record<Coin, number> = { ETH: 2_000, SOL: 100, BTC: 60_000 };

/** One thing that happens. Sizes are in hundredths of a unit worth about 1,000 USD, so that all coins matter alike. */
export type Act =
  /** Fills of a leader, in one message. */
  | {
      readonly kind: "fills";
      readonly second: boolean;
      readonly coin: Coin;
      readonly parts: readonly number[];
    }
  /** Several instruments at once: a snapshot after a gap. */
  | { readonly kind: "snapshot"; readonly second: boolean; readonly sizes: readonly number[] }
  /** The market moves, in basis points. */
  | { readonly kind: "price"; readonly coin: Coin; readonly bps: number }
  /** The oldest order is filled to a share, in percent; null: it never left. */
  | { readonly kind: "answer"; readonly percent: number | null }
  | { readonly kind: "wait"; readonly ms: number };

const coin = fc.constantFrom(...COINS);
const change = fc.integer({ min: -150, max: 150 });

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("fills" as const),
      second: fc.boolean(),
      coin,
      parts: fc.array(change, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("snapshot" as const),
      second: fc.boolean(),
      sizes: fc.array(change, { minLength: 3, maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("price" as const),
      coin,
      bps: fc.integer({ min: -30, max: 30 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      percent: fc.oneof(fc.constantFrom(0, 100, 100, null), fc.integer({ min: 1, max: 99 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 25_000 }) }),
  },
);

export const acts = fc.array(act, { minLength: 1, maxLength: 30 });

type Limits = Partial<Record<keyof FollowSettings["limits"], unknown>>;

/** A leader's unit of 1,000 USD is the follow's; only the given limits are near. */
export function open(limits: Limits = {}, more: Record<string, unknown> = {}): FollowSettings {
  return FollowSettings.parse({
    ...DEFAULT_SETTINGS,
    allocation: { kind: "amount", amount: "1000000" },
    sizing: { kind: "fixed-ratio", ratio: "1" },
    exits: DEFAULT_ACCOUNT_SETTINGS.exits,
    limits: { ...DEFAULT_SETTINGS.limits, maxLeverage: 50, maxPosition: "1000000", ...limits },
    ...more,
  });
}

export const FIRST = FollowId.parse("follow-1");
export const SECOND = FollowId.parse("follow-2");

/** Two leaders, each with a follow of the one account, in a market that moves. */
export class Life {
  readonly engine = new EngineDriver();
  readonly prices: Record<Coin, Decimal> = {
    ETH: decimal(START.ETH),
    SOL: decimal(START.SOL),
    BTC: decimal(START.BTC),
  };

  constructor(settings: FollowSettings, account: Limits = {}) {
    const { engine } = this;
    engine.follow(settings, FIRST, LEADER);
    engine.follow(settings, SECOND, SECOND_LEADER);
    engine.command({
      kind: "edit-account",
      at: engine.now,
      accountId: PAPER_ACCOUNT,
      settings: AccountSettings.parse({
        ...DEFAULT_ACCOUNT_SETTINGS,
        limits: { ...DEFAULT_ACCOUNT_SETTINGS.limits, ...account },
      }),
    });
    engine.snapshot({}, { leaderId: LEADER });
    engine.snapshot({}, { leaderId: SECOND_LEADER });
    this.mark();
  }

  /** Null where the act could not happen. */
  do(act: Act): Step | null {
    const { engine } = this;
    engine.now += 5;
    this.mark();
    switch (act.kind) {
      case "fills":
        return this.#fills(act.second ? SECOND_LEADER : LEADER, act.coin, act.parts);
      case "snapshot": {
        const leaderId = act.second ? SECOND_LEADER : LEADER;
        this.settleDown();
        const positions: Parameters<EngineDriver["snapshot"]>[0] = {};
        for (const [index, coin] of COINS.entries()) {
          const size = this.size(coin, act.sizes[index] ?? 0);
          if (size !== "0") positions[coin] = [size, START[coin]];
        }
        return engine.snapshot(positions, { cause: "reconnect", leaderId });
      }
      case "price":
        this.prices[act.coin] = this.prices[act.coin].times(1 + act.bps / 10_000).toDecimalPlaces(4);
        return this.mark();
      case "answer":
        return this.#answer(act.percent);
      case "wait":
        engine.now += act.ms;
        this.mark();
        return engine.wait(0);
    }
  }

  /** Coins for hundredths of a unit. */
  size(coin: Coin, hundredths: number): string {
    return decimal(hundredths).times(10).div(START[coin]).toDecimalPlaces(8).toFixed();
  }

  get books(): FollowBook[] {
    return [...this.engine.state.books.values()];
  }

  get openOrders(): Intent[] {
    return [...this.engine.state.openIntents.values()].map((row) => row.intent);
  }

  /** So long after the last fill that no answer can lag behind it. */
  settleDown(): void {
    this.engine.now += 2_000;
    this.mark();
  }

  /** The marks as they are now; fresh again. */
  mark(): Step {
    const texts = COINS.map((coin) => [coin, this.prices[coin].toFixed()] as const);
    return this.engine.marks(Object.fromEntries(texts));
  }

  #fills(leaderId: LeaderId, coin: Coin, parts: readonly number[]): Step | null {
    const { engine } = this;
    let start = decimal(engine.state.leaderBooks.get(`${leaderId}|${coin}`)?.size ?? 0);
    const fills = parts
      .filter((part) => part !== 0)
      .map((part) => {
        const fill = engine.leaderFill(
          coin,
          this.size(coin, part),
          this.prices[coin].toFixed(),
          start.toFixed(),
          leaderId,
        );
        start = start.plus(this.size(coin, part));
        return fill;
      });
    return fills.length === 0 ? null : engine.fills(fills, leaderId);
  }

  #answer(percent: number | null): Step | null {
    const { engine } = this;
    const [order] = engine.orders;
    if (order === undefined) return null;
    if (percent === null) {
      engine.orders.shift();
      const { accountId, clientOrderId, instrument } = order;
      return engine.send({ kind: "order-not-sent", at: engine.now, accountId, clientOrderId, instrument });
    }
    const lot = decimal(engine.state.instruments.get(order.instrument)?.lotSize ?? 1);
    const size = decimal(order.size).times(percent).div(100).div(lot).floor().times(lot);
    return engine.answer({ size: size.toFixed(), unfilled: "price-left-limit" });
  }
}

/** Runs a life and judges it after every act. */
export function live(life: Life, all: readonly Act[], judge: (step: Step | null, act: Act) => void): void {
  for (const act of all) judge(life.do(act), act);
}

export const sum = (sizes: readonly Decimal[]): Decimal => sizes.reduce((a, b) => a.plus(b), ZERO);

/** Coins by which an order grows its follows. */
export const growthOf = (order: Intent): Decimal =>
  sum(order.shares.filter((share) => share.growth).map((share) => decimal(share.size).abs()));

/** Judges each order once, when it was made. */
export function withNewOrders(life: Life, judge: (order: Intent) => void): () => void {
  let seen = life.engine.everyOrder.length;
  return () => {
    for (const order of life.engine.everyOrder.slice(seen)) judge(order);
    seen = life.engine.everyOrder.length;
  };
}

import type { z } from "zod";
import type { EngineEvent } from "../../lib/engine/engine-event.ts";
import { type EngineState, emptyState, pairKey } from "../../lib/engine/engine-state.ts";
import { type Step, step } from "../../lib/engine/step.ts";
import type { VenueClock } from "../../lib/model/account.ts";
import { type DecimalString, decimal, decimalString } from "../../lib/model/decimal.ts";
import { DEFAULT_SETTINGS, FollowSettings } from "../../lib/model/follow-settings.ts";
import type { Decision, FollowBook } from "../../lib/model/follow.ts";
import {
  type AccountId,
  Address,
  FollowId,
  InstrumentId,
  type LeaderId,
  leaderIdOf,
  PAPER_ACCOUNT,
} from "../../lib/model/identity.ts";
import type { Instrument } from "../../lib/model/instrument.ts";
import type { LeaderFill, SnapshotCause } from "../../lib/model/leader.ts";
import type { LeverageOrder, LeverageSetting } from "../../lib/model/leverage-setting.ts";
import type { ApprovedIntent, Intent, VenueFill } from "../../lib/model/order.ts";

export const T0 = 1_700_000_000_000;
export const LEADER = leaderIdOf(Address.parse(`0x${"ab".repeat(20)}`));
export const SECOND_LEADER = leaderIdOf(Address.parse(`0x${"cd".repeat(20)}`));
export const FOLLOW = FollowId.parse("follow-1");
export const id = (coin: string): InstrumentId => InstrumentId.parse(coin);
export const text = (value: string | number): DecimalString => decimalString(value);

export function instrument(coin: string, lot: string): Instrument {
  return {
    id: id(coin),
    lotSize: text(lot),
    priceFigures: 5,
    priceDecimals: 6,
    maxLeverage: 20,
    minNotional: text(10),
    delisted: false,
  };
}

/** The engine with a hand on its clock: every call is one event. */
export class EngineDriver {
  state: EngineState;
  now = T0;
  readonly decisions: Decision[] = [];
  /** Orders handed out and not answered yet. */
  orders: ApprovedIntent[] = [];
  readonly everyOrder: ApprovedIntent[] = [];
  effects: Step["work"]["effects"] = [];
  /** Whether every reading of the account that the engine asks for is answered at once, and agrees. */
  readsAccount = true;
  /** The account that follows are started in, that is read and whose orders are answered. */
  account: AccountId = PAPER_ACCOUNT;
  /** What a reading tells of the venue's clock. */
  clock: VenueClock | null = null;
  /** Whether what the engine asks or sets of leverage is answered at once; what the venue has set, by coin. */
  answersLeverage = true;
  readonly leverages = new Map<string, LeverageSetting>();
  /** What was told to the venue, in order. */
  readonly settingsMade: LeverageOrder[] = [];
  /** The signer's numbers in the order in which they were given. */
  readonly signed: number[] = [];
  #fill = 0;

  constructor() {
    this.state = emptyState({
      installationId: "0".repeat(32),
      pausedSince: null,
      haltedSince: null,
      decisionSequence: 0,
      paperSince: T0,
      paperResetPending: false,
    });
    this.send({
      kind: "instruments",
      at: this.now,
      instruments: [instrument("BTC", "0.00001"), instrument("ETH", "0.0001"), instrument("SOL", "0.01")],
    });
  }

  send(event: EngineEvent): Step {
    const result = step(this.state, event);
    this.state = result.state;
    this.decisions.push(...result.decisions);
    this.effects = result.work.effects;
    for (const effect of result.work.effects) {
      if (effect.kind === "set-leverage") this.settingsMade.push(effect.order);
      if (effect.kind === "set-leverage") this.signed.push(effect.order.nonce);
      if (effect.kind === "place-stop") this.signed.push(effect.stop.nonce);
      if (effect.kind === "cancel-stop") this.signed.push(effect.cancel.nonce);
      if (effect.kind !== "submit") continue;
      if (effect.intent.nonce !== null) this.signed.push(effect.intent.nonce);
      this.orders.push(effect.intent);
      this.everyOrder.push(effect.intent);
    }
    const { effects } = this;
    if (this.readsAccount && effects.some((effect) => this.#isReading(effect))) this.readAccount();
    for (const effect of effects) this.#answerLeverage(effect);
    this.effects = effects;
    return result;
  }

  #answerLeverage(effect: Step["work"]["effects"][number]): void {
    if (effect.kind === "set-leverage") {
      if (!this.answersLeverage) return;
      this.leverages.set(effect.order.instrument, effect.order.setting);
      this.tellLeverage(effect.order.instrument);
    }
    if (effect.kind === "read-leverage" && this.answersLeverage) this.tellLeverage(effect.instrument);
  }

  /** What the venue has set for an instrument: 20 times, cross, where nobody set anything. */
  tellLeverage(coin: string, setting: LeverageSetting = this.leverageAt(coin)): Step {
    const { account: accountId, now: at } = this;
    return this.send({ kind: "leverage-told", at, accountId, instrument: id(coin), setting });
  }

  leverageAt(coin: string): LeverageSetting {
    return this.leverages.get(coin) ?? { times: 20, marginMode: "cross" };
  }

  #isReading(effect: Step["work"]["effects"][number]): boolean {
    return effect.kind === "read-account" && effect.accountId === this.account;
  }

  /** The account as the engine itself explains it, or as told: sizes by coin. */
  readAccount(
    told: {
      positions?: Record<string, number | string>;
      fills?: VenueFill[];
      openOrders?: Extract<EngineEvent, { kind: "account-read" }>["openOrders"];
      equity?: number | string;
      clock?: VenueClock;
      leverages?: Extract<EngineEvent, { kind: "account-read" }>["leverages"];
    } = {},
  ): Step {
    const known = [...this.state.accountBooks.values()]
      .filter(({ accountId }) => accountId === this.account)
      .map(({ instrument, net }) => [instrument, net] as const);
    const sizes = Object.entries<number | string>(told.positions ?? Object.fromEntries(known));
    return this.send({
      kind: "account-read",
      at: this.now,
      accountId: this.account,
      equity: text(told.equity ?? 10_000),
      positions: sizes
        .filter(([, size]) => !decimal(size).isZero())
        .map(([coin, size]) => ({
          instrument: id(coin),
          size: text(size),
          entryPrice: text(1),
          liquidationPrice: null,
        })),
      openOrders: told.openOrders ?? [],
      leverages: told.leverages ?? [],
      clock: told.clock ?? this.clock,
      fills: told.fills ?? [],
      until: this.now,
    });
  }

  wait(ms: number): Step {
    this.now += ms;
    return this.send({ kind: "tick", at: this.now, day: "2026-11-22", online: true });
  }

  /** So many seconds, each with its tick. */
  pass(seconds: number): void {
    for (let second = 0; second < seconds; second += 1) this.wait(1_000);
  }

  /** What a lookup answers that was asked for in this tick, or in another one. */
  notFound(
    { accountId, clientOrderId, instrument }: Pick<Intent, "accountId" | "clientOrderId" | "instrument">,
    askedTick = this.state.ticks,
  ): Step {
    return this.send({
      kind: "order-not-found",
      at: this.now,
      accountId,
      clientOrderId,
      instrument,
      askedTick,
    });
  }

  marks(prices: Record<string, number | string>): Step {
    const marks = new Map(Object.entries(prices).map(([coin, price]) => [id(coin), text(price)]));
    return this.send({ kind: "marks", at: this.now, askedAt: this.now, marks });
  }

  follow(settings: Partial<z.input<typeof FollowSettings>> = {}, followId = FOLLOW, leaderId = LEADER): Step {
    return this.command({
      kind: "follow",
      at: this.now,
      followId,
      leaderId,
      accountId: this.account,
      settings: FollowSettings.parse({ ...DEFAULT_SETTINGS, ...settings }),
      startedFrom: "page",
    });
  }

  command(command: Extract<EngineEvent, { kind: "command" }>["command"]): Step {
    return this.send({ kind: "command", at: this.now, command });
  }

  snapshot(
    positions: Record<string, [size: number | string, entry: number | string]>,
    options: {
      cause?: SnapshotCause;
      equity?: number | string;
      goodUntil?: number;
      clockOffsetMs?: number;
      time?: number;
      leaderId?: LeaderId;
    } = {},
  ): Step {
    const leaderId = options.leaderId ?? LEADER;
    const cause = options.cause ?? "start";
    const feed = this.state.leaders.get(leaderId)?.feed.state;
    if (feed === "lost" && (cause === "start" || cause === "reconnect")) this.feed("live", leaderId);
    return this.send({
      kind: "leader-snapshot",
      at: this.now,
      leaderId,
      cause,
      goodUntil: options.goodUntil ?? this.now,
      clockOffsetMs: options.clockOffsetMs ?? 0,
      snapshot: {
        equity: text(options.equity ?? 100_000),
        time: options.time ?? this.now,
        positions: Object.entries(positions).map(([coin, [size, entry]]) => ({
          instrument: id(coin),
          size: text(size),
          entryPrice: text(entry),
          leverage: 5,
          marginMode: "cross",
          liquidationPrice: null,
          notional: decimalString(decimal(size).times(entry).abs()),
          unrealisedPnl: text(0),
        })),
      },
    });
  }

  feed(state: "live" | "lost", leaderId = LEADER): Step {
    const reason = state === "live" ? "connected" : "silent";
    const feed = { state, reason, detail: null, since: this.now, latencyMs: null, attempts: 0 } as const;
    return this.send({ kind: "leader-feed", at: this.now, leaderId, feed });
  }

  /** A fill of the leader that starts where his book stands, unless `start` says otherwise. */
  leaderFill(
    coin: string,
    size: number | string,
    price: number | string,
    start?: number | string,
    leaderId = LEADER,
  ): LeaderFill {
    const known = this.state.leaderBooks.get(pairKey(leaderId, id(coin)))?.size ?? text(0);
    this.#fill += 1;
    return {
      instrument: id(coin),
      side: decimal(size).gt(0) ? "buy" : "sell",
      price: text(price),
      size: decimalString(decimal(size).abs()),
      time: this.now,
      startPosition: start === undefined ? known : text(start),
      key: `${coin}|${this.now}|${this.#fill}|${this.#fill}`,
    };
  }

  trade(coin: string, size: number | string, price: number | string, leaderId = LEADER): Step {
    return this.fills([this.leaderFill(coin, size, price, undefined, leaderId)], leaderId);
  }

  fills(fills: LeaderFill[], leaderId = LEADER): Step {
    return this.send({ kind: "leader-fills", at: this.now, leaderId, fills, notCopyable: [] });
  }

  /** Answers the oldest open order: filled in full at its limit price, or as told. */
  answer(
    options: {
      size?: number | string;
      price?: number | string;
      unfilled?: "price-left-limit" | "depth-ran-out";
    } = {},
  ): Step {
    const order = this.orders.shift();
    if (order === undefined) throw new Error("no order is open");
    const size = text(options.size ?? order.size);
    this.#fill += 1;
    const fill: VenueFill = {
      id: `fill-${this.#fill}`,
      accountId: order.accountId,
      instrument: order.instrument,
      clientOrderId: order.clientOrderId,
      side: order.side,
      price: text(options.price ?? order.limitPrice),
      size,
      fee: decimalString(
        decimal(size)
          .times(options.price ?? order.limitPrice)
          .times("0.00045"),
      ),
      time: this.now,
      cause: "order",
    };
    return this.send({
      kind: "order-done",
      at: this.now,
      accountId: order.accountId,
      clientOrderId: order.clientOrderId,
      instrument: order.instrument,
      handedAt: this.now,
      fills: size === "0" ? [] : [fill],
      unfilled: options.unfilled ?? (size === order.size ? null : "depth-ran-out"),
    });
  }

  answerAll(): void {
    while (this.orders.length > 0) this.answer();
  }

  book(coin: string, followId = FOLLOW): FollowBook {
    const book = this.state.books.get(pairKey(followId, id(coin)));
    if (book === undefined) throw new Error(`no book of ${coin}`);
    return book;
  }

  get lastDecision(): Decision {
    const last = this.decisions.at(-1);
    if (last === undefined) throw new Error("no decision yet");
    return last;
  }
}

/** A follow that has begun on these positions of the leader, with marks. */
export function mirroring(
  settings: Parameters<EngineDriver["follow"]>[0] = {},
  positions = {},
): EngineDriver {
  const engine = new EngineDriver();
  engine.follow(settings);
  engine.snapshot(positions);
  engine.marks({ BTC: 60_000, ETH: 2_000, SOL: 100 });
  return engine;
}

/** Takes so much of a long ETH position away from the account. */
export function liquidate(engine: EngineDriver, size: string): void {
  engine.send({
    kind: "foreign-fills",
    at: engine.now,
    accountId: engine.account,
    fills: [
      {
        id: "liquidation",
        accountId: engine.account,
        instrument: id("ETH"),
        clientOrderId: null,
        side: "sell",
        price: text(1_800),
        size: text(size),
        fee: text("0.3"),
        time: engine.now,
        cause: "liquidation",
      },
    ],
  });
}

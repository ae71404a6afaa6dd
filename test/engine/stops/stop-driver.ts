import type { EngineEvent } from "../../../lib/engine/engine-event.ts";
import type { Step } from "../../../lib/engine/step.ts";
import { DEFAULT_ACCOUNT_SETTINGS, type AccountSettings } from "../../../lib/model/account.ts";
import { decimal, decimalString } from "../../../lib/model/decimal.ts";
import type { ExitRules } from "../../../lib/model/exit-rules.ts";
import type { ClientOrderId, FollowId } from "../../../lib/model/identity.ts";
import type { VenueFill } from "../../../lib/model/order.ts";
import type { ApprovedStop, StopCancel, StopOrder, StopReport, StopRow } from "../../../lib/model/stop.ts";
import { EngineDriver, FOLLOW, LEADER, id, text } from "../engine-driver.ts";
import { fill, settings } from "../exit-driver.ts";
import { KEY, REAL, access } from "../real-driver.ts";

type Report = StopReport extends infer One
  ? One extends { kind: infer Kind }
    ? { kind: Kind } & Omit<One, "accountId" | "instrument" | "at" | "clientOrderId">
    : never
  : never;

/** The engine with a real account, at a venue where stops rest as they are told to. */
export class StopDriver extends EngineDriver {
  /** Stops handed out and not answered yet, and removals. */
  placed: ApprovedStop[] | undefined = [];
  cancels: StopCancel[] = [];
  lookups: StopOrder[] = [];
  everyStop: ApprovedStop[] = [];
  everyCancel: StopCancel[] = [];
  /** What rests at the venue. */
  readonly resting = new Map<ClientOrderId, StopOrder>();
  /** Whether the venue answers at once. */
  answersStops = true;
  readonly liquidations: Record<string, number> = {};
  /** Positions that the venue shows, by coin, where they are other than the journal explains. */
  readonly nets: Record<string, string> = {};
  #fills = 0;

  constructor(account = REAL) {
    super();
    this.account = account;
    if (account !== REAL) return;
    this.command({ kind: "add-account", at: this.now, accountId: REAL, key: KEY });
    access(this, "ready");
  }

  override send(event: EngineEvent): Step {
    const step = super.send(event);
    if (this.placed === undefined) return step;
    for (const effect of step.work.effects) {
      if (effect.kind === "place-stop") {
        this.placed.push(effect.stop);
        this.everyStop.push(effect.stop);
      }
      if (effect.kind === "cancel-stop") {
        this.cancels.push(effect.cancel);
        this.everyCancel.push(effect.cancel);
      }
      if (effect.kind === "lookup-stop") this.lookups.push(effect.stop);
    }
    if (this.answersStops) this.answerStops();
    return step;
  }

  override readAccount(told: Parameters<EngineDriver["readAccount"]>[0] = {}): Step {
    const nets = [...this.state.accountBooks.values()].filter(({ accountId }) => accountId === this.account);
    const openOrders = [...this.resting.values()].map((stop) => shown(stop));
    return this.send({
      kind: "account-read",
      at: this.now,
      accountId: this.account,
      equity: text(told.equity ?? 10_000),
      positions: nets
        .filter(({ net }) => net !== "0")
        .map(({ instrument, net }) => {
          const liquidation = this.liquidations[instrument];
          return {
            instrument,
            size: text(this.nets[instrument] ?? net),
            entryPrice: text(2_000),
            liquidationPrice: liquidation === undefined ? null : text(liquidation),
          };
        }),
      openOrders: told.openOrders ?? openOrders,
      leverages: [],
      clock: null,
      fills: told.fills ?? [],
      until: this.now,
    });
  }

  /** The venue takes every stop and removes every one that it is asked to. */
  answerStops(): void {
    for (;;) {
      const stop = this.placed?.shift();
      if (stop === undefined) break;
      if (stop.replaces !== null) this.resting.delete(stop.replaces);
      this.resting.set(stop.clientOrderId, stop);
      this.tell(stop, { kind: "stop-resting" });
    }
    for (;;) {
      const cancel = this.cancels.shift();
      if (cancel === undefined) break;
      this.resting.delete(cancel.clientOrderId);
      this.tell(cancel, { kind: "stop-ended", how: "cancelled" });
    }
  }

  tell(stop: Pick<StopOrder, "clientOrderId" | "instrument" | "accountId">, report: Report): Step {
    const { clientOrderId, instrument, accountId } = stop;
    const whole: StopReport = { ...report, at: this.now, clientOrderId, instrument, accountId };
    return this.send(whole.kind === "stop-not-found" ? { ...whole, askedTick: this.state.ticks } : whole);
  }

  /** A fill of a stop, as the venue tells it unasked. */
  fillOf(
    stop: StopOrder,
    size: number | string = stop.size,
    price: number | string = stop.triggerPrice,
  ): VenueFill {
    this.#fills += 1;
    return {
      id: `stop-fill-${this.#fills}`,
      accountId: stop.accountId,
      instrument: stop.instrument,
      clientOrderId: stop.clientOrderId,
      side: stop.side,
      price: text(price),
      size: text(size),
      fee: text(0),
      time: this.now,
      cause: "stop",
    };
  }

  foreign(...fills: VenueFill[]): Step {
    return this.send({ kind: "foreign-fills", at: this.now, accountId: this.account, fills });
  }

  /** The user trades by himself. */
  trades(coin: string, size: number, price: number): Step {
    this.#fills += 1;
    return this.foreign({
      id: `own-${this.#fills}`,
      accountId: this.account,
      instrument: id(coin),
      clientOrderId: null,
      side: size > 0 ? "buy" : "sell",
      price: text(price),
      size: decimalString(decimal(size).abs()),
      fee: text(0),
      time: this.now,
      cause: "user",
    });
  }

  /** Seconds with their ticks, and marks that stay fresh. */
  live(seconds: number, prices: Record<string, number> = { ETH: 2_000 }): void {
    for (let second = 0; second < seconds; second += 1) {
      this.marks(prices);
      this.wait(1_000);
    }
    this.marks(prices);
  }

  get stops(): StopRow[] {
    return [...this.state.stops.values()];
  }

  /** The one stop that rests. */
  get stop(): StopOrder {
    const [only, ...more] = this.stops.filter(({ status }) => status === "resting");
    if (only === undefined || more.length > 0)
      throw new Error(`${more.length + Number(only !== undefined)} stops rest`);
    return only.stop;
  }

  problems(): string[] {
    return [...this.state.problems.values()]
      .map(({ kind }) => kind)
      .filter((kind) => kind.startsWith("stop-"));
  }

  rules(change: Partial<AccountSettings>): void {
    this.command({
      kind: "edit-account",
      at: this.now,
      accountId: this.account,
      settings: { ...DEFAULT_ACCOUNT_SETTINGS, ...change },
    });
  }
}

/** A stop as a reading shows it. */
export function shown(stop: StopOrder, change: Partial<StopOrder> = {}) {
  const { clientOrderId, instrument, side, size, triggerPrice, limitPrice } = { ...stop, ...change };
  return {
    clientOrderId,
    instrument,
    stop: { side, size, triggerPrice, limitPrice, reduceOnly: true },
  };
}

/** A follow with real money that has begun, with these exit rules. */
export function following(
  exits: Partial<ExitRules> = {},
  followId: FollowId = FOLLOW,
  leaderId = LEADER,
  engine = new StopDriver(),
): StopDriver {
  engine.follow({ ...settings(exits), leverage: { kind: "fixed", times: 20 } }, followId, leaderId);
  engine.snapshot({}, { leaderId });
  engine.marks({ BTC: 60_000, ETH: 2_000, SOL: 100 });
  return engine;
}

export const STOP_AT = (percent: number): Partial<ExitRules> => ({
  positionStopLoss: { limit: percent, action: "close" },
});

/** The leader trades ETH, and the order fills at his price. */
export function trade(engine: StopDriver, size: number, price = 2_000, leaderId = LEADER): void {
  engine.trade("ETH", size, price, leaderId);
  while (engine.orders.length > 0) fill(engine, price);
}

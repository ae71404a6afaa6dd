import type { EngineEvent } from "../../lib/engine/engine-event.ts";
import { type EngineState, emptyState } from "../../lib/engine/engine-state.ts";
import { type Step, step } from "../../lib/engine/step.ts";
import { type DecimalString, decimal, decimalString } from "../../lib/model/decimal.ts";
import { DEFAULT_SETTINGS, FollowSettings } from "../../lib/model/follow-settings.ts";
import {
  Address,
  FollowId,
  InstrumentId,
  type LeaderId,
  PAPER_ACCOUNT,
  leaderIdOf,
} from "../../lib/model/identity.ts";
import type { Instrument } from "../../lib/model/instrument.ts";
import type { ApprovedIntent } from "../../lib/model/order.ts";

/** Our clock in every case, ms. */
export const NOW = 1_795_348_800_000;
export const LEADERS: readonly LeaderId[] = ["ab", "cd"].map((byte) =>
  leaderIdOf(Address.parse(`0x${byte.repeat(20)}`)),
);
export const FOLLOWS: readonly FollowId[] = ["follow-1", "follow-2"].map((id) => FollowId.parse(id));
export const coin = (name: string): InstrumentId => InstrumentId.parse(name);

const PRICES: Readonly<Record<string, string>> = { BTC: "60000", ETH: "2000", SOL: "100" };
const LOTS: Readonly<Record<string, string>> = { BTC: "0.00001", ETH: "0.0001", SOL: "0.01" };

export const INSTRUMENTS: readonly Instrument[] = Object.entries(LOTS).map(([name, lot]) => ({
  id: coin(name),
  lotSize: decimalString(lot),
  priceFigures: 5,
  priceDecimals: 6,
  maxLeverage: 20,
  minNotional: decimalString("10"),
  delisted: false,
}));

export const MARKS: ReadonlyMap<InstrumentId, DecimalString> = new Map(
  Object.entries(PRICES).map(([name, price]) => [coin(name), decimalString(price)]),
);

/** Tells the engine a story, one event after the other, until a state is reached from which cases begin. */
export class Story {
  state: EngineState = emptyState({
    installationId: "0".repeat(32),
    pausedSince: null,
    haltedSince: null,
    decisionSequence: 0,
    paperSince: NOW - 3_600_000,
    paperResetPending: false,
  });
  at = NOW - 60_000;
  open: ApprovedIntent[] = [];
  /** All that was told, for a journal. */
  readonly steps: { readonly event: EngineEvent; readonly step: Step }[] = [];
  #told = 0;

  constructor() {
    this.tell({ kind: "boot", at: this.at });
    this.tell({ kind: "instruments", at: this.at, instruments: INSTRUMENTS });
    this.tell({ kind: "marks", at: this.at, askedAt: this.at, marks: MARKS });
  }

  tell(event: EngineEvent): void {
    const next = step(this.state, event);
    const { state, work } = next;
    this.state = state;
    this.steps.push({ event, step: next });
    for (const effect of work.effects) if (effect.kind === "submit") this.open.push(effect.intent);
    if (work.effects.some((effect) => effect.kind === "read-account")) this.readAccount();
  }

  readAccount(): void {
    const positions = [...this.state.accountBooks.values()]
      .filter((book) => !decimal(book.net).isZero())
      .map(({ instrument, net }) => ({
        instrument,
        size: net,
        entryPrice: decimalString(PRICES[instrument] ?? "1"),
        liquidationPrice: null,
      }));
    const equity = decimalString("10000");
    this.tell({
      kind: "account-read",
      at: this.at,
      accountId: PAPER_ACCOUNT,
      equity,
      positions,
      openOrders: [],
      leverages: [],
      clock: null,
      fills: [],
      until: this.at,
    });
  }

  follow(index: number, settings: Partial<FollowSettings> = {}): void {
    const [followId, leaderId] = [FOLLOWS[index], LEADERS[index]];
    if (followId === undefined || leaderId === undefined) throw new RangeError("there are two follows");
    this.tell({
      kind: "command",
      at: this.at,
      command: {
        kind: "follow",
        at: this.at,
        followId,
        leaderId,
        accountId: PAPER_ACCOUNT,
        settings: FollowSettings.parse({ ...DEFAULT_SETTINGS, ...settings }),
        startedFrom: "extension",
      },
    });
    const feed = { detail: null, since: this.at, latencyMs: 20, attempts: 0 } as const;
    this.tell({
      kind: "leader-feed",
      at: this.at,
      leaderId,
      feed: { ...feed, state: "live", reason: "connected" },
    });
    this.snapshot(leaderId, "start");
    this.readAccount();
  }

  snapshot(leaderId: LeaderId, cause: "start" | "poll"): void {
    this.tell({
      kind: "leader-snapshot",
      at: this.at,
      leaderId,
      cause,
      goodUntil: this.at,
      clockOffsetMs: 0,
      snapshot: { equity: decimalString("100000"), positions: [], time: this.at },
    });
  }

  /** The leader trades: signed coins, from where he stands, at the mark. */
  trade(index: number, name: string, size: string): void {
    const leaderId = LEADERS[index];
    if (leaderId === undefined) throw new RangeError("there are two leaders");
    const [at, instrument] = [this.at, coin(name)];
    this.#told += 1;
    const start = this.state.leaderBooks.get(`${leaderId}|${instrument}`)?.size ?? decimalString(0);
    this.tell({
      kind: "leader-fills",
      at,
      leaderId,
      fills: [
        {
          instrument,
          side: size.startsWith("-") ? "sell" : "buy",
          price: decimalString(PRICES[name] ?? "1"),
          size: decimalString(decimal(size).abs()),
          time: at,
          startPosition: start,
          key: `${name}|${at}|${this.#told}|1`,
        },
      ],
      notCopyable: [],
    });
  }

  /** The oldest open order is filled at its limit. */
  fill(): void {
    const order = this.open.shift();
    if (order === undefined) throw new Error("the story has no open order");
    this.tell(doneReport(order, this.at));
  }

  wait(ms: number): void {
    this.at += ms;
    this.tell({ kind: "tick", at: this.at, day: "2026-11-22", online: true });
    this.tell({ kind: "marks", at: this.at, askedAt: this.at, marks: MARKS });
  }
}

/** The report of an order that was filled whole. */
export function doneReport(order: ApprovedIntent, at: number): Extract<EngineEvent, { kind: "order-done" }> {
  const { accountId, clientOrderId, instrument, side, size, limitPrice } = order;
  const fee = decimalString(decimal(size).times(limitPrice).times("0.00045"));
  const fill = {
    id: `fill-${order.sequence}-${instrument}`,
    accountId,
    instrument,
    clientOrderId,
    side,
    size,
    fee,
  };
  return {
    kind: "order-done",
    at,
    accountId,
    clientOrderId,
    instrument,
    handedAt: at - 500,
    fills: [{ ...fill, price: limitPrice, time: at, cause: "order" }],
    unfilled: null,
  };
}

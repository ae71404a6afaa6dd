import { type DecimalString, decimal } from "../model/decimal.ts";
import type { AccountId, Millis } from "../model/identity.ts";
import type { MarketData, Marks } from "../model/market-data.ts";
import type { LeverageDesk } from "../model/leverage-setting.ts";
import type { StopDesk } from "../model/stop.ts";
import type { Venue, VenueReport } from "../model/order.ts";
import { PAPER_LATENCY_MS, PAPER_TAKER_FEE_RATE } from "../model/paper-assumptions.ts";
import type { Clock } from "../model/request.ts";
import { createLedgerKeeper, type LedgerSession } from "./paper-ledger-keeper.ts";
import { createPaperLeverageDesk } from "./paper-leverage-desk.ts";
import { createPaperStopDesk } from "./paper-stop-desk.ts";
import { inOrder, noticeId, resetLedger } from "./paper-ledger.ts";
import { readPaperAccount } from "./paper-account-read.ts";
import { createPaperMarket } from "./paper-market.ts";
import { createOrderDesk } from "./paper-order-desk.ts";
import type { PaperPosition, PaperStore } from "./paper-store.ts";
import { createPaperUpkeep } from "./paper-upkeep.ts";

export interface PaperSettings {
  /** Assumed time from the decision to the exchange, ms. */
  readonly latencyMs: number;
  /** Fraction of the notional that a taker pays. */
  readonly takerFeeRate: DecimalString;
}

export const PAPER_SETTINGS: PaperSettings = {
  latencyMs: PAPER_LATENCY_MS,
  takerFeeRate: PAPER_TAKER_FEE_RATE,
};

export interface PaperVenuePorts {
  readonly accountId: AccountId;
  readonly marketData: MarketData;
  readonly store: PaperStore;
  readonly clock: Clock;
  readonly settings: PaperSettings;
  /** Our clock minus the market's, ms, as last measured; null when not known, and then they are taken as equal. */
  readonly clockOffsetMs?: () => number | null;
}

/** The paper account as its ledger has it. Money in USD, times are the market's. */
export interface PaperAccount {
  readonly cash: DecimalString;
  readonly startBalance: DecimalString;
  readonly since: Millis;
  readonly positions: readonly PaperPosition[];
  /** Up to here prices were checked for liquidation, as far as it is durable. */
  readonly lastSeenAt: Millis;
  /** Hours and instruments whose funding is owed and not settled yet. */
  readonly fundingDue: number;
}

/**
 * An exchange that is not one: orders fill against real books, on an own durable ledger, with taker fees,
 * funding, margin, liquidation and stops that rest in it. Its unasked reports are durable before they are told, and are told again
 * at each start until they are acknowledged.
 */
export interface PaperVenue extends Venue, StopDesk, LeverageDesk {
  /** Tells the unacknowledged reports again and lives through the time since the last life. Rejects with a PaperLedgerError. */
  start(): Promise<void>;
  /** Starts the account again with this balance; its positions, owed funding and untold reports are forgotten. */
  reset(balance: DecimalString): Promise<void>;
  account(): Promise<PaperAccount>;
  /** Takes live marks: liquidates and fires stops if they demand it. Rejects with a PaperLedgerError. */
  onMarks(marks: Marks): Promise<void>;
  /** To be called every half minute or so: funding, absence. Rejects with a PaperLedgerError. */
  tick(): Promise<void>;
  /** The receiver has an unasked report durable: it is not told again. */
  acknowledge(report: VenueReport): Promise<void>;
}

export function createPaperVenue(ports: PaperVenuePorts): PaperVenue {
  const { accountId, marketData, store, clock, settings, clockOffsetMs = () => null } = ports;
  const takerFeeRate = decimal(settings.takerFeeRate);
  const listeners = new Set<(report: VenueReport) => void>();
  const tell = (report: VenueReport): void => {
    for (const listener of listeners) listener(report);
  };
  const market = createPaperMarket(marketData, clock, clockOffsetMs);
  const keeper = createLedgerKeeper(accountId, store, () => market.now());
  const upkeep = createPaperUpkeep({ data: marketData, market, clock, takerFeeRate, tell });
  const { latencyMs } = settings;
  const desk = createOrderDesk({ accountId, clock, market, keeper, upkeep, latencyMs, takerFeeRate });
  const stops = createPaperStopDesk({ accountId, clock, market, keeper, upkeep, latencyMs });
  const leverages = createPaperLeverageDesk({ accountId, clock, market, keeper, upkeep });
  /** The newest marks that nobody has looked at yet: marks that come faster than work is done are one look. */
  let unseenMarks: Marks | null = null;
  let look: Promise<void> | null = null;

  async function lookAtMarks(session: LedgerSession): Promise<void> {
    while (unseenMarks !== null) {
      const marks = unseenMarks;
      unseenMarks = null;
      if ((await upkeep.catchUp(session)) !== null) return;
      await upkeep.watch(session, marks);
    }
  }

  async function maintain(session: LedgerSession): Promise<void> {
    if ((await upkeep.catchUp(session)) === null) await upkeep.payFunding(session);
  }

  return {
    placeStop: (stop) => stops.placeStop(stop),
    cancelStop: (cancel) => stops.cancelStop(cancel),
    lookupStop: (stop) => stops.lookupStop(stop),
    setLeverage: (order) => leverages.setLeverage(order),
    readLeverage: (id, instrument) => leverages.readLeverage(id, instrument),
    submit: (intent) => desk.submit(intent),
    lookup: (intent) => desk.lookup(intent),
    readAccount: (since) => readPaperAccount({ accountId, clock, market, keeper, upkeep }, since),

    onReport(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    close() {
      desk.drop();
      stops.drop();
      listeners.clear();
    },

    start: () =>
      keeper.run(async (session) => {
        for (const { report } of inOrder(session.ledger.notices.values())) tell(report);
        await maintain(session);
      }),

    reset(balance) {
      desk.drop();
      stops.drop();
      return keeper.run((session) => session.commit(resetLedger(session.ledger, market.now(), balance)));
    },

    account: () =>
      keeper.run(async ({ ledger }) => {
        const { cash, startBalance, since, lastSeenAt } = ledger.account;
        const positions = [...ledger.positions.values()];
        return { cash, startBalance, since, positions, lastSeenAt, fundingDue: ledger.fundingDue.size };
      }),

    onMarks(marks) {
      market.noteMarks(marks);
      unseenMarks = marks;
      look ??= keeper.run(lookAtMarks).finally(() => {
        look = null;
      });
      return look;
    },

    tick: () => keeper.run(maintain),

    acknowledge: (report) =>
      keeper.run(async (session) => {
        if (report.kind !== "funding" && report.kind !== "foreign-fills") return;
        const id = noticeId(report);
        if (!session.ledger.notices.has(id)) return;
        const notices = new Map(session.ledger.notices);
        notices.delete(id);
        await session.commit({ ...session.ledger, notices });
      }),
  };
}

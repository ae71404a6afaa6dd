import type { Decimal } from "../model/decimal.ts";
import type { InstrumentId, Millis } from "../model/identity.ts";
import type { MarketData, Marks } from "../model/market-data.ts";
import type { VenueReport } from "../model/order.ts";
import type { Clock } from "../model/request.ts";
import { type FundingHistory, noteFundingHours, readFundingHistory, settleFunding } from "./paper-funding.ts";
import type { LedgerSession } from "./paper-ledger-keeper.ts";
import { type PaperLedger, inOrder } from "./paper-ledger.ts";
import { closeAt, closeIntoBook, liquidate, mustLiquidate } from "./paper-liquidation.ts";
import type { PaperMarket } from "./paper-market.ts";
import { dueStops, fireStops } from "./paper-stop-fire.ts";
import { type MissedMarket, readMissedMarket, replayMissed } from "./paper-replay.ts";

/** Without marks for longer than this, the candles in between are replayed. */
const ABSENCE_MS = 2 * 60_000;
/** After market data could not be read, it is not asked for again sooner. */
const RETRY_MS = 10_000;
/** Hours that have no rate yet are asked for once a minute. */
const FUNDING_RETRY_MS = 60_000;
/** How often "seen until" is written while nothing else is. */
const SEEN_WRITE_MS = 30_000;

interface UpkeepPorts {
  readonly data: MarketData;
  readonly market: PaperMarket;
  readonly clock: Clock;
  readonly takerFeeRate: Decimal;
  /** Told each report that no call asked for, once it is durable. */
  readonly tell: (report: VenueReport) => void;
}

/** What happens to the account without orders: absence, funding, liquidation, stops. All of it runs inside the keeper's exclusive work. */
export interface PaperUpkeep {
  /** Replays what was missed. A text says why that is not possible now; until it is, nothing else may be done. */
  catchUp(session: LedgerSession): Promise<string | null>;
  /** Liquidates and fires stops when the marks demand it, and takes note that the account was watched. */
  watch(session: LedgerSession, marks: Marks): Promise<void>;
  /** Settles the funding that is due. */
  payFunding(session: LedgerSession): Promise<void>;
  /** Writes the next ledger, then tells its new notices. Rejects with a PaperLedgerError. */
  commit(session: LedgerSession, next: PaperLedger): Promise<void>;
}

/** What cannot be read is null to who asked, who goes on without it; why is told. */
function unread(what: string): (error: unknown) => null {
  return (error) => {
    console.warn(`Pilotfish: ${what} could not be read for the paper account.`, error);
    return null;
  };
}

export function createPaperUpkeep({ data, market, clock, takerFeeRate, tell }: UpkeepPorts): PaperUpkeep {
  /** Market time of the last look at the account in this life; null before the first. */
  let seen: Millis | null = null;
  let replayNotBefore: Millis = 0;
  let fundingNotBefore: Millis = 0;
  const seenUntil = (ledger: PaperLedger): Millis => Math.max(seen ?? 0, ledger.account.lastSeenAt);

  async function commit(session: LedgerSession, next: PaperLedger): Promise<void> {
    const told = session.ledger.notices;
    await session.commit({ ...next, account: { ...next.account, lastSeenAt: seenUntil(next) } });
    const fresh = [...next.notices.values()].filter(({ id }) => !told.has(id));
    for (const { report } of inOrder(fresh)) tell(report);
  }

  async function readMissed(ledger: PaperLedger, to: Millis): Promise<MissedMarket | string> {
    try {
      const [instruments, marks] = await Promise.all([market.instruments(), market.marks()]);
      return await readMissedMarket(data, ledger, { instruments, marks }, seenUntil(ledger), to);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async function historyOf(
    instrument: InstrumentId,
    ledger: PaperLedger,
    to: Millis,
  ): Promise<FundingHistory | null> {
    const hours = [...ledger.fundingDue.values()].filter((due) => due.instrument === instrument);
    try {
      return await readFundingHistory(data, instrument, Math.min(...hours.map((due) => due.hour)), to);
    } catch (error) {
      console.warn(`Pilotfish: funding of ${instrument} could not be read.`, error);
      // One instrument that cannot be read does not hold up the others: its hours stay due.
      return null;
    }
  }

  return {
    commit,

    async catchUp(session) {
      const now = market.now();
      if (session.ledger.positions.size === 0) {
        seen = now;
        return null;
      }
      if (seen !== null && now - seenUntil(session.ledger) <= ABSENCE_MS) return null;
      if (clock.now() < replayNotBefore) return "market data could not be read a moment ago";
      const missed = await readMissed(session.ledger, now);
      if (typeof missed === "string") {
        replayNotBefore = clock.now() + RETRY_MS;
        return missed;
      }
      const next = await replayMissed(session.ledger, missed, takerFeeRate, now, clock.now());
      await commit(session, { ...next, account: { ...next.account, lastSeenAt: now } });
      seen = now;
      return null;
    },

    async watch(session, marks) {
      const instruments = await market.instruments().catch(unread("the instruments"));
      const now = market.now();
      const verdict = instruments && mustLiquidate(session.ledger, instruments, marks);
      // Without instruments or a mark it cannot be judged: the time counts as unwatched, its candles are replayed.
      if (instruments === null || verdict === null) return;
      let next = session.ledger;
      if (verdict) {
        const noted = noteFundingHours(next, now);
        next = await liquidate(
          noted,
          {
            instruments,
            prices: marks,
            async close(position, mark) {
              const instrument = instruments.get(position.instrument);
              const book = await market.book(position.instrument).catch(unread(position.instrument));
              // A liquidation does not wait for a book: without one the mark stands for it.
              if (book === null || instrument === undefined || !market.isFresh(book)) {
                return closeAt(position, mark);
              }
              return closeIntoBook(noted, position, mark, book, instrument);
            },
          },
          takerFeeRate,
          now,
          clock.now(),
        );
      }
      // As in a replay: where one look finds both due, the liquidation came first.
      const due = dueStops(next, marks);
      if (due.length > 0) {
        const terms = { takerFeeRate, time: now, at: clock.now() };
        next = await fireStops(noteFundingHours(next, now), due, market, instruments, terms);
      }
      if (next !== session.ledger) await commit(session, next);
      seen = now;
    },

    async payFunding(session) {
      const now = market.now();
      let next = noteFundingHours(session.ledger, now);
      if (next.fundingDue.size > 0 && clock.now() >= fundingNotBefore) {
        const owing = new Set([...next.fundingDue.values()].map((due) => due.instrument));
        const histories = new Map<InstrumentId, FundingHistory>();
        for (const instrument of owing) {
          const history = await historyOf(instrument, next, now);
          if (history !== null) histories.set(instrument, history);
        }
        next = settleFunding(next, histories, now, clock.now());
        fundingNotBefore = next.fundingDue.size > 0 ? clock.now() + FUNDING_RETRY_MS : 0;
      }
      const seenIsOld = seenUntil(session.ledger) - session.ledger.account.lastSeenAt >= SEEN_WRITE_MS;
      if (next !== session.ledger || seenIsOld) await commit(session, next);
    },
  };
}

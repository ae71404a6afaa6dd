import type { AccountId, Address, ClientOrderId, Millis } from "../../model/identity.ts";
import type { FundingPayment, VenueReport } from "../../model/order.ts";
import { type AskInfo, type Clock, RequestError, type Urgency } from "../../model/request.ts";
import type { WebSocketLike } from "../../model/web-socket-like.ts";
import type { WireFill } from "./account-answers.ts";
import { createFillMemory } from "./fill-memory.ts";
import { fundingPayments } from "./funding-payments.ts";
import { createFundingReader } from "./funding-reader.ts";
import { createLookup } from "./lookup-order.ts";
import { createLookupStop } from "./lookup-stop.ts";
import { createOrderFills } from "./order-fills.ts";
import type { HyperliquidReading } from "./ports.ts";
import { createPrivateSocket } from "./private-socket.ts";
import { createReadAccount } from "./read-account.ts";
import { readFills, readTwapFills } from "./read-fills.ts";
import { createSharedFills } from "./shared-fills.ts";
import { createExchangeClock } from "./venue-clock.ts";
import { type FillOwner, isPerpFill, venueFillOf } from "./venue-fill-of.ts";
import type { KeptMarket } from "./venue-market.ts";

/** Rows of the history that a subscription begins with, at most (docs, "userFills"). */
const HISTORY_ROWS = 2_000;
/** What was missed is asked for from so long before the connection was lost. */
const GAP_MARGIN_MS = 60_000;

export interface ReadingPorts {
  readonly accountId: AccountId;
  /** The account that is traded and asked about, never the API wallet. */
  readonly owner: Address;
  readonly clock: Clock;
  readonly ask: AskInfo;
  /** Takes weight from the budget that all requests to the exchange share: 0, or how many ms nothing may be sent. */
  readonly spend: (weight: number, urgency: Urgency) => number;
  /** The exchange asked for fewer requests, by the socket, where it does not say for how long. */
  readonly rateLimited?: () => void;
  readonly openSocket: (url: string) => WebSocketLike;
  /** Whether a request on the account's socket was answered in time; see PrivateSocketOptions. */
  readonly onAnswered: (inTime: boolean) => void;
  /** Evenly distributed in [0, 1). */
  readonly random: () => number;
  readonly isOnline: () => boolean;
  /** Whether an installation of Pilotfish made an id. */
  readonly isOurs: (clientOrderId: ClientOrderId) => boolean;
  /** Whether an id is that of a protective stop of ours, also of an earlier life. */
  readonly isStop: (clientOrderId: ClientOrderId) => boolean;
  /** The instruments, shared by all accounts at the exchange. */
  readonly market: KeptMarket;
  readonly url?: string;
}

export interface AccountReading extends HyperliquidReading {
  /** Our clock minus the exchange's, ms, as the account's readings tell it; null before the first. */
  clockOffsetMs(): number | null;
}

/**
 * All that is heard and asked of one account: its socket, its fills, its funding, its orders and what it holds. Nothing
 * of it orders anything.
 */
export function createHyperliquidReading(ports: ReadingPorts): AccountReading {
  const { accountId, owner, clock, ask, market } = ports;
  const whose: FillOwner = { accountId, owner, isOurs: ports.isOurs, isStop: ports.isStop };
  const listeners = new Set<(report: VenueReport) => void>();
  const memory = createFillMemory();
  const exchangeClock = createExchangeClock(clock);
  /** Until here a reading of the account told all fills, venue's time; null before the first. */
  let toldUntil: Millis | null = null;
  /** From here on the stream told all fills, TWAP slices too, venue's time; null while it is not there. */
  let streamedFrom: Millis | null = null;
  /** Whether a stream was there before. */
  let streamedBefore = false;
  let closed = false;

  function tell(report: VenueReport): void {
    for (const listener of listeners) listener(report);
  }

  /** Fills that an order of ours explains are told by its own report. */
  function tellFills(fresh: readonly WireFill[]): void {
    const fills = fresh
      .filter(isPerpFill)
      .map((row) => venueFillOf(row, whose))
      .filter(({ cause }) => cause !== "order");
    if (fills.length > 0) tell({ kind: "foreign-fills", accountId, at: clock.now(), fills });
  }

  function tellFunding(payments: FundingPayment[]): void {
    tell({ kind: "funding", accountId, at: clock.now(), payments });
  }

  /** Of an older time only what a reading has told, or will tell, is unknown here. */
  function tellMissed(fresh: readonly WireFill[]): void {
    const since = toldUntil;
    if (since === null) return;
    tellFills(fresh.filter(({ time }) => time > since && time >= memory.forgottenBefore()));
  }

  const fills = createOrderFills({
    memory,
    whose,
    ask,
    clock,
    venueNow: () => exchangeClock.now(),
    onFresh: tellMissed,
  });

  /** What the history does not reach back to, and TWAP slices that were told to nobody. */
  async function closeGap(from: Millis): Promise<void> {
    try {
      const to = exchangeClock.now() + GAP_MARGIN_MS;
      const [orders, twaps] = await Promise.all([
        readFills(ask, owner, from, to),
        readTwapFills(ask, owner, from, to),
      ]);
      fills.learn([...orders, ...twaps]);
    } catch (error) {
      // The next reading of the account asks for the same.
      if (!(error instanceof RequestError)) throw error;
    }
  }

  const socket = createPrivateSocket({
    ...ports,
    url: ports.url ?? "wss://api.hyperliquid.xyz/ws",
    onFills(rows, isHistory) {
      if (!isHistory) {
        tellFills(memory.take(rows));
        return fills.look();
      }
      streamedFrom = rows.length < HISTORY_ROWS ? 0 : (rows[0]?.time ?? 0);
      fills.learn(rows);
      if (streamedBefore) void closeGap(gapFrom());
      streamedBefore = true;
    },
    onFundings({ isSnapshot, fundings }) {
      // What came before is asked for by the readings: a history does not say what is news.
      if (isSnapshot === true || fundings.length === 0) return;
      const payments = fundingPayments(accountId, fundings);
      if (payments.length > 0) tellFunding(payments);
    },
    onBroken: () => void closeGap(gapFrom()),
    onLost() {
      streamedFrom = null;
    },
    onRateLimited: () => ports.rateLimited?.(),
  });

  function gapFrom(): Millis {
    return Math.max(0, (toldUntil ?? exchangeClock.now()) - GAP_MARGIN_MS);
  }

  const readAccount = createReadAccount({
    whose,
    ask,
    clock,
    exchangeClock,
    memory,
    funding: createFundingReader({ accountId, owner, ask, tell: tellFunding }),
    twapsKnownFrom: () => streamedFrom,
    latencyMs: () => socket.latencyMs(),
  });
  const shared = createSharedFills({ owner, ask, clock, exchangeClock, learn: (rows) => fills.learn(rows) });
  const lookupPorts = { whose, ask, clock, exchangeClock, memory, fills, shared };

  return {
    socket,
    fills,
    market,
    lookup: createLookup(lookupPorts),
    lookupStop: createLookupStop(lookupPorts),
    clockOffsetMs: () => exchangeClock.offsetMs(),

    start() {
      if (!closed) {
        socket.start();
        // Orders that go out meanwhile wait for it where they need it.
        void market.tick();
      }
      return Promise.resolve();
    },

    async readAccount(since) {
      const report = await readAccount(since);
      if (report.kind === "account-read") toldUntil = Math.max(toldUntil ?? 0, report.until);
      fills.look();
      return report;
    },

    onReport(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    tick: () => market.tick(),

    close() {
      closed = true;
      socket.stop();
      fills.close();
      shared.close();
      listeners.clear();
    },
  };
}

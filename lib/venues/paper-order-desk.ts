import type { Decimal } from "../model/decimal.ts";
import type { AccountId, ClientOrderId, Millis } from "../model/identity.ts";
import type { InstrumentMap } from "../model/margin.ts";
import type { Marks, OrderBook } from "../model/market-data.ts";
import type { CommittedIntent, Intent, VenueReport } from "../model/order.ts";
import type { Clock } from "../model/request.ts";
import { noteFundingHours } from "./paper-funding.ts";
import type { LedgerKeeper, LedgerSession } from "./paper-ledger-keeper.ts";
import type { PaperMarket } from "./paper-market.ts";
import { type Rejection, checkOrder, reject } from "./paper-order-check.ts";
import { matchOrder, recordOrder } from "./paper-order-match.ts";
import type { PaperOrder, PaperOrderOutcome } from "./paper-store.ts";
import type { PaperUpkeep } from "./paper-upkeep.ts";

interface OrderDeskPorts {
  readonly accountId: AccountId;
  readonly clock: Clock;
  readonly market: PaperMarket;
  readonly keeper: LedgerKeeper;
  readonly upkeep: PaperUpkeep;
  readonly latencyMs: number;
  readonly takerFeeRate: Decimal;
}

/** Takes orders, one outcome each, and answers what became of them. */
export interface OrderDesk {
  submit(intent: CommittedIntent): Promise<VenueReport>;
  lookup(intent: Intent): Promise<VenueReport>;
  /** Orders that are not booked yet never will be: they are refused. */
  drop(): void;
}

/** The market that an order meets, read after its latency. */
interface Meeting {
  readonly instruments: InstrumentMap;
  readonly book: OrderBook;
  readonly marks: Marks | null;
}

type Verdict =
  | { readonly kind: "recorded"; readonly order: PaperOrder }
  | { readonly kind: "refused"; readonly rejection: Rejection }
  /** The ledger could not be written while the order was booked. */
  | { readonly kind: "unknown"; readonly detail: string };

const dropped: Verdict = {
  kind: "refused",
  rejection: reject("other", "The paper account was closed or reset before the order arrived."),
};

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isSameOrder(order: PaperOrder, intent: Intent): boolean {
  return (
    order.instrument === intent.instrument &&
    order.side === intent.side &&
    order.size === intent.size &&
    order.limitPrice === intent.limitPrice
  );
}

export function createOrderDesk(ports: OrderDeskPorts): OrderDesk {
  const { accountId, clock, market, keeper, upkeep, latencyMs, takerFeeRate } = ports;
  const underWay = new Map<ClientOrderId, Promise<VenueReport>>();
  /** Counts the drops: an order belongs to the era in which it was handed over. */
  let era = 0;

  function report(intent: Intent, handedAt: Millis | null, outcome: PaperOrderOutcome): VenueReport {
    const { clientOrderId, instrument } = intent;
    const common = { accountId, at: clock.now(), clientOrderId, instrument, handedAt };
    return outcome.kind === "done"
      ? { ...common, kind: "order-done", fills: [...outcome.fills], unfilled: outcome.unfilled }
      : { ...common, kind: "order-rejected", reason: outcome.reason, detail: outcome.detail };
  }

  function unknown({ clientOrderId, instrument }: Intent, detail: string): VenueReport {
    const text = detail.slice(0, 500);
    return { kind: "order-unknown", accountId, at: clock.now(), clientOrderId, instrument, detail: text };
  }

  const expired = (intent: Intent): Rejection | null =>
    clock.now() > intent.expiresAt ? reject("expired", "It arrived after its expiry.") : null;

  async function meet(intent: Intent): Promise<Meeting | Rejection> {
    try {
      const instruments = await market.instruments(intent.instrument);
      const refused = checkOrder(intent, instruments.get(intent.instrument), accountId) ?? expired(intent);
      if (refused !== null) return refused;
      const [book, marks] = await Promise.all([
        market.book(intent.instrument),
        intent.reduceOnly ? null : market.marks(),
      ]);
      return { instruments, book, marks };
    } catch (error) {
      return reject("no-market-data", `The market could not be read: ${textOf(error)}`);
    }
  }

  /** Matches the order on the ledger as it is now; nothing is written. */
  async function match(session: LedgerSession, intent: Intent, meeting: Meeting | Rejection) {
    if ("reason" in meeting) return meeting;
    const behind = await upkeep.catchUp(session);
    if (behind !== null) return reject("no-market-data", `The account has not caught up: ${behind}`);
    // Judged again at the last moment: what is not booked before the expiry never will be.
    const late = expired(intent);
    if (late !== null) return late;
    if (!market.isFresh(meeting.book)) {
      const age = market.now() - meeting.book.time;
      return reject("no-market-data", `The order book is ${age} ms old, or the clocks differ.`);
    }
    const now = market.now();
    const ledger = noteFundingHours(session.ledger, now);
    return matchOrder(ledger, intent, { ...meeting, takerFeeRate, now });
  }

  async function settle(
    session: LedgerSession,
    intent: Intent,
    meeting: Meeting | Rejection,
  ): Promise<Verdict> {
    const known = session.ledger.orders.get(intent.clientOrderId);
    if (known !== undefined) {
      if (isSameOrder(known, intent)) return { kind: "recorded", order: known };
      const rejection = reject("duplicate-id", "Another order has this client order id.");
      return { kind: "refused", rejection };
    }
    if (session.ledger.stops.has(intent.clientOrderId)) {
      return { kind: "refused", rejection: reject("duplicate-id", "A stop has this client order id.") };
    }
    const matched = await match(session, intent, meeting);
    if (!("reason" in matched)) {
      try {
        await upkeep.commit(session, matched.ledger);
      } catch (error) {
        return { kind: "unknown", detail: textOf(error) };
      }
      return { kind: "recorded", order: matched.order };
    }
    const recorded = recordOrder(session.ledger, intent, { kind: "rejected", ...matched }, market.now());
    try {
      await upkeep.commit(session, recorded.ledger);
    } catch (error) {
      // Written or not, nothing was traded: the refusal stands.
      const detail = `${matched.detail} It could not be recorded: ${textOf(error)}`;
      return { kind: "refused", rejection: reject(matched.reason, detail) };
    }
    return { kind: "recorded", order: recorded.order };
  }

  async function execute(intent: Intent): Promise<VenueReport> {
    const handedAt = clock.now();
    const ownEra = era;
    await new Promise<void>((resolve) => clock.setTimeout(resolve, latencyMs));
    const meeting = await meet(intent);
    let verdict: Verdict;
    try {
      verdict = await keeper.run((session) =>
        // An order of before a reset or a close writes nothing: the ledger is not its own any more.
        era === ownEra ? settle(session, intent, meeting) : Promise.resolve(dropped),
      );
    } catch (error) {
      // Only booking fills can leave an order open, and that is `unknown`. Here nothing of it happened.
      verdict = { kind: "refused", rejection: reject("other", textOf(error)) };
    }
    if (verdict.kind === "unknown") return unknown(intent, verdict.detail);
    if (verdict.kind === "recorded") return report(intent, handedAt, verdict.order.outcome);
    return report(intent, handedAt, { kind: "rejected", ...verdict.rejection });
  }

  return {
    submit(intent) {
      const running = underWay.get(intent.clientOrderId);
      if (running !== undefined) return running;
      const execution = execute(intent).finally(() => underWay.delete(intent.clientOrderId));
      underWay.set(intent.clientOrderId, execution);
      return execution;
    },

    async lookup(intent) {
      if (underWay.has(intent.clientOrderId)) return unknown(intent, "The order is being executed.");
      const { clientOrderId, instrument } = intent;
      try {
        const order = await keeper.run(async (session) => session.ledger.orders.get(clientOrderId));
        if (order !== undefined) return report(intent, null, order.outcome);
        return { kind: "order-not-found", accountId, at: clock.now(), clientOrderId, instrument };
      } catch (error) {
        return unknown(intent, textOf(error));
      }
    },

    drop() {
      era += 1;
    },
  };
}

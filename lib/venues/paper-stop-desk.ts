import type { AccountId, ClientOrderId, Millis } from "../model/identity.ts";
import type { InstrumentMap } from "../model/margin.ts";
import type { Marks } from "../model/market-data.ts";
import type { Clock } from "../model/request.ts";
import type { StopCancel, StopDesk, StopOrder, StopReport } from "../model/stop.ts";
import type { LedgerKeeper, LedgerSession } from "./paper-ledger-keeper.ts";
import { cancelled, withStop } from "./paper-ledger.ts";
import type { PaperMarket } from "./paper-market.ts";
import { whyStopRefused } from "./paper-stop-check.ts";
import type { PaperStop } from "./paper-store.ts";
import type { PaperUpkeep } from "./paper-upkeep.ts";

interface StopDeskPorts {
  readonly accountId: AccountId;
  readonly clock: Clock;
  readonly market: PaperMarket;
  readonly keeper: LedgerKeeper;
  readonly upkeep: PaperUpkeep;
  readonly latencyMs: number;
}

interface PaperStopDesk extends StopDesk {
  /** Stops that do not rest yet never will: they count as not sent. */
  drop(): void;
}

type Named = Pick<StopOrder, "clientOrderId" | "instrument">;

/** What a stop meets when it arrives; a text says why the market could not be read. */
type Seen = { readonly instruments: InstrumentMap; readonly marks: Marks } | string;

function textOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}

/** The paper account's protective stops: they rest in its ledger, and its upkeep fires them. */
export function createPaperStopDesk(ports: StopDeskPorts): PaperStopDesk {
  const { accountId, clock, market, keeper, upkeep, latencyMs } = ports;
  const underWay = new Map<ClientOrderId, Promise<StopReport>>();
  /** Counts the drops: a stop belongs to the era in which it was handed over. */
  let era = 0;

  const of = ({ clientOrderId, instrument }: Named) => ({
    accountId,
    at: clock.now(),
    instrument,
    clientOrderId,
  });
  const arrive = (): Promise<void> => new Promise((resolve) => clock.setTimeout(resolve, latencyMs));

  function stateOf({ state, ...stop }: PaperStop): StopReport {
    if (state.kind === "resting") return { kind: "stop-resting", ...of(stop) };
    return { kind: "stop-ended", ...of(stop), how: state.kind };
  }

  async function look(): Promise<Seen> {
    try {
      const [instruments, marks] = await Promise.all([market.instruments(), market.marks()]);
      return { instruments, marks };
    } catch (error) {
      return textOf(error);
    }
  }

  /** Why the stop is not taken; null when it is. */
  async function refusal(session: LedgerSession, stop: StopOrder, seen: Seen): Promise<string | null> {
    if (typeof seen === "string") return `The market could not be read: ${seen}`;
    const behind = await upkeep.catchUp(session);
    if (behind !== null) return `The account has not caught up: ${behind}`;
    if (clock.now() > stop.expiresAt) return "It arrived after its expiry.";
    if (session.ledger.orders.has(stop.clientOrderId)) return "An order has this client order id.";
    const { instruments, marks } = seen;
    const refused = whyStopRefused(
      stop,
      instruments.get(stop.instrument),
      marks.get(stop.instrument),
      session.ledger,
    );
    if (refused !== null || stop.replaces === null) return refused;
    const replaced = session.ledger.stops.get(stop.replaces);
    if (replaced?.state.kind === "resting" && replaced.instrument === stop.instrument) return null;
    return "The stop in whose place it was to come does not rest any more.";
  }

  async function place(session: LedgerSession, stop: StopOrder, seen: Seen): Promise<StopReport> {
    const known = session.ledger.stops.get(stop.clientOrderId);
    if (known !== undefined)
      return isSame(known, stop) ? stateOf(known) : rejected(stop, session, OTHER_STOP);
    const why = await refusal(session, stop, seen);
    if (why !== null) return rejected(stop, session, why);
    const now: Millis = market.now();
    const { clientOrderId, instrument, side, size, triggerPrice, limitPrice } = stop;
    const terms = { clientOrderId, instrument, side, size, triggerPrice, limitPrice };
    const row: PaperStop = { ...terms, placedAt: now, state: { kind: "resting" } };
    const replaced = stop.replaces === null ? undefined : session.ledger.stops.get(stop.replaces);
    const without =
      replaced === undefined ? session.ledger : withStop(session.ledger, cancelled(replaced, now), now);
    await upkeep.commit(session, withStop(without, row, now));
    return stateOf(row);
  }

  function rejected(stop: StopOrder, { ledger }: LedgerSession, detail: string): StopReport {
    const replacedStands =
      stop.replaces === null ? null : ledger.stops.get(stop.replaces)?.state.kind === "resting";
    return { kind: "stop-rejected", ...of(stop), replacedStands, detail: detail.slice(0, 500) };
  }

  async function execute(stop: StopOrder): Promise<StopReport> {
    const ownEra = era;
    await arrive();
    const seen = await look();
    try {
      return await keeper.run(async (session) => {
        if (era !== ownEra) return { kind: "stop-not-sent", ...of(stop) };
        return place(session, stop, seen);
      });
    } catch (error) {
      return { kind: "stop-unknown", ...of(stop), detail: textOf(error) };
    }
  }

  async function remove(session: LedgerSession, cancel: StopCancel): Promise<StopReport> {
    const stop = session.ledger.stops.get(cancel.clientOrderId);
    if (stop === undefined || stop.instrument !== cancel.instrument) {
      return { kind: "stop-not-found", ...of(cancel) };
    }
    if (stop.state.kind !== "resting") return stateOf(stop);
    // One that was reached while nobody watched has fired: that must be known before it can be removed.
    const behind = await upkeep.catchUp(session);
    if (behind !== null) return { kind: "stop-unknown", ...of(cancel), detail: behind.slice(0, 500) };
    const now = session.ledger.stops.get(cancel.clientOrderId) ?? stop;
    if (now.state.kind !== "resting") return stateOf(now);
    const gone = cancelled(now, market.now());
    await upkeep.commit(session, withStop(session.ledger, gone, market.now()));
    return stateOf(gone);
  }

  return {
    placeStop(stop) {
      const running = underWay.get(stop.clientOrderId);
      if (running !== undefined) return running;
      const execution = execute(stop).finally(() => underWay.delete(stop.clientOrderId));
      underWay.set(stop.clientOrderId, execution);
      return execution;
    },

    async cancelStop(cancel) {
      await arrive();
      if (clock.now() > cancel.expiresAt) return { kind: "stop-not-sent", ...of(cancel) };
      try {
        return await keeper.run((session) => remove(session, cancel));
      } catch (error) {
        return { kind: "stop-unknown", ...of(cancel), detail: textOf(error) };
      }
    },

    async lookupStop(stop) {
      if (underWay.has(stop.clientOrderId)) {
        return { kind: "stop-unknown", ...of(stop), detail: "It is on its way." };
      }
      try {
        const known = await keeper.run(async ({ ledger }) => ledger.stops.get(stop.clientOrderId));
        return known === undefined ? { kind: "stop-not-found", ...of(stop) } : stateOf(known);
      } catch (error) {
        return { kind: "stop-unknown", ...of(stop), detail: textOf(error) };
      }
    },

    drop() {
      era += 1;
    },
  };
}

const OTHER_STOP = "Another stop has this client order id.";

function isSame(row: PaperStop, stop: StopOrder): boolean {
  return (
    row.instrument === stop.instrument &&
    row.side === stop.side &&
    row.size === stop.size &&
    row.triggerPrice === stop.triggerPrice &&
    row.limitPrice === stop.limitPrice
  );
}

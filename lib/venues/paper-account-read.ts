import { type DecimalString, decimalString } from "../model/decimal.ts";
import type { VenuePosition } from "../model/account.ts";
import type { AccountId, InstrumentId, Millis } from "../model/identity.ts";
import { type InstrumentMap, accountValue, liquidationPrice } from "../model/margin.ts";
import type { Marks } from "../model/market-data.ts";
import type { VenueFill, VenueReport } from "../model/order.ts";
import type { Clock } from "../model/request.ts";
import type { LedgerKeeper } from "./paper-ledger-keeper.ts";
import { leveragesHeld } from "./paper-leverage-desk.ts";
import { type PaperLedger, marginAccount, restingStops } from "./paper-ledger.ts";
import type { PaperMarket } from "./paper-market.ts";
import type { PaperUpkeep } from "./paper-upkeep.ts";

interface ReadPorts {
  readonly accountId: AccountId;
  readonly clock: Clock;
  readonly market: PaperMarket;
  readonly keeper: LedgerKeeper;
  readonly upkeep: PaperUpkeep;
}

/** Prices and instruments as they are needed to value what is held. */
interface Prices {
  readonly instruments: InstrumentMap;
  readonly marks: Marks;
}

/** Reads the account whole, at one moment of its ledger, once it has lived through the time that nobody watched. */
export async function readPaperAccount(ports: ReadPorts, since: Millis): Promise<VenueReport> {
  const { accountId, clock, market, keeper, upkeep } = ports;
  try {
    return await keeper.run(async (session) => {
      const behind = await upkeep.catchUp(session);
      if (behind !== null) throw new Error(`The account has not caught up: ${behind}`);
      const prices = session.ledger.positions.size === 0 ? NOTHING_HELD : await readPrices(market);
      return told(accountId, clock.now(), market.now(), session.ledger, prices, since);
    });
  } catch (error) {
    const detail = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    return { kind: "account-unreadable", accountId, at: clock.now(), detail };
  }
}

const NOTHING_HELD: Prices = { instruments: new Map(), marks: new Map() };

async function readPrices(market: PaperMarket): Promise<Prices> {
  const [instruments, marks] = await Promise.all([market.instruments(), market.marks()]);
  return { instruments, marks };
}

function told(
  accountId: AccountId,
  at: Millis,
  until: Millis,
  ledger: PaperLedger,
  prices: Prices,
  since: Millis,
): VenueReport {
  const account = marginAccount(ledger);
  const marks = withEntries(ledger, prices.marks);
  const equity = accountValue(account, marks);
  if (equity === null) throw new Error("A position has no price.");
  const positions = [...ledger.positions.values()].map(({ instrument, size, entryPrice }): VenuePosition => {
    const price = liquidationPrice(account, instrument, prices.instruments, marks);
    return { instrument, size, entryPrice, liquidationPrice: price === null ? null : decimalString(price) };
  });
  return {
    kind: "account-read",
    accountId,
    at,
    equity: decimalString(equity),
    positions,
    // Orders here are immediate or cancelled; what rests is stops.
    openOrders: restingStops(ledger).map(
      ({ clientOrderId, instrument, side, size, triggerPrice, limitPrice }) => ({
        clientOrderId,
        instrument,
        stop: { side, size, triggerPrice, limitPrice, reduceOnly: true },
      }),
    ),
    leverages: leveragesHeld(ledger),
    clock: null,
    fills: fillsSince(ledger, since),
    until,
  };
}

/** A position that has no mark (its instrument is gone) counts at its entry: no result, rather than no account. */
function withEntries(ledger: PaperLedger, marks: Marks): Marks {
  const entries = [...ledger.positions.values()].map(
    ({ instrument, entryPrice }): [InstrumentId, DecimalString] => [instrument, entryPrice],
  );
  return new Map([...entries, ...marks]);
}

/** The fills of this account's life that the ledger has: of its orders and stops, and what no order asked for. */
function fillsSince(ledger: PaperLedger, since: Millis): VenueFill[] {
  const ordered = [...ledger.orders.values()].flatMap(({ outcome }) =>
    outcome.kind === "done" ? outcome.fills : [],
  );
  const others = [...ledger.notices.values()].flatMap(({ report }) =>
    // A stop's fills are told unasked, and its row has them, too.
    report.kind === "foreign-fills" ? report.fills.filter(({ cause }) => cause !== "stop") : [],
  );
  const stopped = [...ledger.stops.values()].flatMap(({ state }) =>
    state.kind === "fired" ? state.fills : [],
  );
  return [...ordered, ...stopped, ...others]
    .filter((fill) => fill.time >= Math.max(since, ledger.account.since))
    .toSorted((a, b) => a.time - b.time);
}

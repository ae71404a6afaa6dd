import { z } from "zod";
import type { DecimalString } from "../model/decimal.ts";
import { PAPER_BALANCE } from "../model/follow-settings.ts";
import type { AccountId, ClientOrderId, InstrumentId, Millis } from "../model/identity.ts";
import type { MarginAccount } from "../model/margin.ts";
import {
  ORDER_RETENTION_MS,
  PaperAccountRow,
  type PaperChange,
  PaperFundingDue,
  PaperNotice,
  PaperOrder,
  PaperPosition,
  type PaperRows,
  PaperStop,
  type RowChange,
} from "./paper-store.ts";

/** The ledger in memory. Never changed in place: each step makes a new one, and a commit writes the difference. */
export interface PaperLedger {
  readonly account: PaperAccountRow;
  readonly positions: ReadonlyMap<InstrumentId, PaperPosition>;
  readonly orders: ReadonlyMap<ClientOrderId, PaperOrder>;
  readonly stops: ReadonlyMap<ClientOrderId, PaperStop>;
  readonly fundingDue: ReadonlyMap<string, PaperFundingDue>;
  readonly notices: ReadonlyMap<string, PaperNotice>;
}

export const HOUR_MS = 3_600_000;

export function fullHour(time: Millis): Millis {
  return Math.floor(time / HOUR_MS) * HOUR_MS;
}

export function newLedger(
  accountId: AccountId,
  at: Millis,
  balance: DecimalString = PAPER_BALANCE,
): PaperLedger {
  const account: PaperAccountRow = {
    accountId,
    cash: balance,
    startBalance: balance,
    since: at,
    lastFundingHour: fullHour(at),
    lastSeenAt: at,
    fillSequence: 0,
  };
  const [orders, stops] = [new Map<ClientOrderId, PaperOrder>(), new Map<ClientOrderId, PaperStop>()];
  return { account, positions: new Map(), orders, stops, fundingDue: new Map(), notices: new Map() };
}

/** Starts the account again. Orders and stops stay known, so that none is taken twice and each can be looked up. */
export function resetLedger(ledger: PaperLedger, at: Millis, balance: DecimalString): PaperLedger {
  const { account, ...fresh } = newLedger(ledger.account.accountId, at, balance);
  return {
    ...fresh,
    account: { ...account, fillSequence: ledger.account.fillSequence },
    orders: ledger.orders,
    stops: new Map([...ledger.stops].map(([id, stop]) => [id, cancelled(stop, at)])),
  };
}

/** The stop as it no longer rests; one that had ended stays as it was. */
export function cancelled(stop: PaperStop, at: Millis): PaperStop {
  return stop.state.kind === "resting" ? { ...stop, state: { kind: "cancelled", at } } : stop;
}

/** Throws an error whose words name the field that is not as expected. */
function parseRows<T>(schema: z.ZodType<T>, rows: unknown, what: string): T {
  const parsed = schema.safeParse(rows);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    [what, ...(issue?.path ?? [])].map(String).join(".") + `: ${issue?.message ?? "not understood"}`,
  );
}

/**
 * Parses the stored rows; null when no account was ever made. Throws on a row that breaks its schema, on
 * rows of another account and on rows without an account: a ledger that is not whole is never traded on.
 */
export function readLedger(rows: PaperRows, accountId: AccountId): PaperLedger | null {
  const lists = {
    positions: parseRows(z.array(PaperPosition), rows.positions, "positions"),
    orders: parseRows(z.array(PaperOrder), rows.orders, "orders"),
    stops: parseRows(z.array(PaperStop), rows.stops, "stops"),
    fundingDue: parseRows(z.array(PaperFundingDue), rows.fundingDue, "funding"),
    notices: parseRows(z.array(PaperNotice), rows.notices, "notices"),
  };
  if (rows.account === undefined || rows.account === null) {
    if (Object.values(lists).some((list) => list.length > 0)) throw new Error("rows without an account row");
    return null;
  }
  const account = parseRows(PaperAccountRow, rows.account, "account");
  if (account.accountId !== accountId) throw new Error(`the rows belong to account ${account.accountId}`);
  return {
    account,
    positions: new Map(lists.positions.map((row) => [row.instrument, row])),
    orders: new Map(lists.orders.map((row) => [row.clientOrderId, row])),
    stops: new Map(lists.stops.map((row) => [row.clientOrderId, row])),
    fundingDue: new Map(lists.fundingDue.map((row) => [row.id, row])),
    notices: new Map(lists.notices.map((row) => [row.id, row])),
  };
}

function difference<Key, Row>(
  before: ReadonlyMap<Key, Row> | undefined,
  after: ReadonlyMap<Key, Row>,
): RowChange<Row, Key> {
  if (before === after) return { put: [], remove: [] };
  return {
    put: [...after].filter(([key, row]) => before?.get(key) !== row).map(([, row]) => row),
    remove: [...(before?.keys() ?? [])].filter((key) => !after.has(key)),
  };
}

/** What must be written to come from one ledger (null: nothing is stored yet) to the next. */
export function changeBetween(before: PaperLedger | null, after: PaperLedger): PaperChange {
  return {
    account: after.account,
    positions: difference(before?.positions, after.positions),
    orders: difference(before?.orders, after.orders),
    stops: difference(before?.stops, after.stops),
    fundingDue: difference(before?.fundingDue, after.fundingDue),
    notices: difference(before?.notices, after.notices),
  };
}

/** The positions as a list, with the cash: what the margin formulas take. */
export function marginAccount(ledger: PaperLedger): MarginAccount {
  return { cash: ledger.account.cash, positions: [...ledger.positions.values()] };
}

/** Books an order's outcome and forgets the orders that are too old to be asked for. */
export function withOrder(ledger: PaperLedger, order: PaperOrder): PaperLedger {
  const orders = new Map(
    [...ledger.orders].filter(([, row]) => row.recordedAt > order.recordedAt - ORDER_RETENTION_MS),
  );
  return { ...ledger, orders: orders.set(order.clientOrderId, order) };
}

/** Books a stop's state and forgets the stops that ended too long ago to be asked for. */
export function withStop(ledger: PaperLedger, stop: PaperStop, now: Millis): PaperLedger {
  const stops = new Map(
    [...ledger.stops].filter(
      ([, { state }]) => state.kind === "resting" || state.at > now - ORDER_RETENTION_MS,
    ),
  );
  return { ...ledger, stops: stops.set(stop.clientOrderId, stop) };
}

/** The stops that rest, oldest first. */
export function restingStops(ledger: PaperLedger): readonly PaperStop[] {
  return [...ledger.stops.values()]
    .filter(({ state }) => state.kind === "resting")
    .toSorted((a, b) => a.placedAt - b.placedAt);
}

/** A report that no call asked for. */
export type UnaskedReport = PaperNotice["report"];

/** Its key: an hour's funding of an instrument, or a fill, is told in one report only. */
export function noticeId(report: UnaskedReport): string {
  if (report.kind === "funding") {
    return report.payments.map(({ hour, instrument }) => `funding:${hour}:${instrument}`)[0] ?? "funding";
  }
  return report.fills.map(({ id }) => `fills:${id}`)[0] ?? "fills";
}

/** When what it tells of happened. */
function noticeTime({ report }: PaperNotice): Millis {
  const time = report.kind === "funding" ? report.payments[0]?.hour : report.fills[0]?.time;
  return time ?? report.at;
}

/** Books an unasked report, to be told once it is durable. */
export function withNotice(ledger: PaperLedger, report: UnaskedReport): PaperLedger {
  const id = noticeId(report);
  return { ...ledger, notices: new Map(ledger.notices).set(id, { id, report }) };
}

/** Unasked reports in the order of what they tell of. */
export function inOrder(notices: Iterable<PaperNotice>): readonly PaperNotice[] {
  return [...notices].toSorted((a, b) => noticeTime(a) - noticeTime(b));
}

import type { EngineState } from "../../lib/engine/engine-state.ts";
import { ENGINE_TABLES, type EngineTable } from "../../lib/journal/tables.ts";
import { type Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import { type JournalChange, JournalError } from "../../lib/model/journal-change.ts";
import type { FillRow } from "../../lib/model/state.ts";
import { FuzzFault } from "./target.ts";

type StateRows = Exclude<EngineTable, "events">;

function rowsOf(change: JournalChange): Record<StateRows, readonly unknown[]> {
  return {
    meta: change.meta === null ? [] : [change.meta],
    leaders: change.leaders.put,
    leaderBooks: change.leaderBooks.put,
    follows: change.follows.put,
    books: change.books.put,
    accounts: change.accounts.put,
    accountBooks: change.accountBooks.put,
    guards: change.guards.put,
    dayStarts: change.dayStarts.put,
    problems: change.problems.put,
    instruments: change.instruments ?? [],
    intents: change.intents,
    stops: change.stops,
    fills: change.fills,
    decisions: change.decisions,
  };
}

/** As the journal's commit does: a row that could not be read again is refused. Throws a JournalError. */
export function refuseDamaged(change: JournalChange): void {
  for (const [table, rows] of Object.entries(rowsOf(change)) as [StateRows, readonly unknown[]][]) {
    for (const row of rows) {
      const parsed = ENGINE_TABLES[table].schema.safeParse(row);
      if (parsed.success) continue;
      const issue = parsed.error.issues[0];
      const field = issue?.path.join(".") ?? "";
      throw new JournalError("damaged", `not a row of ${table}: ${field} ${issue?.message ?? ""}`);
    }
  }
}

/** What lies below the decimals that are stored, or the digits that are computed with, is no difference. */
const same = (one: Decimal, other: Decimal | string): boolean =>
  one.minus(other).abs().lt(one.abs().times("1e-35").plus("1e-25"));

const broken = (rule: string): FuzzFault => new FuzzFault("stateChanged", rule);

const signedSize = ({ fill }: FillRow): Decimal =>
  fill.side === "buy" ? decimal(fill.size) : decimal(fill.size).negated();

function sum(sizes: readonly (Decimal | string)[]): Decimal {
  return sizes.reduce<Decimal>((all, size) => all.plus(size), ZERO);
}

/**
 * What must hold from one state to the next, whatever came in. Throws a FuzzFault that names the rule:
 * - what an account holds changes by the fills that were written down, and by nothing else;
 * - what a follow holds changes by its shares of them, so that the follows' parts and the user's own add up to
 *   the net as they did before;
 * - the shares of a fill are on its side and never more than it;
 * - nothing is sent while halted, and each order that is sent is durable, above 0 and has a price.
 */
export function checkStep(before: EngineState, after: EngineState, change: JournalChange | null): void {
  if (change === null) {
    if (before !== after) throw broken("a state was adopted that was not written");
    return;
  }
  checkFills(change.fills);
  checkOrders(after, change);
  // A reset forgets positions without a fill; the ledger does the same.
  if (before.meta.paperSince !== after.meta.paperSince || before.meta.paperResetPending) return;
  for (const [key, book] of after.accountBooks) {
    const told = change.fills.filter(
      ({ fill }) =>
        fill.cause !== "cross" && fill.accountId === book.accountId && fill.instrument === book.instrument,
    );
    const expected = sum(told.map(signedSize)).plus(before.accountBooks.get(key)?.net ?? 0);
    if (!same(expected, book.net))
      throw broken(`the net of ${key} is ${book.net}, its fills make ${expected.toFixed()}`);
  }
  for (const [key, book] of after.books) {
    const shares = change.fills
      .filter(({ fill }) => fill.instrument === book.instrument)
      .flatMap((row) => row.shares.filter((share) => share.followId === book.followId));
    const expected = sum(shares.map((share) => share.size)).plus(before.books.get(key)?.held ?? 0);
    if (!same(expected, book.held))
      throw broken(`${key} holds ${book.held}, its fills make ${expected.toFixed()}`);
  }
}

function checkFills(fills: readonly FillRow[]): void {
  for (const row of fills) {
    const shared = sum(row.shares.map((share) => share.size));
    const size = signedSize(row);
    if (row.fill.cause === "cross") {
      if (!shared.isZero()) throw broken(`a crossing of ${row.fill.size} leaves ${shared.toFixed()}`);
      continue;
    }
    const against = !shared.isZero() && shared.isNegative() !== size.isNegative();
    if (against || shared.abs().gt(size.abs())) {
      throw broken(`a fill of ${size.toFixed()} was shared as ${shared.toFixed()}`);
    }
  }
}

function checkOrders(after: EngineState, change: JournalChange): void {
  const ids = new Set(change.submits.map((intent) => intent.clientOrderId));
  if (ids.size !== change.submits.length) throw broken("an order is to be sent twice");
  for (const intent of change.submits) {
    if (after.meta.haltedSince !== null) throw broken("an order was made while halted");
    const row = after.openIntents.get(intent.clientOrderId);
    if (row?.status !== "committed") throw broken("an order is to be sent that is not open");
    if (!decimal(intent.size).gt(0) || !decimal(intent.limitPrice).gt(0)) {
      throw broken(`an order of ${intent.size} at ${intent.limitPrice}`);
    }
    const shared = sum(intent.shares.map((share) => share.size)).abs();
    if (!same(shared, intent.size))
      throw broken(`an order of ${intent.size} for shares of ${shared.toFixed()}`);
  }
}

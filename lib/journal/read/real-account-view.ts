import type { Account } from "../../model/account.ts";
import { type Decimal, ZERO, decimal, decimalString } from "../../model/decimal.ts";
import type { FollowBook } from "../../model/follow.ts";
import type { Guard } from "../../model/guard.ts";
import type { Marks } from "../../model/market-data.ts";
import type { FollowView, RealAccountView } from "../../model/view.ts";
import { guardView } from "./guard-view.ts";
import { type OpenStop, stopOf } from "./stops.ts";

/** What the journal says of one account with real money. */
export interface RealAccountRows {
  readonly account: Account;
  /** Its own follows. */
  readonly follows: readonly FollowView[];
  /** Books of its own follows. */
  readonly books: readonly FollowBook[];
  readonly prices: Marks;
  readonly stops: readonly OpenStop[];
  readonly guard: Guard | undefined;
  /** The local day of now. */
  readonly day: string;
}

function add<T>(rows: readonly T[], of: (row: T) => Decimal | string): Decimal {
  return rows.reduce((sum, row) => sum.plus(of(row)), ZERO);
}

export function realAccountView(rows: RealAccountRows): RealAccountView {
  const { account, follows, prices, stops, guard, day } = rows;
  const running = follows.filter(({ follow }) => follow.status !== "stopped");
  // A follow that was stopped today has a result of today, and began the day with money of its own.
  const today = follows.filter((view) => running.includes(view) || !decimal(view.netToday).isZero());
  const netToday = add(today, (view) => view.netToday);
  const atMidnight = add(today, (view) => view.equity).minus(netToday);
  const held = rows.books.filter((book) => !decimal(book.held).isZero());
  const instruments = [...new Set(held.map((book) => book.instrument))];
  const notional = add(held, (book) =>
    decimal(book.held)
      .abs()
      .times(prices.get(book.instrument) ?? book.entryPrice),
  );
  const { id, kind, access, venue, key, settings, equity, equityAt } = account;
  const known = equity === null || decimal(equity).lte(0) ? null : decimal(equity);
  const results = add(follows, (view) => view.netResult);
  return {
    id,
    kind,
    access,
    venue,
    key,
    settings,
    guard: guardView(settings.exits, guard, results, null, day),
    equity,
    equityAt,
    netToday: decimalString(netToday),
    netTodayFraction: atMidnight.gt(0) ? netToday.div(atMidnight).toNumber() : null,
    mirrored: decimalString(add(running, (view) => view.equity)),
    allocated: decimalString(add(running, (view) => view.allocation)),
    follows: running.length,
    openPositions: instruments.length,
    stopsResting: instruments.filter((one) => stopOf(stops, id, one)?.status === "resting").length,
    exposure: known === null ? null : notional.div(known).toNumber(),
  };
}

import { decimal, decimalString, floorToLot } from "../../model/decimal.ts";
import { type AccountId, addressOf } from "../../model/identity.ts";
import { liquidationPrice } from "../../model/margin.ts";
import type { PositionView } from "../../model/view.ts";
import { journalDatabase } from "../database.ts";
import { accountTag } from "./account-tag.ts";
import {
  bookResult,
  pricesOf,
  readInstruments,
  readMarks,
  readPaperLedger,
  worseBps,
} from "./journal-view.ts";
import { readOpenStops, stopOf, stopView } from "./stops.ts";

/**
 * The mirrored positions: every book that holds, wants or forgoes something, largest first. `_now` is there
 * for the views' clock: a query that depends on time is asked again when it changes.
 */
export async function readPositions(_now: number): Promise<readonly PositionView[]> {
  const database = journalDatabase();
  const [books, follows, leaderBooks, accountBooks, marks, instruments, ledger, open, accounts] =
    await Promise.all([
      database.books.toArray(),
      database.follows.toArray(),
      database.leaderBooks.toArray(),
      database.accountBooks.toArray(),
      readMarks(database),
      readInstruments(database),
      readPaperLedger(database),
      database.intents.where("status").anyOf("committed", "unknown").toArray(),
      database.accounts.toArray(),
    ]);
  const stops = await readOpenStops(database);
  const accountById = new Map(accounts.map((account) => [account.id, account]));
  const prices = pricesOf(marks);
  const followById = new Map(follows.map((follow) => [follow.id, follow]));
  const leaderSizes = new Map(leaderBooks.map((book) => [`${book.leaderId}|${book.instrument}`, book.size]));
  const impossible = new Map(accountBooks.map((row) => [`${row.accountId}|${row.instrument}`, row.frozen]));
  const views = books.flatMap((book): PositionView[] => {
    const follow = followById.get(book.followId);
    if (follow === undefined) return [];
    const held = decimal(book.held);
    if (held.isZero() && decimal(book.target).isZero() && book.forgone.length === 0) return [];
    const instrument = instruments.get(book.instrument);
    const target = decimal(book.target);
    const mark = marks.get(book.instrument);
    const rows = open.filter(
      (row) =>
        row.intent.instrument === book.instrument &&
        row.intent.shares.some((share) => share.followId === book.followId),
    );
    const flat = held.isZero();
    const account = accountTag(follow.accountId, accountById);
    const stop = stopOf(stops, account.id, book.instrument);
    const shared = books.some(
      (other) =>
        other.instrument === book.instrument &&
        other.followId !== book.followId &&
        !decimal(other.held).isZero() &&
        followById.get(other.followId)?.accountId === account.id,
    );
    const result = flat || mark !== undefined ? bookResult(book, mark?.price) : null;
    const cost = held.abs().times(book.entryPrice);
    return [
      {
        followId: book.followId,
        account,
        address: addressOf(follow.leaderId),
        instrument: book.instrument,
        lotSize: instrument?.lotSize ?? null,
        held: book.held,
        target: book.target,
        targetLots:
          instrument === undefined
            ? book.target
            : decimalString(floorToLot(target, decimal(instrument.lotSize))),
        leaderSize: leaderSizes.get(`${follow.leaderId}|${book.instrument}`) ?? decimalString(0),
        baseline: book.baseline,
        waiting: decimalString(target.minus(held)),
        forgone: book.forgone,
        entryPrice: flat ? null : book.entryPrice,
        leaderEntryPrice: flat ? null : book.leaderEntryPrice,
        slippageBps: flat ? null : worseBps(book.entryPrice, book.leaderEntryPrice, held.gt(0)),
        mark: mark?.price ?? null,
        markAt: mark?.at ?? null,
        netResult: result === null ? null : decimalString(result),
        netFraction: result === null || cost.isZero() ? null : result.div(cost).toNumber(),
        fees: book.fees,
        funding: book.funding,
        liquidationPrice: flat ? null : liquidationOf(account.id, book.instrument, held.gt(0)),
        stop: flat || stop === undefined ? null : stopView(stop, mark, shared),
        orderOpen: rows.length > 0,
        frozen: rows.some((row) => row.status === "unknown"),
        impossible: impossible.get(`${follow.accountId}|${book.instrument}`) ?? null,
      },
    ];
  });

  function liquidationOf(
    accountId: AccountId,
    instrument: (typeof books)[number]["instrument"],
    long: boolean,
  ): PositionView["liquidationPrice"] {
    const account = accountById.get(accountId);
    if (account?.kind === "real") {
      // Told for the whole position at the venue: of a hedge inside the account the other side has none.
      const told = account.liquidationPrices[instrument];
      return told?.long === long ? told.price : null;
    }
    const price = liquidationPrice(ledger, instrument, instruments, prices);
    return price === null ? null : decimalString(price.toSignificantDigits(5));
  }

  const notional = (view: PositionView): number =>
    decimal(view.held)
      .abs()
      .times(view.mark ?? view.entryPrice ?? 0)
      .toNumber();
  return views.toSorted((a, b) => notional(b) - notional(a) || a.instrument.localeCompare(b.instrument));
}

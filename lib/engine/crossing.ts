import { Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import { type AccountId, type InstrumentId, PAPER_ACCOUNT } from "../model/identity.ts";
import type { Instrument } from "../model/instrument.ts";
import type { FillShare } from "../model/state.ts";
import { newAccountBook } from "./account-book.ts";
import { pairKey } from "./engine-state.ts";
import { divideInLots } from "./divide-in-lots.ts";
import { applyFillToBook } from "./fill-book.ts";
import type { Want } from "./wants.ts";
import type { Work } from "./work.ts";

const total = (wants: readonly Want[]): Decimal =>
  wants.reduce((sum, want) => sum.plus(want.size.abs()), ZERO);

/**
 * Follows of one account that want opposite things meet inside it at the mark, without an order and a fee:
 * only what the limits let through, only inside both price limits, and recorded as such. Never called while
 * the instrument is frozen. True when something was crossed; the wants are stale then, and `crossed` has the
 * books that took part.
 */
export function crossInside(
  work: Work,
  accountId: AccountId,
  instrument: Instrument,
  wants: readonly Want[],
  mark: Decimal | null,
  crossed: Set<string>,
): boolean {
  if (mark === null) return false;
  const buys = wants.filter((want) => want.size.gt(0) && mark.lte(want.limitPrice));
  const sells = wants.filter((want) => want.size.lt(0) && mark.gte(want.limitPrice));
  const size = Decimal.min(total(buys), total(sells));
  if (size.isZero()) return false;
  const shares = [...partsOf(buys, size, instrument), ...partsOf(sells, size.negated(), instrument)].map(
    ({ want, part }): FillShare => {
      const leaderPrice = want.growth ? want.book.waitingPrice : null;
      const { book, realised } = applyFillToBook(want.book, part, mark, ZERO, leaderPrice);
      work.putBook(book);
      return {
        followId: want.follow.id,
        size: decimalString(part),
        realised: decimalString(realised),
        fee: decimalString(0),
        leaderPrice,
      };
    },
  );
  for (const { followId } of shares) crossed.add(pairKey(followId, instrument.id));
  work.fills.push({
    fill: {
      id: crossId(work, accountId, instrument.id),
      accountId,
      instrument: instrument.id,
      clientOrderId: null,
      side: "buy",
      price: decimalString(mark),
      size: decimalString(size),
      fee: decimalString(0),
      time: work.at,
      cause: "cross",
    },
    shares,
  });
  return true;
}

function partsOf(
  wants: readonly Want[],
  size: Decimal,
  instrument: Instrument,
): { want: Want; part: Decimal }[] {
  const claims = wants.map((want) => ({ id: want.follow.id, weight: want.size.abs() }));
  const parts = divideInLots(size.abs(), decimal(instrument.lotSize), claims);
  return wants
    .map((want) => ({ want, part: (parts.get(want.follow.id) ?? ZERO).times(size.isNegative() ? -1 : 1) }))
    .filter(({ part }) => !part.isZero());
}

/** Unique like an order's id: from the same counter, and with the account, whose counters are its own. */
function crossId(work: Work, accountId: AccountId, instrument: InstrumentId): string {
  const key = pairKey(accountId, instrument);
  const book = work.accountBooks.get(key) ?? newAccountBook(accountId, instrument);
  const sequence = book.sequence + 1;
  work.accountBooks.put(key, { ...book, sequence });
  const of = accountId === PAPER_ACCOUNT ? instrument : `${accountId}:${instrument}`;
  return `cross:${of}:${sequence}`;
}

import { type Decimal, decimal, decimalString } from "../model/decimal.ts";
import type { AccountId, InstrumentId } from "../model/identity.ts";
import type { AccountBook } from "../model/state.ts";
import { pairKey } from "./engine-state.ts";
import type { Work } from "./work.ts";

export function newAccountBook(accountId: AccountId, instrument: InstrumentId): AccountBook {
  return {
    accountId,
    instrument,
    net: decimalString(0),
    sequence: 0,
    seenReports: [],
    heldBack: [],
    frozen: null,
    leverage: null,
    recentStops: [],
  };
}

/** The account's signed net position that our journal explains. */
export function accountNet(work: Work, accountId: AccountId, instrument: InstrumentId): Decimal {
  return decimal(work.accountBooks.get(pairKey(accountId, instrument))?.net ?? 0);
}

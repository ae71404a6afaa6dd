import { decimalString } from "../../model/decimal.ts";
import type { AccountId, ClientOrderId, InstrumentId } from "../../model/identity.ts";
import type { RecentStop } from "../../model/state.ts";
import type { ApprovedStop, StopOrder } from "../../model/stop.ts";
import { newAccountBook } from "../account-book.ts";
import { clientOrderId } from "../client-order-id.ts";
import { ORDER_LIFE_MS } from "../commit-order.ts";
import { pairKey } from "../engine-state.ts";
import { nextNonce } from "../next-nonce.ts";
import type { Work } from "../work.ts";
import { moveStop } from "./move-stop.ts";
import type { WantedStop } from "./wanted-stop.ts";
import { CHANGE_PAUSE_MS, putWatch } from "./stop-watch.ts";

/** More stops than one instrument gets between two readings of its account. */
const REMEMBERED = 100;

/** Gives a stop its id and hands it on: the journal gets it before the venue. `replaces`: the one that rests now. */
export function commitStop(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  wanted: WantedStop,
  replaces: ClientOrderId | null,
): void {
  const key = pairKey(accountId, instrument);
  const book = work.accountBooks.get(key) ?? newAccountBook(accountId, instrument);
  const sequence = book.sequence + 1;
  const recent: RecentStop = { sequence, basis: wanted.basis, fired: false };
  const recentStops = [...book.recentStops, recent].slice(-REMEMBERED);
  work.accountBooks.put(key, { ...book, sequence, recentStops });
  const stop: StopOrder = {
    clientOrderId: clientOrderId(work.meta.installationId, accountId, instrument, sequence),
    accountId,
    instrument,
    sequence,
    side: wanted.side,
    size: decimalString(wanted.size),
    triggerPrice: decimalString(wanted.triggerPrice),
    limitPrice: decimalString(wanted.limitPrice),
    basis: wanted.basis,
    replaces,
    nonce: nextNonce(work, accountId) ?? 0,
    committedAt: work.at,
    expiresAt: work.at + ORDER_LIFE_MS,
  };
  work.stops.put(stop.clientOrderId, {
    stop,
    status: "committed",
    statusAt: work.at,
    seenRestingAt: null,
    detail: null,
  });
  notePause(work, accountId, instrument);
  // The one place where a stop becomes approved.
  work.effects.push({ kind: "place-stop", stop: stop as ApprovedStop });
}

/** Removes a stop that rests; `words` say why, for the views. */
export function removeStop(work: Work, stop: StopOrder, words: string): void {
  if (moveStop(work, stop.clientOrderId, "cancel-asked", { detail: words }) === null) return;
  notePause(work, stop.accountId, stop.instrument);
  askToCancel(work, stop);
}

/** Asks the venue to remove it: one of ours, or an orphan. */
export function askToCancel(
  work: Work,
  { accountId, instrument, clientOrderId: id }: Pick<StopOrder, "accountId" | "instrument" | "clientOrderId">,
): void {
  work.effects.push({
    kind: "cancel-stop",
    cancel: {
      accountId,
      instrument,
      clientOrderId: id,
      nonce: nextNonce(work, accountId) ?? 0,
      expiresAt: work.at + ORDER_LIFE_MS,
    },
  });
}

function notePause(work: Work, accountId: AccountId, instrument: InstrumentId): void {
  putWatch(work, accountId, instrument, { notBeforeMs: work.age.ms + CHANGE_PAUSE_MS });
}

import type { AccountId } from "../model/identity.ts";
import type { AccountRead } from "./position-check.ts";
import type { Work } from "./work.ts";

/**
 * The number under which the account's signer signs its next act: max(the venue's clock, the last one + 1), ms. The
 * venue's clock is ours less the offset as last read: a number too far from its own is refused. It is durable with what
 * it is for, so that no restart and no clock that is set back gives one twice. Null where nothing is signed.
 */
export function nextNonce(work: Work, accountId: AccountId): number | null {
  const account = work.accounts.get(accountId);
  if (account === undefined || account.kind === "paper") return null;
  const clock = Math.round(work.at - (account.clock?.offsetMs ?? 0));
  const nonce = Math.max(1, clock, account.lastNonce + 1);
  work.accounts.put(accountId, { ...account, lastNonce: nonce });
  return nonce;
}

/** A venue takes no number so far ahead of its own clock (Hyperliquid: from 2 days before it to 1 day after). */
const AHEAD_MS = 86_400_000;
/** Acts of one moment run ahead of it by a millisecond each: no number of before is within a minute after it. */
const ABOVE_MS = 60_000;

/**
 * The last number after a reading told the venue's clock. One that the venue cannot have taken, given while our clock
 * stood far ahead, is forgotten: else no order would be taken before that day, not even a reduction.
 */
export function stillGiven(lastNonce: number, { at, clock }: AccountRead): number {
  if (clock === null) return lastNonce;
  const venues = Math.round(at - clock.offsetMs);
  return lastNonce > venues + AHEAD_MS ? Math.max(0, venues + ABOVE_MS) : lastNonce;
}

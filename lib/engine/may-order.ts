import type { Account } from "../model/account.ts";
import type { DecisionReason } from "../model/follow.ts";
import { type AccountId, type InstrumentId, PAPER_ACCOUNT } from "../model/identity.ts";
import type { AccountBook } from "../model/state.ts";
import { whyNothingIsSigned } from "./account-refusal.ts";
import { type EngineState, pairKey } from "./engine-state.ts";

/** What of the state decides whether anything may be ordered; a step in progress has it, too. */
export interface Switches {
  readonly meta: EngineState["meta"];
  readonly accounts: { get(id: AccountId): Account | undefined };
  readonly accountBooks: { get(key: string): AccountBook | undefined };
  readonly readings: EngineState["readings"];
}

/**
 * Why nothing at all may be ordered in an instrument of an account now, growth or reduction, nor crossed inside:
 * everything is halted, the account is stopped, cannot sign or is not trusted yet, or what is known of the instrument is not
 * certain. Null when orders may be made.
 */
export function whyNoOrders(
  state: Switches,
  accountId: AccountId,
  instrument: InstrumentId,
): DecisionReason | null {
  if (state.meta.haltedSince !== null) return "halted";
  const account = state.accounts.get(accountId);
  if (account === undefined) return "account-not-read";
  if (account.foreignOrder !== null) return "account-stopped";
  const unsigned = whyNothingIsSigned(account);
  if (unsigned !== null) return unsigned;
  if (!account.reconciled) return "account-not-read";
  if (state.meta.paperResetPending && accountId === PAPER_ACCOUNT) return "order-in-flight";
  const book = state.accountBooks.get(pairKey(accountId, instrument));
  const uncertain = book !== undefined && (book.frozen !== null || book.heldBack.length > 0);
  if (uncertain) return "instrument-frozen";
  return state.readings.get(accountId)?.doubts.has(instrument) === true ? "account-not-read" : null;
}

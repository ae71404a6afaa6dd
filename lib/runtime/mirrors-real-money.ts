import type { EngineState } from "../engine/engine-state.ts";
import { PAPER_ACCOUNT } from "../model/identity.ts";
import type { JournalError } from "../model/journal-change.ts";
import { isAccountInUse } from "./account-in-use.ts";

/**
 * Whether an account mirrors with real money, holds something of ours, or has an order that is not final. One that a
 * damaged row stopped counts, because nobody knows what it holds. Null where the journal cannot be read.
 */
export function mirrorsRealMoney(state: EngineState, halted: JournalError | null): boolean | null {
  if (halted?.problem === "unreadable") return null;
  if ([...state.damaged].some((id) => id !== PAPER_ACCOUNT)) return true;
  return [...state.accounts.values()].some(({ id, kind }) => kind === "real" && isAccountInUse(state, id));
}

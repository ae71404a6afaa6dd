import type { AccountId, InstrumentId } from "../../model/identity.ts";
import { type Switches, whyNoOrders } from "../may-order.ts";

/**
 * Why no stop may be placed, changed or removed now; null when it may. What rests stays: while everything is halted,
 * while nothing can be signed, and while it is not certain what the account holds.
 */
export function whyNoStops(state: Switches, accountId: AccountId, instrument: InstrumentId): string | null {
  const access = state.accounts.get(accountId)?.access.state;
  if (access === "locked" || access === "unusable") return access;
  return whyNoOrders(state, accountId, instrument);
}

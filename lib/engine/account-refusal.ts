import type { Account } from "../model/account.ts";
import type { AccountAccess } from "../model/account-key.ts";
import type { DecisionReason } from "../model/follow.ts";
import type { ForgoneReason } from "../model/forgone.ts";
import { MAX_CLOCK_OFFSET_MS, MAX_ROUND_TRIP_MS } from "./clock-limits.ts";
import { because, type Refusal } from "./refusal.ts";

type State = AccountAccess["state"];

/** Why nothing is bought; null: it may be. */
const NO_GROWTH: Readonly<Record<State, ForgoneReason | null>> = {
  ready: null,
  unchecked: "key-unchecked",
  restricted: "key-restricted",
  locked: "account-locked",
  unusable: "key-unusable",
};

/** Why nothing at all can be signed; null where reductions go on. */
const NO_ORDERS: Readonly<Record<State, DecisionReason | null>> = {
  ready: null,
  unchecked: null,
  restricted: null,
  locked: "account-locked",
  unusable: "key-unusable",
};

/** Why an account buys nothing now, whatever it is: its key, or a venue whose time or answers cannot be relied on. */
export function whyAccountBuysNothing({ access, clock }: Account): Refusal | null {
  const reason = NO_GROWTH[access.state];
  if (reason !== null) return because(reason);
  if (clock === null) return null;
  const { offsetMs, roundTripMs } = clock;
  if (Math.abs(offsetMs) > MAX_CLOCK_OFFSET_MS) {
    return because("venue-clock-off", Math.abs(offsetMs), MAX_CLOCK_OFFSET_MS);
  }
  return roundTripMs > MAX_ROUND_TRIP_MS ? because("venue-slow", roundTripMs, MAX_ROUND_TRIP_MS) : null;
}

/** Why no order of the account can be signed now, growth or reduction; null when it can. */
export function whyNothingIsSigned({ access }: Account): DecisionReason | null {
  return NO_ORDERS[access.state];
}

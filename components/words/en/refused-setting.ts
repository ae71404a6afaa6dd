import type { RefusalReason } from "../../../lib/model/refusal-reason.ts";

/** Why the exchange refused a stop or a leverage, in one sentence of ours; its own words stay behind it. */
const refused: Record<RefusalReason, string> = {
  "bad-leverage": "The instrument takes no such leverage or margin mode.",
  "position-open": "It can’t be switched while a position is open there.",
  "trigger-not-valid": "The price has passed the stop already, or the exchange takes no stop at that price.",
  "replaced-gone": "The stop in whose place it was to come rests no longer.",
  "not-sent": "It could not be sent.",
  "below-minimum": "It is below the exchange’s minimum.",
  "insufficient-margin": "The account has too little free margin for it.",
  "reduce-only-would-increase": "The exchange sees no position that it would reduce.",
  "bad-price": "The exchange did not take the price.",
  "bad-size": "The exchange did not take the size.",
  "unknown-instrument": "The exchange does not know the instrument.",
  delisted: "The exchange no longer lists the instrument.",
  "price-too-far": "The price is too far from the exchange’s reference price.",
  "margin-tier": "The position is too large for that leverage.",
  expired: "It reached the exchange after its expiry.",
  "address-limit":
    "The exchange takes no more requests from this account for now. Trading volume frees more.",
  "too-many-orders": "The account has as many open orders as the exchange allows. Cancel some there.",
  nonce: "It had no number to be signed under.",
  "not-approved": "The key may not trade for this account, or no longer. Check it under Accounts.",
  maintenance: "The exchange is under maintenance.",
  banned: "The exchange refuses requests from this connection.",
  other: "The exchange refused it for a reason that Pilotfish does not know.",
};

export function refusedBecause(reason: RefusalReason): string {
  return refused[reason];
}

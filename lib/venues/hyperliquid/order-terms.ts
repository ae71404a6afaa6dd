import type { DecimalString } from "../../model/decimal.ts";
import type { ClientOrderId } from "../../model/identity.ts";
import type { Side } from "../../model/leader.ts";

/** An order as the exchange is to have it. */
export interface OrderTerms {
  readonly clientOrderId: ClientOrderId;
  readonly side: Side;
  /** Coins. */
  readonly size: DecimalString;
  /** USD. */
  readonly limitPrice: DecimalString;
  readonly reduceOnly: boolean;
  /** USD; null for an immediate-or-cancel order, else a stop that becomes one when the mark passes it. */
  readonly triggerPrice: DecimalString | null;
}

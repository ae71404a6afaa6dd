import type { RejectReason } from "../model/order.ts";
import { BUSY_RETRY_MS, NO_DATA_RETRY_MS } from "./retry-pause.ts";

/**
 * How long growth waits before it is ordered again, ms, where the venue refused it for a state that passes by itself;
 * null where the same order would be refused again. Its limits (age, slippage, rate) hold meanwhile.
 */
export function pauseAfterRefusal(reason: RejectReason): number | null {
  switch (reason) {
    case "no-market-data":
    case "expired":
    case "reduce-only-would-increase":
      return NO_DATA_RETRY_MS;
    case "maintenance":
    case "address-limit":
      return BUSY_RETRY_MS;
    default:
      return null;
  }
}

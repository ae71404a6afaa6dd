import type { RejectReason } from "../../model/order.ts";
import { RefusalReason } from "../../model/refusal-reason.ts";
import { isGone, rejectReasonOf } from "./reject-reason.ts";

/**
 * The exchange's error texts to a stop or a setting that mean something else than to an order (docs, "Error responses";
 * texts marked * are seen in the wild and not documented). The first that fits counts.
 */
const TEXTS: readonly (readonly [RegExp, RefusalReason])[] = [
  [/invalid tp\/sl price/i, "trigger-not-valid"],
  [/with (an )?open position|position (is )?open/i, "position-open"], // *
  [/invalid leverage|isolated only|cross margin is not/i, "bad-leverage"], // *
];

/** Why a stop or a setting was refused, by the exchange's words; `other` for words that are not known. */
export function refusalReasonOf(words: string): RefusalReason {
  if (isGone(words)) return "replaced-gone";
  return TEXTS.find(([text]) => text.test(words))?.[1] ?? refusalReasonOfOrder(rejectReasonOf(words));
}

/** An order's reason as a stop's; `other` for one that no stop can have. */
export function refusalReasonOfOrder(reason: RejectReason): RefusalReason {
  const known = RefusalReason.safeParse(reason);
  return known.success ? known.data : "other";
}

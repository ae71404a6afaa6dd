import type { ForgoneReason } from "../model/forgone.ts";

/** Why growth is not bought: the reason, what was measured and what the limit is, where it has such figures. */
export interface Refusal {
  readonly reason: ForgoneReason;
  readonly measured: number | null;
  readonly limit: number | null;
}

export function because(
  reason: ForgoneReason,
  measured: number | null = null,
  limit: number | null = null,
): Refusal {
  return { reason, measured, limit };
}

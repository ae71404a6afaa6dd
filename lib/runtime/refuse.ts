import type { Refusal, Reply } from "../messages/protocol.ts";

/** A reply takes 500 characters; a longer one could not be read. */
const DETAIL_MAX = 400;

export type Refused = Extract<Reply, { ok: false }>;

export function refuse(refusal: Refusal, detail: string | null = null): Refused {
  return { ok: false, refusal, detail: detail?.slice(0, DETAIL_MAX) ?? null };
}

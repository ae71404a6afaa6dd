import type { Address, FollowId } from "../../lib/model/identity.ts";

/** What a card may ask for: what a hostile page may cause as well. A follow is resumed in the panel only. */
export type CardAction =
  | { readonly type: "start-paper-follow"; readonly address: Address }
  | { readonly type: "pause-follow"; readonly followId: FollowId }
  | { readonly type: "open-panel" };

/** Why an action was not carried out. `no-answer`: nobody replied, so nothing is known to have been done. */
export const CARD_REFUSALS = [
  "not-allowed-from-here",
  "not-understood",
  "too-often",
  "too-many-follows",
  "already-followed",
  "no-such-follow",
  "not-possible-now",
  "leader-unreadable",
  "leader-unknown",
  "halted",
  "account-stopped",
  "no-such-account",
  "real-money-not-agreed",
  "settings-refused",
  "halt-not-kept",
  "import-refused",
  "import-failed",
  "no-panel-here",
  "no-answer",
] as const;
export type CardRefusal = (typeof CARD_REFUSALS)[number];

export type CardAnswer = { readonly ok: true } | { readonly ok: false; readonly refusal: CardRefusal };

const NO_ANSWER: CardAnswer = { ok: false, refusal: "no-answer" };

/** The background's reply, checked by hand: zod would more than double the card. */
export function readAnswer(raw: unknown): CardAnswer {
  if (typeof raw !== "object" || raw === null || !("ok" in raw)) return NO_ANSWER;
  if (raw.ok === true) return { ok: true };
  const said = "refusal" in raw ? raw.refusal : null;
  const refusal = CARD_REFUSALS.find((known) => known === said);
  return refusal === undefined ? NO_ANSWER : { ok: false, refusal };
}

import { z } from "zod";
import { type DecimalString, Figure, decimalString } from "../../model/decimal.ts";
import type { Millis } from "../../model/identity.ts";
import type { PostOutcome } from "./ports.ts";

const Oid = z.number().int().positive();

/** What the exchange says of one order or cancel of an act (docs, "Place an order", "Cancel order(s)"). */
export type ActStatus =
  | { readonly said: "error"; readonly words: string }
  /** `totalSize`: coins, perhaps less than was ordered. */
  | { readonly said: "filled"; readonly totalSize: DecimalString; readonly oid: number }
  /** `cloid`: under which client order id, where it is told. */
  | { readonly said: "resting"; readonly cloid: string | null }
  /** success: of a cancel. */
  | { readonly said: "success" | "waitingForFill" | "waitingForTrigger" };

const WireStatus = z.union([
  z
    .object({ error: z.string().min(1) })
    .transform(({ error }): ActStatus => ({ said: "error", words: error })),
  z.object({ filled: z.object({ totalSz: Figure, oid: Oid }) }).transform(({ filled }): ActStatus => ({
    said: "filled",
    totalSize: decimalString(filled.totalSz),
    oid: filled.oid,
  })),
  z
    .object({ resting: z.object({ oid: Oid, cloid: z.string().nullish() }) })
    .transform(({ resting }): ActStatus => ({ said: "resting", cloid: resting.cloid ?? null })),
  z.enum(["success", "waitingForFill", "waitingForTrigger"]).transform((said): ActStatus => ({ said })),
]);

const WireAnswer = z.discriminatedUnion("status", [
  z.looseObject({
    status: z.literal("ok"),
    response: z.looseObject({
      type: z.string(),
      data: z.looseObject({ statuses: z.array(WireStatus) }).optional(),
    }),
  }),
  z.looseObject({ status: z.literal("err"), response: z.string() }),
]);

/** The `response` member of a `post` frame (docs, "Post requests"). */
const SocketAnswer = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("action"), payload: z.unknown() }),
  z.looseObject({ type: z.literal("error"), payload: z.string() }),
]);

/** What became of a signed act. */
export type ActAnswer =
  /** Carried out, or refused, as the status of its one order or cancel says. */
  | { readonly kind: "status"; readonly status: ActStatus; readonly handedAt: Millis }
  /** Carried out; there is no more to say of it. */
  | { readonly kind: "done"; readonly handedAt: Millis }
  /** The exchange said no to the whole act: nothing of it was carried out. */
  | { readonly kind: "refused"; readonly words: string; readonly handedAt: Millis }
  /** It surely never left. */
  | { readonly kind: "not-sent"; readonly words: string }
  /** Nobody knows. */
  | { readonly kind: "unknown"; readonly words: string };

/** Longest part of the exchange's own words that is kept. */
const MOST_WORDS = 400;
/** 4xx after which the request may have been carried out all the same, or by another way than this one. */
const UNDECIDED = new Set([408, 425, 429]);

/**
 * Reads what came of an act. Two refusals decide nothing: of its number and of its client order id as used before. A
 * browser's network stack sends a request again by itself when a kept connection breaks before the answer, and then
 * they answer the second copy of one that was carried out.
 */
export function readAnswer(outcome: PostOutcome, way: "socket" | "rest"): ActAnswer {
  if (outcome.kind === "lost") {
    return outcome.sent ? unknown(outcome.words) : { kind: "not-sent", words: cut(outcome.words) };
  }
  const { handedAt } = outcome;
  if (outcome.kind === "refused") return { kind: "refused", words: cut(outcome.words), handedAt };
  if (way === "rest") return readBody(outcome.body, handedAt);
  const frame = SocketAnswer.safeParse(outcome.body);
  if (!frame.success) return unknown("The answer has a form that is not known.");
  if (frame.data.type === "action") return readBody(frame.data.payload, handedAt);
  return readSocketError(frame.data.payload, handedAt);
}

function readBody(body: unknown, handedAt: Millis): ActAnswer {
  const parsed = WireAnswer.safeParse(body);
  if (!parsed.success) return unknown("The answer has a form that is not known.");
  if (parsed.data.status === "err") return refused(parsed.data.response, handedAt);
  const { data } = parsed.data.response;
  if (data === undefined) return { kind: "done", handedAt };
  const [status, ...more] = data.statuses;
  if (status === undefined || more.length > 0)
    return unknown("The answer is about another number of orders.");
  if (status.said === "error" && isAboutACopy(status.words)) return unknown(status.words);
  return { kind: "status", status, handedAt };
}

/** A failed `post` names an HTTP status at its beginning, as far as it is known: "422 Failed to deserialize …". */
function readSocketError(words: string, handedAt: Millis): ActAnswer {
  const status = Number(/^\s*(\d{3})\b/.exec(words)?.[1] ?? Number.NaN);
  const isRefusal = status >= 400 && status < 500 && !UNDECIDED.has(status);
  return isRefusal ? { kind: "refused", words: cut(words), handedAt } : unknown(words);
}

function refused(words: string, handedAt: Millis): ActAnswer {
  return isAboutACopy(words) ? unknown(words) : { kind: "refused", words: cut(words), handedAt };
}

function isAboutACopy(words: string): boolean {
  return /nonce|duplicate|cloid.*(already|used|exists)/i.test(words);
}

function unknown(words: string): ActAnswer {
  return { kind: "unknown", words: cut(words) };
}

function cut(words: string): string {
  return words.trim().slice(0, MOST_WORDS);
}

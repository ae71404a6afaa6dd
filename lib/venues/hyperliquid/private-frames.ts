import { z } from "zod";
import type { Address } from "../../model/identity.ts";
import { FillsMessage, FundingMessage, type WireFill } from "./account-answers.ts";

/** What a frame of an account's socket means. */
type PrivateFrame =
  | { readonly kind: "pong" }
  | { readonly kind: "post"; readonly data: unknown }
  | { readonly kind: "fills"; readonly isHistory: boolean; readonly rows: readonly WireFill[] }
  | { readonly kind: "fundings"; readonly message: z.infer<typeof FundingMessage> }
  | { readonly kind: "error"; readonly words: string }
  /** Something of the account that we cannot read, or that nobody can: what it said is lost. */
  | { readonly kind: "broken" }
  | { readonly kind: "irrelevant" };

const Frame = z.looseObject({ channel: z.string(), data: z.unknown().optional() });

/** Reads one frame; `text` is null for a frame that is not text. Never throws. */
export function readPrivateFrame(text: string | null, owner: Address): PrivateFrame {
  // The server greets some connections in plain text.
  if (text === "Websocket connection established.") return { kind: "irrelevant" };
  const frame = Frame.safeParse(jsonOf(text));
  if (!frame.success) return { kind: "broken" };
  const { channel, data } = frame.data;
  if (channel === "pong") return { kind: "pong" };
  if (channel === "post") return { kind: "post", data };
  if (channel === "error")
    return { kind: "error", words: typeof data === "string" ? data : JSON.stringify(data) };
  if (channel === "userFills") {
    const message = FillsMessage.safeParse(data);
    if (!message.success) return { kind: "broken" };
    if (message.data.user !== owner) return { kind: "irrelevant" };
    const isHistory = message.data.isSnapshot ?? false;
    // The history comes newest first, news oldest first.
    return {
      kind: "fills",
      isHistory,
      rows: isHistory ? message.data.fills.toReversed() : message.data.fills,
    };
  }
  if (channel === "userFundings") {
    const message = FundingMessage.safeParse(data);
    if (!message.success) return { kind: "broken" };
    return message.data.user === owner ? { kind: "fundings", message: message.data } : { kind: "irrelevant" };
  }
  return { kind: "irrelevant" };
}

function jsonOf(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

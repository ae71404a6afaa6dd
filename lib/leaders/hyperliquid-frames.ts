import { z } from "zod";
import { Address } from "../model/identity.ts";
import { parseAnswer } from "../model/parse-answer.ts";
import { Frame, SubscriptionEcho, UserFillsMessage } from "./hyperliquid-wire.ts";

/** What a frame of the socket means to a leader source. */
type LeaderFrame =
  | { readonly kind: "pong" }
  | { readonly kind: "subscribed"; readonly address: Address }
  | { readonly kind: "fills"; readonly address: Address; readonly isHistory: boolean; readonly rows: unknown }
  | { readonly kind: "error"; readonly words: string }
  /** A leader's message of unknown form. */
  | { readonly kind: "broken"; readonly address: Address; readonly detail: string }
  /** Not understood, and nobody knows whose it was. */
  | { readonly kind: "unreadable" }
  | { readonly kind: "irrelevant" };

const Owned = z.looseObject({ user: Address });

/** Reads one frame; `text` is null for a frame that is not text. Never throws. */
export function readFrame(text: string | null): LeaderFrame {
  // The server greets some connections in plain text.
  if (text === "Websocket connection established.") return { kind: "irrelevant" };
  const frame = Frame.safeParse(jsonOf(text));
  if (!frame.success) return { kind: "unreadable" };
  const { channel, data } = frame.data;
  if (channel === "pong") return { kind: "pong" };
  if (channel === "error")
    return { kind: "error", words: typeof data === "string" ? data : JSON.stringify(data) };
  if (channel === "userFills") return readFills(data);
  if (channel !== "subscriptionResponse") return { kind: "irrelevant" };
  const echo = SubscriptionEcho.safeParse(data);
  return echo.success && echo.data.method === "subscribe"
    ? { kind: "subscribed", address: echo.data.subscription.user }
    : { kind: "irrelevant" };
}

function readFills(data: unknown): LeaderFrame {
  const owned = Owned.safeParse(data);
  if (!owned.success) return { kind: "unreadable" };
  const address = owned.data.user;
  try {
    const message = parseAnswer(UserFillsMessage, data, "userFills");
    return { kind: "fills", address, isHistory: message.isSnapshot ?? false, rows: message.fills };
  } catch (error) {
    return { kind: "broken", address, detail: error instanceof Error ? error.message : String(error) };
  }
}

function jsonOf(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { z } from "zod";
import { FollowSettings } from "../model/follow.ts";
import { Address, FollowId } from "../model/identity.ts";

/**
 * Every message between contexts. `page` messages may come from a content script, that is: from a page that
 * may be hostile. They can look, pause, open a panel and start a paper follow with default settings, and
 * nothing else. `extension` messages are taken from the extension's own pages only (sender.ts).
 */
export const PageMessage = z.discriminatedUnion("type", [
  /** Injects the card into the sender's tab, once it shows a leader. */
  z.strictObject({ type: z.literal("show-card"), address: Address }),
  z.strictObject({ type: z.literal("start-paper-follow"), address: Address }),
  z.strictObject({ type: z.literal("pause-follow"), followId: FollowId }),
  z.strictObject({ type: z.literal("open-panel") }),
]);
export type PageMessage = z.infer<typeof PageMessage>;

export const ExtensionMessage = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("start-follow"), address: Address, settings: FollowSettings }),
  z.strictObject({ type: z.literal("edit-follow"), followId: FollowId, settings: FollowSettings }),
  z.strictObject({ type: z.literal("pause-follow"), followId: FollowId }),
  z.strictObject({ type: z.literal("resume-follow"), followId: FollowId }),
  z.strictObject({ type: z.literal("pause-all") }),
  z.strictObject({ type: z.literal("resume-all") }),
  z.strictObject({
    type: z.literal("stop-follow"),
    followId: FollowId,
    positions: z.enum(["close", "keep"]),
  }),
  z.strictObject({ type: z.literal("remove-follow"), followId: FollowId }),
  z.strictObject({ type: z.literal("reset-paper") }),
  /** Reconnects at once and takes a snapshot of every leader. */
  z.strictObject({ type: z.literal("try-now") }),
  /** Wakes the worker; answered when it has booted. */
  z.strictObject({ type: z.literal("wake") }),
]);
export type ExtensionMessage = z.infer<typeof ExtensionMessage>;

/** Why a message was not carried out. */
export const Refusal = z.enum([
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
  "no-panel-here",
]);
export type Refusal = z.infer<typeof Refusal>;

export const Reply = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), followId: FollowId.optional() }),
  z.object({ ok: z.literal(false), refusal: Refusal, detail: z.string().max(500).nullable() }),
]);
export type Reply = z.infer<typeof Reply>;

/** Name of the port on which a card asks for a leader and is told its CardView whenever it changes. */
export const CARD_PORT = "card";

/** The one thing a card says on its port. */
export const CardHello = z.strictObject({ address: Address });
export type CardHello = z.infer<typeof CardHello>;

import { z } from "zod";
import { AccountSettings } from "../model/account.ts";
import { DecimalString, decimal } from "../model/decimal.ts";
import { FollowSettings } from "../model/follow-settings.ts";
import { LeaderLook } from "../model/leader-look.ts";
import { Allocation } from "../model/sizing.ts";
import { AccountId, Address, ClientOrderId, FollowId, InstrumentId, LeaderId } from "../model/identity.ts";

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

/** Longest journal that a message takes: the browser carries up to 64 MiB. */
export const IMPORT_MAX_LENGTH = 60_000_000;

const notNegative = DecimalString.refine((text) => decimal(text).gte(0), "Not below 0.");

/** What the user agreed to: that real orders are sent, and for what allocation. */
const RealMoney = z.strictObject({ agreed: z.literal(true), allocation: Allocation });
export type RealMoney = z.infer<typeof RealMoney>;

/** What he agreed to when he changed a follow: that real orders are sent by these settings, all of them. */
const RealMoneyEdit = z.strictObject({ agreed: z.literal(true), settings: FollowSettings });
export type RealMoneyEdit = z.infer<typeof RealMoneyEdit>;

export const ExtensionMessage = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("start-follow"),
    address: Address,
    accountId: AccountId,
    settings: FollowSettings,
    /** Null on paper, needed otherwise. */
    realMoney: RealMoney.nullable(),
  }),
  /** Reads what a leader holds, for the form that would start a follow of him. */
  z.strictObject({ type: z.literal("look-at-leader"), address: Address }),
  z.strictObject({
    type: z.literal("edit-follow"),
    followId: FollowId,
    settings: FollowSettings,
    /** Needed where the follow may then risk more real money than before; null otherwise. */
    realMoney: RealMoneyEdit.nullable(),
  }),
  z.strictObject({ type: z.literal("pause-follow"), followId: FollowId }),
  z.strictObject({ type: z.literal("resume-follow"), followId: FollowId }),
  z.strictObject({ type: z.literal("pause-all") }),
  z.strictObject({ type: z.literal("resume-all") }),
  z.strictObject({
    type: z.literal("stop-follow"),
    followId: FollowId,
    positions: z.enum(["close", "leader-out", "keep"]),
  }),
  z.strictObject({ type: z.literal("remove-follow"), followId: FollowId }),
  z.strictObject({ type: z.literal("reset-paper") }),
  /** Nothing at all is sent any more. It works also while the engine does not. */
  z.strictObject({ type: z.literal("halt") }),
  z.strictObject({ type: z.literal("lift-halt") }),
  /** Stops every follow and closes what it holds; lifts a halt, because closing sends orders. */
  z.strictObject({ type: z.literal("close-all") }),
  z.strictObject({ type: z.literal("close-position"), followId: FollowId, instrument: InstrumentId }),
  z.strictObject({ type: z.literal("edit-account"), accountId: AccountId, settings: AccountSettings }),
  z.strictObject({ type: z.literal("reset-guard"), guardId: z.string().max(80) }),
  z.strictObject({ type: z.literal("dismiss-problem"), problemId: z.string().max(200) }),
  /** What became of an order, by the user's own look at the venue: coins filled (0 is none) and their price, USD. */
  z
    .strictObject({
      type: z.literal("settle-order"),
      clientOrderId: ClientOrderId,
      filled: notNegative,
      price: notNegative,
    })
    .refine(({ filled, price }) => decimal(filled).isZero() || decimal(price).gt(0), "A fill has a price."),
  z.strictObject({ type: z.literal("unfreeze"), accountId: AccountId, instrument: InstrumentId }),
  z.strictObject({ type: z.literal("clear-other-installation"), accountId: AccountId }),
  z.strictObject({ type: z.literal("release-equity-hold"), leaderId: LeaderId }),
  /** Puts an exported journal in the place of everything. */
  z.strictObject({ type: z.literal("import-journal"), text: z.string().max(IMPORT_MAX_LENGTH) }),
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
  /** A damaged row of the journal stops the account. */
  "account-stopped",
  "no-panel-here",
  /** The settings cannot work together; `detail` says which and why. */
  "settings-refused",
  /** The halt is in force, but could not be written down, so that it may not outlast a restart. */
  "halt-not-kept",
  /** The file cannot be taken; `detail` says in plain words what is wrong, and where. */
  "import-refused",
  /** The file is well, and the journal could not be read or written; `detail` has the browser's own words. */
  "import-failed",
  /** Real money needs the user's word for exactly this allocation, or this edit. */
  "real-money-not-agreed",
  "no-such-account",
]);
export type Refusal = z.infer<typeof Refusal>;

export const Reply = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    followId: FollowId.optional(),
    /** Of `look-at-leader`. */
    look: LeaderLook.optional(),
  }),
  z.object({ ok: z.literal(false), refusal: Refusal, detail: z.string().max(500).nullable() }),
]);
export type Reply = z.infer<typeof Reply>;

/** Name of the port on which a card asks for a leader and is told its CardView whenever it changes. */
export const CARD_PORT = "card";

/** The one thing a card says on its port. */
export const CardHello = z.strictObject({ address: Address });
export type CardHello = z.infer<typeof CardHello>;

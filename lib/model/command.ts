import { z } from "zod";
import { AccountSettings } from "./account.ts";
import { AccountKey } from "./account-key.ts";
import { DecimalString } from "./decimal.ts";
import { FollowSettings } from "./follow-settings.ts";
import { AccountId, ClientOrderId, FollowId, InstrumentId, LeaderId, Millis } from "./identity.ts";

const common = { at: Millis };

/** What the user tells the engine. Ids and times come in with the command. */
export const Command = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("follow"),
    ...common,
    followId: FollowId,
    leaderId: LeaderId,
    accountId: AccountId,
    settings: FollowSettings,
    startedFrom: z.enum(["page", "extension"]),
  }),
  z.object({ kind: z.literal("edit-follow"), ...common, followId: FollowId, settings: FollowSettings }),
  z.object({ kind: z.literal("pause"), ...common, followId: FollowId }),
  z.object({ kind: z.literal("resume"), ...common, followId: FollowId }),
  z.object({ kind: z.literal("pause-all"), ...common }),
  z.object({ kind: z.literal("resume-all"), ...common }),
  /**
   * `close` sells what the follow holds now; `leader-out` sells it as the leader sells, and buys nothing more; `keep`
   * leaves it in the account, to the user.
   */
  z.object({
    kind: z.literal("stop"),
    ...common,
    followId: FollowId,
    positions: z.enum(["close", "leader-out", "keep"]),
  }),
  /** Nothing at all is sent until `lift-halt`. */
  z.object({ kind: z.literal("halt"), ...common }),
  z.object({ kind: z.literal("lift-halt"), ...common }),
  /** Stops every follow and closes what it holds. Lifts a halt, because closing sends orders. */
  z.object({ kind: z.literal("close-all"), ...common }),
  /** Closes one position of a follow now. What it held is not bought again; later growth of the leader is. */
  z.object({ kind: z.literal("close-position"), ...common, followId: FollowId, instrument: InstrumentId }),
  /** An account whose key was audited and is in the vault. It mirrors nothing yet. One that is there gets the new key. */
  z.object({ kind: z.literal("add-account"), ...common, accountId: AccountId, key: AccountKey }),
  /** Forgets an account that mirrors nothing and holds nothing of ours; its history stays. */
  z.object({ kind: z.literal("remove-account"), ...common, accountId: AccountId }),
  z.object({ kind: z.literal("edit-account"), ...common, accountId: AccountId, settings: AccountSettings }),
  /** Lets the tripped exit rules of a follow or account (Guard's id) go, and counts from now on. */
  z.object({ kind: z.literal("reset-guard"), ...common, guardId: z.string().max(80) }),
  /** Puts a dismissible problem away. */
  z.object({ kind: z.literal("dismiss-problem"), ...common, problemId: z.string().max(200) }),
  /** The user looked at the venue himself and says what became of an unknown order. */
  z.object({
    kind: z.literal("settle-order"),
    ...common,
    clientOrderId: ClientOrderId,
    /** Coins that were filled, 0 for none, and their average price in USD. */
    filled: DecimalString,
    price: DecimalString,
  }),
  /** The user looked at an instrument that an impossible report froze: the account is read and trusted again. */
  z.object({ kind: z.literal("unfreeze"), ...common, accountId: AccountId, instrument: InstrumentId }),
  /** The user says that the other installation is gone. */
  z.object({ kind: z.literal("clear-other-installation"), ...common, accountId: AccountId }),
  /** Growth goes on although the leader's equity fell without a reason that we know. */
  z.object({ kind: z.literal("release-equity-hold"), ...common, leaderId: LeaderId }),
  /** Removes a stopped follow from the lists; its journal stays. */
  z.object({ kind: z.literal("remove"), ...common, followId: FollowId }),
  /** Ends all paper follows, forgets all paper positions, and starts again with the full balance. */
  z.object({ kind: z.literal("reset-paper"), ...common }),
]);
export type Command = z.infer<typeof Command>;

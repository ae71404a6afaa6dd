import { z } from "zod";
import { ExtensionMessage, PageMessage, type Refusal, type Reply } from "./protocol.ts";
import type { RateLimit } from "./rate-limit.ts";
import { type MessageSender, senderKind, type SenderRules } from "./sender.ts";
import { VaultMessage, type VaultReply } from "./vault-messages.ts";

export interface ReceiveRules extends SenderRules {
  /** Counts every message of a tab's page, understood or not. */
  readonly pageLimit: RateLimit;
}

export type Received =
  | { readonly kind: "page"; readonly message: PageMessage; readonly tabId: number }
  | { readonly kind: "extension"; readonly message: ExtensionMessage }
  | { readonly kind: "vault"; readonly message: VaultMessage }
  /** Refused in the form in which an answer to such a message is read. */
  | { readonly kind: "refused"; readonly reply: Extract<Reply | VaultReply, { ok: false }> };

/** What a message about keys calls itself, whatever else is in it. */
const VaultType = z.looseObject({ type: z.enum(VaultMessage.options.map(({ shape }) => shape.type.value)) });

/**
 * The one gate for `runtime.onMessage`: who sends decides which messages exist for him. Synchronous, so that
 * the click behind a message still counts as a user's act when its handler opens the side panel. Never throws
 * for anything that a message can carry.
 */
export function receive(raw: unknown, sender: MessageSender, rules: ReceiveRules): Received {
  const kind = senderKind(sender, rules);
  if (kind === "extension") {
    if (VaultType.safeParse(raw).success) return receiveVault(raw);
    const parsed = ExtensionMessage.safeParse(raw);
    return parsed.success ? { kind, message: parsed.data } : refused("not-understood");
  }
  const tabId = sender.tab?.id;
  if (kind === "refused" || tabId === undefined) return refused("not-allowed-from-here");
  if (!rules.pageLimit.take(tabId)) return refused("too-often");
  const parsed = PageMessage.safeParse(raw);
  if (parsed.success) return { kind: "page", message: parsed.data, tabId };
  const foreign = ExtensionMessage.safeParse(raw).success || VaultMessage.safeParse(raw).success;
  return refused(foreign ? "not-allowed-from-here" : "not-understood");
}

function receiveVault(raw: unknown): Received {
  const parsed = VaultMessage.safeParse(raw);
  if (parsed.success) return { kind: "vault", message: parsed.data };
  return {
    kind: "refused",
    reply: { ok: false, refusal: "not-understood", finding: null, detail: null },
  };
}

function refused(refusal: Refusal): Received {
  return { kind: "refused", reply: { ok: false, refusal, detail: null } };
}

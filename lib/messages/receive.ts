import { ExtensionMessage, PageMessage, type Refusal, type Reply } from "./protocol.ts";
import type { RateLimit } from "./rate-limit.ts";
import { type MessageSender, senderKind, type SenderRules } from "./sender.ts";

export interface ReceiveRules extends SenderRules {
  /** Counts every message of a tab's page, understood or not. */
  readonly pageLimit: RateLimit;
}

export type Received =
  | { readonly kind: "page"; readonly message: PageMessage; readonly tabId: number }
  | { readonly kind: "extension"; readonly message: ExtensionMessage }
  | { readonly kind: "refused"; readonly reply: Extract<Reply, { ok: false }> };

/**
 * The one gate for `runtime.onMessage`: who sends decides which messages exist for him. Synchronous, so that
 * the click behind a message still counts as a user's act when its handler opens the side panel. Never throws
 * for anything that a message can carry.
 */
export function receive(raw: unknown, sender: MessageSender, rules: ReceiveRules): Received {
  const kind = senderKind(sender, rules);
  if (kind === "extension") {
    const parsed = ExtensionMessage.safeParse(raw);
    return parsed.success ? { kind, message: parsed.data } : refused("not-understood");
  }
  const tabId = sender.tab?.id;
  if (kind === "refused" || tabId === undefined) return refused("not-allowed-from-here");
  if (!rules.pageLimit.take(tabId)) return refused("too-often");
  const parsed = PageMessage.safeParse(raw);
  if (parsed.success) return { kind: "page", message: parsed.data, tabId };
  return refused(ExtensionMessage.safeParse(raw).success ? "not-allowed-from-here" : "not-understood");
}

function refused(refusal: Refusal): Received {
  return { kind: "refused", reply: { ok: false, refusal, detail: null } };
}

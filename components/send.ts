import { browser } from "wxt/browser";
import type { ExtensionMessage } from "../lib/messages/protocol.ts";
import { Reply } from "../lib/messages/protocol.ts";
import type { VaultMessage } from "../lib/messages/vault-messages.ts";
import { VaultRefusal, VaultReply } from "../lib/messages/vault-messages.ts";

/** How long the worker may take, ms; waking and booting it is in there. */
export const ANSWER_WITHIN_MS = 10_000;
/** A whole journal takes longer to check and to write, ms. */
const IMPORT_WITHIN_MS = 120_000;
/** A passphrase is stretched on purpose, twice where it is changed, and an audit asks the exchange, ms. */
const VAULT_WITHIN_MS = 60_000;

/** The worker gave no answer that can be read, in time. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
}

/** Asks the worker. Rejects with NoAnswerError without an answer in time, or with one that `read` throws on. */
async function ask<T>(message: object, within: number, read: (answer: unknown) => T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NoAnswerError("no answer in time")), within);
  });
  try {
    const answer: unknown = await Promise.race([browser.runtime.sendMessage(message), late]);
    return read(answer);
  } catch (error) {
    if (error instanceof NoAnswerError) throw error;
    throw new NoAnswerError("no readable answer", { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Sends a command to the background worker and gives its reply. Rejects with NoAnswerError when the worker
 * cannot be reached, answers something unreadable, or takes longer than ANSWER_WITHIN_MS (an import: IMPORT_WITHIN_MS).
 */
export async function send(message: ExtensionMessage): Promise<Reply> {
  const within = message.type === "import-journal" ? IMPORT_WITHIN_MS : ANSWER_WITHIN_MS;
  return ask(message, within, (answer) => Reply.parse(answer));
}

/**
 * Sends a message about keys. Rejects with NoAnswerError like `send`, after VAULT_WITHIN_MS. Nothing of the message is
 * kept here, nor in an error.
 */
export async function sendToVault(message: VaultMessage): Promise<VaultReply> {
  return ask(message, VAULT_WITHIN_MS, readVaultReply);
}

/** The gate refuses what it does not take with a reply that knows no findings. */
function readVaultReply(answer: unknown): VaultReply {
  const parsed = VaultReply.safeParse(answer);
  if (parsed.success) return parsed.data;
  const reply = Reply.parse(answer);
  if (reply.ok) return { ok: true };
  const refusal = VaultRefusal.safeParse(reply.refusal);
  return {
    ok: false,
    refusal: refusal.success ? refusal.data : "not-possible-now",
    finding: null,
    detail: reply.detail,
  };
}

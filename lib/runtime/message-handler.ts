import type { Browser } from "wxt/browser";
import { JournalFileError } from "../journal/export/journal-file.ts";
import { type Address, leaderIdOf } from "../model/identity.ts";
import { JournalError } from "../model/journal-change.ts";
import type { Refusal, Reply } from "../messages/protocol.ts";
import { receive } from "../messages/receive.ts";
import type { VaultReply } from "../messages/vault-messages.ts";
import type { Background } from "./background.ts";
import type { CommandMessage } from "./command-of.ts";
import { CARDS_ASK_TOO_MUCH } from "./guest-ask.ts";
import { haltAll, liftHalt } from "./halt-all.ts";
import { injectCard } from "./inject-card.ts";
import { openSidePanel } from "./side-panel.ts";

type Sender = Browser.runtime.MessageSender;

/** A reply takes 500 characters; a longer one could not be read. */
const DETAIL_MAX = 400;

const refuse = (refusal: Refusal, detail: string | null = null): Extract<Reply, { ok: false }> => ({
  ok: false,
  refusal,
  detail: detail?.slice(0, DETAIL_MAX) ?? null,
});

/** A message that could not be carried out for a reason nobody foresaw: nothing was changed. */
export function failedReply(error: unknown): Reply {
  console.error("Pilotfish: a message could not be carried out.", error);
  return refuse("not-possible-now", error instanceof Error ? error.message : String(error));
}

/** The one gate for messages. Every message gets a reply. */
export function onMessage(background: Background, raw: unknown, sender: Sender): Promise<Reply | VaultReply> {
  const received = receive(raw, sender, background.rules);
  if (received.kind === "refused") return Promise.resolve(received.reply);
  if (received.kind === "page") {
    const { message, tabId } = received;
    switch (message.type) {
      case "open-panel":
        // Without an await before it: the browser opens a panel only while the click still counts.
        return openSidePanel(sender.tab?.windowId ?? null);
      case "show-card":
        return injectCard(tabId, sender.documentId);
      case "start-paper-follow":
      case "pause-follow":
        return carryOut(background, message);
    }
  }
  if (received.kind === "vault") return background.vault.take(received.message);
  const { message } = received;
  if (message.type === "wake" || message.type === "try-now") return wake(background, message.type);
  if (message.type === "import-journal") return takeFile(background, message.text);
  return carryOut(background, message);
}

export async function takeFile(background: Pick<Background, "importJournal">, text: string): Promise<Reply> {
  try {
    await background.importJournal(text);
    return { ok: true };
  } catch (error) {
    if (error instanceof JournalFileError) return refuse("import-refused", error.message);
    if (error instanceof JournalError) return refuse("import-failed", error.message);
    throw error;
  }
}

/** Nothing is started on an address that the exchange does not know, or on one that cannot be read now. */
async function readTrouble(
  background: Background,
  address: Address,
): Promise<Extract<Reply, { ok: false }> | null> {
  const shell = await background.shell();
  if (shell.halted !== null) return refuse("halted");
  try {
    const { role } = await shell.read(leaderIdOf(address));
    return role === "unknown" ? refuse("leader-unknown") : null;
  } catch (error) {
    return refuse("leader-unreadable", error instanceof Error ? error.message : null);
  }
}

async function wake(background: Background, type: "wake" | "try-now"): Promise<Reply> {
  const shell = await background.shell();
  if (type === "try-now") shell.tryNow();
  return shell.halted === null
    ? { ok: true }
    : refuse("halted", `${shell.halted.problem}: ${shell.halted.message}`);
}

async function carryOut(background: Background, message: CommandMessage): Promise<Reply> {
  if (message.type === "start-follow" || message.type === "start-paper-follow") {
    const trouble = await readTrouble(background, message.address);
    // The cards' budget is no reason to refuse what the user asks for himself.
    const byUser = message.type === "start-follow" && trouble?.detail === CARDS_ASK_TOO_MUCH;
    if (trouble !== null && !byUser) return trouble;
  }
  if (message.type === "halt") return haltAll(background, Date.now());
  const lifts = message.type === "lift-halt" || message.type === "close-all";
  const result = await (lifts ? liftHalt(background, message, Date.now()) : background.command(message));
  if ("refusal" in result) return refuse(result.refusal, result.detail ?? null);
  return result.followId === null ? { ok: true } : { ok: true, followId: result.followId };
}

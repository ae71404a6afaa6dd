import type { Browser } from "wxt/browser";
import { JournalFileError } from "../journal/export/journal-file.ts";
import { JournalError } from "../model/journal-change.ts";
import type { Reply } from "../messages/protocol.ts";
import { receive } from "../messages/receive.ts";
import type { VaultReply } from "../messages/vault-messages.ts";
import type { Background } from "./background.ts";
import type { CommandMessage } from "./command-of.ts";
import { CARDS_ASK_TOO_MUCH } from "./guest-ask.ts";
import { haltAll, liftHalt } from "./halt-all.ts";
import { injectCard } from "./inject-card.ts";
import { lookAtLeader, readLeader } from "./look-at-leader.ts";
import { refuse } from "./refuse.ts";
import { openSidePanel } from "./side-panel.ts";

type Sender = Browser.runtime.MessageSender;

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
  if (message.type === "look-at-leader")
    return background.shell().then((shell) => lookAtLeader(shell, message.address));
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

async function wake(background: Background, type: "wake" | "try-now"): Promise<Reply> {
  const shell = await background.shell();
  if (type === "try-now") shell.tryNow();
  return shell.halted === null
    ? { ok: true }
    : refuse("halted", `${shell.halted.problem}: ${shell.halted.message}`);
}

async function carryOut(background: Background, message: CommandMessage): Promise<Reply> {
  if (message.type === "start-follow" || message.type === "start-paper-follow") {
    // Nothing is started on an address that the exchange does not know, or on one that cannot be read now.
    const read = await readLeader(await background.shell(), message.address);
    // The cards' budget is no reason to refuse what the user asks for himself.
    const byUser = message.type === "start-follow" && "ok" in read && read.detail === CARDS_ASK_TOO_MUCH;
    if ("ok" in read && !byUser) return read;
  }
  if (message.type === "halt") return haltAll(background, Date.now());
  const lifts = message.type === "lift-halt" || message.type === "close-all";
  const result = await (lifts ? liftHalt(background, message, Date.now()) : background.command(message));
  if ("refusal" in result) return refuse(result.refusal, result.detail ?? null);
  return result.followId === null ? { ok: true } : { ok: true, followId: result.followId };
}

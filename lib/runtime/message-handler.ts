import type { Browser } from "wxt/browser";
import type { Refusal, Reply } from "../messages/protocol.ts";
import { receive } from "../messages/receive.ts";
import type { Background } from "./background.ts";
import type { CommandMessage } from "./command-of.ts";
import { injectCard } from "./inject-card.ts";
import { openSidePanel } from "./side-panel.ts";

type Sender = Browser.runtime.MessageSender;

const refuse = (refusal: Refusal, detail: string | null = null): Reply => ({ ok: false, refusal, detail });

/** A message that could not be carried out for a reason nobody foresaw: nothing was changed. */
export function failedReply(error: unknown): Reply {
  console.error("Pilotfish: a message could not be carried out.", error);
  return refuse("not-possible-now", (error instanceof Error ? error.message : String(error)).slice(0, 400));
}

/** The one gate for messages. Every message gets a reply. */
export function onMessage(background: Background, raw: unknown, sender: Sender): Promise<Reply> {
  const received = receive(raw, sender, background.rules);
  if (received.kind === "refused") return Promise.resolve(received.reply);
  if (received.kind === "page") {
    const { message, tabId } = received;
    switch (message.type) {
      case "open-panel":
        // Without an await before it: the browser opens a panel only while the click still counts.
        return openSidePanel(sender.tab?.windowId ?? null);
      case "show-card":
        return injectCard(tabId);
      case "start-paper-follow":
      case "pause-follow":
        return carryOut(background, message);
    }
  }
  const { message } = received;
  if (message.type === "wake" || message.type === "try-now") return wake(background, message.type);
  return carryOut(background, message);
}

async function wake(background: Background, type: "wake" | "try-now"): Promise<Reply> {
  const shell = await background.shell();
  if (type === "try-now") shell.tryNow();
  return shell.halted === null
    ? { ok: true }
    : refuse("halted", `${shell.halted.problem}: ${shell.halted.message}`);
}

async function carryOut(background: Background, message: CommandMessage): Promise<Reply> {
  const result = await background.command(message);
  if ("refusal" in result) return refuse(result.refusal);
  return result.followId === null ? { ok: true } : { ok: true, followId: result.followId };
}

import { browser } from "wxt/browser";
import { defineBackground } from "wxt/utils/define-background";
import { CARD_PORT } from "../lib/messages/protocol.ts";
import { type Background, startBackground } from "../lib/runtime/background.ts";
import { connectCard } from "../lib/runtime/card-ports.ts";
import { haltAll } from "../lib/runtime/halt-all.ts";
import { showToolbarState } from "../lib/runtime/toolbar-icon.ts";
import { failedReply, onMessage } from "../lib/runtime/message-handler.ts";
import { openFromNotification } from "../lib/runtime/notify-locked.ts";

/** The keyboard has no place for words: a pause that could not be kept shows in the icon. */
function pauseAll(background: Background): void {
  background.command({ type: "pause-all" }).catch((error: unknown) => {
    console.error("Pilotfish could not pause.", error);
    showToolbarState("error");
  });
}

/** Nor for a halt; one that is in force shows in the icon as well. */
async function halt(background: Background): Promise<void> {
  showToolbarState("error");
  const reply = await haltAll(background, Date.now());
  if (!reply.ok) console.error("Pilotfish could not write the halt down.", reply.detail);
}

/**
 * Listeners are registered synchronously, or the browser would not wake a stopped worker for them. Each of
 * them boots the shell if this life has not done so yet.
 */
export default defineBackground({
  type: "module",
  main() {
    const background = startBackground();
    browser.runtime.onMessage.addListener((raw: unknown, sender, sendResponse) => {
      onMessage(background, raw, sender)
        .catch((error: unknown) => failedReply(error))
        .then(sendResponse)
        .catch((error: unknown) => console.warn("Pilotfish: nobody took the reply.", error));
      // The reply comes later.
      return true;
    });
    browser.runtime.onConnect.addListener((port) => {
      if (port.name === CARD_PORT) connectCard(background, port);
    });
    browser.alarms.onAlarm.addListener(() => background.wake());
    browser.runtime.onStartup.addListener(() => background.wake());
    browser.runtime.onInstalled.addListener(() => background.wake());
    browser.commands.onCommand.addListener((command) => {
      if (command === "pause-all") pauseAll(background);
      if (command === "halt") void halt(background);
    });
    browser.notifications.onClicked.addListener((id) => {
      openFromNotification(id).catch((error: unknown) => {
        console.warn("Pilotfish could not open the accounts page.", error);
      });
    });
    background.wake();
  },
});

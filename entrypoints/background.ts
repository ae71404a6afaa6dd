import { browser } from "wxt/browser";
import { defineBackground } from "wxt/utils/define-background";
import { CARD_PORT } from "../lib/messages/protocol.ts";
import { startBackground } from "../lib/runtime/background.ts";
import { connectCard } from "../lib/runtime/card-ports.ts";
import { onMessage } from "../lib/runtime/message-handler.ts";

/**
 * Listeners are registered synchronously, or the browser would not wake a stopped worker for them. Each of
 * them boots the shell if this life has not done so yet.
 */
export default defineBackground({
  type: "module",
  main() {
    const background = startBackground();
    browser.runtime.onMessage.addListener((raw, sender) => onMessage(background, raw, sender));
    browser.runtime.onConnect.addListener((port) => {
      if (port.name === CARD_PORT) connectCard(background, port);
    });
    browser.alarms.onAlarm.addListener(() => background.wake());
    browser.runtime.onStartup.addListener(() => background.wake());
    browser.runtime.onInstalled.addListener(() => background.wake());
    browser.commands.onCommand.addListener((command) => {
      if (command === "pause-all") void background.command({ type: "pause-all" });
    });
    background.wake();
  },
});

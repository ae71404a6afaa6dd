import { browser } from "wxt/browser";
import type { SessionNotes } from "./real-account-ports.ts";

const TOLD = "vaultLockedTold";
const ID = "vault-locked";

/**
 * Shows a notification, once per browser session, that accounts with real money wait for the vault. How often a worker
 * is restarted meanwhile makes no difference.
 */
export async function notifyLocked(session: SessionNotes): Promise<void> {
  if ((await session.get(TOLD)) === true) return;
  await browser.notifications.create(ID, {
    type: "basic",
    iconUrl: browser.runtime.getURL("/icon/error-128.png"),
    title: browser.i18n.getMessage("vaultLockedTitle"),
    message: browser.i18n.getMessage("vaultLockedBody"),
  });
  await session.set(TOLD, true);
}

/** A click on it leads to where the vault is unlocked, and has done its work then. */
export async function openFromNotification(id: string): Promise<void> {
  if (id !== ID) return;
  await browser.runtime.openOptionsPage();
  await browser.notifications.clear(ID);
}

import { browser } from "wxt/browser";

/** Opens the page of the accounts in a tab. Rejects when the browser refuses. */
export async function openOptions(): Promise<void> {
  return browser.runtime.openOptionsPage();
}

import { browser } from "wxt/browser";

/** Firefox's counterpart of the side panel; other browsers do not have it. */
interface SidebarAction {
  readonly sidebarAction?: { open(): Promise<void> };
}

/**
 * Opens the side panel. Must be called directly in a click handler, before any await: the browser opens it
 * only on a user's act. `windowId` was asked for earlier for the same reason; null is not known yet.
 * Rejects when this browser has no panel or refuses.
 */
export async function openPanel(windowId: number | null): Promise<void> {
  const firefox: SidebarAction = browser as SidebarAction;
  if (firefox.sidebarAction !== undefined) return firefox.sidebarAction.open();
  if (windowId === null) throw new Error("the window is not known yet");
  return browser.sidePanel.open({ windowId });
}

/** The window that this surface belongs to. */
export async function currentWindowId(): Promise<number | null> {
  return (await browser.windows.getCurrent()).id ?? null;
}

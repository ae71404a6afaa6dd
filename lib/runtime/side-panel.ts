import { browser } from "wxt/browser";
import type { Reply } from "../messages/protocol.ts";

interface SidebarAction {
  readonly sidebarAction?: { open(): Promise<void> };
}

/**
 * Opens the side panel in the window of the click. Chrome keeps a page's click valid in the handler of the
 * message that it sends, as long as nothing is awaited before (tried in Chromium 156).
 */
export async function openSidePanel(windowId: number | null): Promise<Reply> {
  try {
    const { sidebarAction }: SidebarAction = browser as SidebarAction;
    if (sidebarAction !== undefined) await sidebarAction.open();
    else if (windowId === null) return { ok: false, refusal: "no-panel-here", detail: null };
    else await browser.sidePanel.open({ windowId });
    return { ok: true };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, refusal: "no-panel-here", detail: detail.slice(0, 400) };
  }
}

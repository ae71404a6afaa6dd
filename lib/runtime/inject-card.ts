import { browser } from "wxt/browser";
import type { Reply } from "../messages/protocol.ts";

/** Puts the card's script into a tab that shows a leader. It is large, so no other page gets it. */
export async function injectCard(tabId: number): Promise<Reply> {
  try {
    await browser.scripting.executeScript({ target: { tabId }, files: ["/content-scripts/card.js"] });
    return { ok: true };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, refusal: "not-possible-now", detail: detail.slice(0, 400) };
  }
}

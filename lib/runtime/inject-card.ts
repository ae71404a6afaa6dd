import { browser } from "wxt/browser";
import type { Reply } from "../messages/protocol.ts";

/**
 * Puts the card's script into the document that asked for it: it is large, so no other page gets it. The tab
 * may have gone elsewhere since; where the browser does not tell the document, its tab has to do.
 */
export async function injectCard(tabId: number, documentId: string | undefined): Promise<Reply> {
  try {
    await browser.scripting.executeScript({
      target: documentId === undefined ? { tabId } : { tabId, documentIds: [documentId] },
      files: ["/content-scripts/card.js"],
    });
    return { ok: true };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, refusal: "not-possible-now", detail: detail.slice(0, 400) };
  }
}

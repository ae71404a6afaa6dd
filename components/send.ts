import { browser } from "wxt/browser";
import type { ExtensionMessage } from "../lib/messages/protocol.ts";
import { Reply } from "../lib/messages/protocol.ts";

/** How long the worker may take, ms; waking and booting it is in there. */
export const ANSWER_WITHIN_MS = 10_000;
/** A whole journal takes longer to check and to write, ms. */
const IMPORT_WITHIN_MS = 120_000;

/** The worker gave no answer that can be read, in time. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
}

/**
 * Sends a command to the background worker and gives its reply. Rejects with NoAnswerError when the worker
 * cannot be reached, answers something unreadable, or takes longer than ANSWER_WITHIN_MS (an import: IMPORT_WITHIN_MS).
 */
export async function send(message: ExtensionMessage): Promise<Reply> {
  const within = message.type === "import-journal" ? IMPORT_WITHIN_MS : ANSWER_WITHIN_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NoAnswerError("no answer in time")), within);
  });
  try {
    const answer: unknown = await Promise.race([browser.runtime.sendMessage(message), late]);
    return Reply.parse(answer);
  } catch (error) {
    if (error instanceof NoAnswerError) throw error;
    throw new NoAnswerError("no readable answer", { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

import { setTimeout as wait } from "node:timers/promises";
import type { ExtensionBrowser } from "../browser/extension-browser.ts";

/** Does something every second until Ctrl-C, the system's word, or the browser's end. */
export async function everySecond(browser: ExtensionBrowser, act: () => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  const end = (): void => controller.abort();
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  browser.context.once("close", end);
  while (!signal.aborted) {
    try {
      await act();
      await wait(1_000, undefined, { signal });
    } catch (error) {
      // What was under way when the end came fails, and need not be told.
      if (!signal.aborted) throw error;
    }
  }
}

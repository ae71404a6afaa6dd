import { browser } from "wxt/browser";
import type { ToolbarState } from "./toolbar-state.ts";

/** Their messages in public/_locales. */
const TITLES = { active: "toolbarActive", paused: "toolbarPaused", error: "toolbarError" } as const;

let shown: ToolbarState | null = null;

/** Only real positions get a count on the icon, and there are none yet. */
export function showToolbarState(state: ToolbarState): void {
  if (state === shown) return;
  shown = state;
  const path = Object.fromEntries([16, 32, 48, 128].map((size) => [size, `/icon/${state}-${size}.png`]));
  const failed = (error: unknown): void => console.warn("Pilotfish: the icon could not be set.", error);
  browser.action.setIcon({ path }).catch(failed);
  browser.action.setTitle({ title: browser.i18n.getMessage(TITLES[state]) }).catch(failed);
}

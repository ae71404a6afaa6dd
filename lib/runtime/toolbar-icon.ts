import { browser } from "wxt/browser";
import type { ToolbarState } from "./toolbar-state.ts";

const TITLES: Record<ToolbarState, string> = {
  active: "Pilotfish",
  paused: "Pilotfish: paused, nothing new is copied",
  error: "Pilotfish: something needs a look",
};

let shown: ToolbarState | null = null;

/** Only real positions get a count on the icon, and there are none yet. */
export function showToolbarState(state: ToolbarState): void {
  if (state === shown) return;
  shown = state;
  const path = Object.fromEntries([16, 32, 48, 128].map((size) => [size, `/icon/${state}-${size}.png`]));
  const failed = (error: unknown): void => console.warn("Pilotfish: the icon could not be set.", error);
  browser.action.setIcon({ path }).catch(failed);
  browser.action.setTitle({ title: TITLES[state] }).catch(failed);
}

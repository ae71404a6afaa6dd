import { browser } from "wxt/browser";
import type { ToolbarState } from "./toolbar-state.ts";

/** Their messages in public/_locales. */
const TITLES = { active: "toolbarActive", paused: "toolbarPaused", error: "toolbarError" } as const;

let shown: ToolbarState | null = null;
let counted = 0;

/** Real money is drawn in ink. */
const INK = { back: "#121920", text: "#ffffff" } as const;

const failed = (error: unknown): void => console.warn("Pilotfish: the icon could not be set.", error);

export function showToolbarState(state: ToolbarState): void {
  if (state === shown) return;
  shown = state;
  const path = Object.fromEntries([16, 32, 48, 128].map((size) => [size, `/icon/${state}-${size}.png`]));
  browser.action.setIcon({ path }).catch(failed);
  browser.action.setTitle({ title: browser.i18n.getMessage(TITLES[state]) }).catch(failed);
}

/** Only positions with real money get a count on the icon; none is no count. */
export function showRealPositions(count: number): void {
  if (count === counted) return;
  counted = count;
  browser.action.setBadgeBackgroundColor({ color: INK.back }).catch(failed);
  browser.action.setBadgeTextColor({ color: INK.text }).catch(failed);
  browser.action.setBadgeText({ text: count === 0 ? "" : String(count) }).catch(failed);
}

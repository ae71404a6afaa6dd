import { browser } from "wxt/browser";
import type { ToolbarState } from "./toolbar-state.ts";

/** Their messages in public/_locales. */
const TITLES = {
  active: "toolbarActive",
  paused: "toolbarPaused",
  error: "toolbarError",
  locked: "toolbarLocked",
} as const;

let shown: ToolbarState | null = null;
let counted = 0;

/** Real money is drawn in ink. */
const INK = { back: "#121920", text: "#ffffff" } as const;

const failed = (error: unknown): void => console.warn("Pilotfish: the icon could not be set.", error);

export function showToolbarState(state: ToolbarState): void {
  if (state === shown) return;
  shown = state;
  const picture = state === "locked" ? "error" : state;
  const path = Object.fromEntries([16, 32, 48, 128].map((size) => [size, `/icon/${picture}-${size}.png`]));
  browser.action.setIcon({ path }).catch(failed);
  browser.action.setTitle({ title: browser.i18n.getMessage(TITLES[state]) }).catch(failed);
  showBadge();
}

/** Only positions with real money get a count on the icon; none is no count. */
export function showRealPositions(count: number): void {
  if (count === counted) return;
  counted = count;
  browser.action.setBadgeBackgroundColor({ color: INK.back }).catch(failed);
  browser.action.setBadgeTextColor({ color: INK.text }).catch(failed);
  showBadge();
}

/** That they wait for the vault is more urgent than how many they are. */
function showBadge(): void {
  const text = counted === 0 ? "" : String(counted);
  browser.action.setBadgeText({ text: shown === "locked" ? "!" : text }).catch(failed);
}

import { vi } from "vitest";

/** What the components use of the extension's `browser`; each test says how the worker answers. */
export const sendMessage = vi.fn<(message: unknown) => Promise<unknown>>();
export const openSidePanel = vi.fn<(options: { windowId: number }) => Promise<void>>();

export const openOptionsPage = vi.fn<() => Promise<void>>();

export const browser = {
  runtime: { sendMessage, openOptionsPage, getManifest: () => ({ version: "0.1.0" }) },
  commands: {
    getAll: () =>
      Promise.resolve([
        { name: "pause-all", shortcut: "Alt+Shift+H" },
        { name: "halt", shortcut: "" },
      ]),
  },
  windows: { getCurrent: () => Promise.resolve({ id: 7 }) },
  sidePanel: { open: openSidePanel },
  power: {} as object | undefined,
};

/** Forgets earlier calls, and lets the worker answer everything with a plain yes. */
export function resetBrowser(): void {
  browser.power = {};
  sendMessage.mockReset().mockResolvedValue({ ok: true });
  openSidePanel.mockReset().mockResolvedValue(undefined);
  openOptionsPage.mockReset().mockResolvedValue(undefined);
}

/** The messages sent, without those that only wake the worker or look at a leader. */
export function commandsSent(): unknown[] {
  return sendMessage.mock.calls
    .map(([message]) => message)
    .filter((message) => !/^{"type":"(wake|look-at-leader)"/.test(JSON.stringify(message)));
}

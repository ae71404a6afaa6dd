import { beforeEach, expect, it, vi } from "vitest";
import { notifyLocked, openFromNotification } from "../../lib/runtime/notify-locked.ts";

const { create, clear, openOptionsPage } = vi.hoisted(() => ({
  create: vi.fn<(id: string, options: object) => Promise<string>>(),
  clear: vi.fn<(id: string) => Promise<boolean>>(),
  openOptionsPage: vi.fn<() => Promise<void>>(),
}));
vi.mock("wxt/browser", () => ({
  browser: {
    notifications: { create, clear },
    runtime: { getURL: (path: string) => `chrome-extension://pilotfish${path}`, openOptionsPage },
    i18n: { getMessage: (name: string) => name },
  },
}));

function session() {
  const notes = new Map<string, unknown>();
  return {
    get: async (key: string) => notes.get(key),
    set: async (key: string, value: unknown) => void notes.set(key, value),
  };
}

beforeEach(() => {
  create.mockReset();
  create.mockResolvedValue("vault-locked");
  clear.mockReset();
  clear.mockResolvedValue(true);
  openOptionsPage.mockReset();
  openOptionsPage.mockResolvedValue(undefined);
});

it("shows one notification in a browser session, however many lives and accounts ask for it", async () => {
  const one = session();
  await notifyLocked(one);
  await notifyLocked(one);
  expect(create).toHaveBeenCalledTimes(1);
  expect(create).toHaveBeenCalledWith("vault-locked", {
    type: "basic",
    iconUrl: "chrome-extension://pilotfish/icon/error-128.png",
    title: "vaultLockedTitle",
    message: "vaultLockedBody",
  });
  await notifyLocked(session());
  expect(create).toHaveBeenCalledTimes(2);
});

it("one that could not be shown is tried again by the next life", async () => {
  const one = session();
  create.mockRejectedValueOnce(new Error("no notifications here"));
  await expect(notifyLocked(one)).rejects.toThrow("no notifications");
  await notifyLocked(one);
  expect(create).toHaveBeenCalledTimes(2);
});

it("a click on it opens the accounts page and takes it away; one on another does nothing", async () => {
  await openFromNotification("another");
  expect(openOptionsPage).not.toHaveBeenCalled();
  await openFromNotification("vault-locked");
  expect(openOptionsPage).toHaveBeenCalledOnce();
  expect(clear).toHaveBeenCalledWith("vault-locked");
});

it("stays where the page could not be opened", async () => {
  openOptionsPage.mockRejectedValueOnce(new Error("no window"));
  await expect(openFromNotification("vault-locked")).rejects.toThrow("no window");
  expect(clear).not.toHaveBeenCalled();
});

import { beforeEach, expect, it, vi } from "vitest";
import { notifyLocked } from "../../lib/runtime/notify-locked.ts";

const create = vi.hoisted(() => vi.fn<(id: string, options: object) => Promise<string>>());
vi.mock("wxt/browser", () => ({
  browser: {
    notifications: { create },
    runtime: { getURL: (path: string) => `chrome-extension://pilotfish${path}` },
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

import type { Browser } from "wxt/browser";
import type { SessionStore } from "../vault/session-store.ts";

type Area = Pick<Browser.storage.SessionStorageArea, "get" | "set" | "remove"> & {
  readonly setAccessLevel?: Browser.storage.SessionStorageArea["setAccessLevel"];
};

/** `browser.storage.session`: gone with the browser, and for the extension's own contexts alone. */
export interface SessionMemory {
  /** undefined where nothing is kept under the key. */
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
}

/**
 * The browser's session storage, closed to content scripts before anything is read or written: should that fail, every
 * call rejects. It is the default (Chrome's and MDN's documentation of `setAccessLevel`), and is asked for all the same.
 * Firefox before it knew the call never let content scripts in.
 */
export function createSessionMemory(area: Area): SessionMemory {
  let closing: Promise<void> | null = null;
  const closed = (): Promise<void> => {
    closing ??= (area.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" }) ?? Promise.resolve()).catch(
      (error: unknown) => {
        // Whoever asks next tries again.
        closing = null;
        throw error;
      },
    );
    return closing;
  };
  return {
    async get(key) {
      await closed();
      return (await area.get(key))[key];
    },
    async set(key, value) {
      await closed();
      await area.set({ [key]: value });
    },
    async remove(key) {
      await closed();
      await area.remove(key);
    },
  };
}

const KEY = "vault";

/** Where the vault keeps its open key for the next worker. */
export function vaultSession(memory: SessionMemory): SessionStore {
  return {
    read: async () => (await memory.get(KEY)) ?? null,
    write: (entry) => memory.set(KEY, entry),
    clear: () => memory.remove(KEY),
  };
}

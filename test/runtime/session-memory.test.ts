import { describe, expect, it } from "vitest";
import { createSessionMemory, vaultSession } from "../../lib/runtime/session-memory.ts";

/** A browser's storage area that writes down what it was asked. */
function area(setAccessLevel?: (level: unknown) => Promise<void>) {
  const asked: string[] = [];
  const stored = new Map<string, unknown>();
  const fake = {
    asked,
    stored,
    get: (key: string) => {
      asked.push(`get ${key}`);
      return Promise.resolve(stored.has(key) ? { [key]: stored.get(key) } : {});
    },
    set: (items: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(items)) {
        asked.push(`set ${key}`);
        stored.set(key, value);
      }
      return Promise.resolve();
    },
    remove: (key: string) => {
      asked.push(`remove ${key}`);
      stored.delete(key);
      return Promise.resolve();
    },
  };
  const level =
    setAccessLevel === undefined
      ? {}
      : {
          setAccessLevel: (asks: unknown) => {
            asked.push(`level ${JSON.stringify(asks)}`);
            return setAccessLevel(asks);
          },
        };
  return { ...fake, ...level } as typeof fake & Parameters<typeof createSessionMemory>[0];
}

const entry = { salt: "00", generation: 3, dataKey: "ab".repeat(32), usedAt: 5 };

describe("the session's memory", () => {
  it("is closed to content scripts before anything is read or written, once", async () => {
    const storage = area(() => Promise.resolve());
    const store = vaultSession(createSessionMemory(storage));
    expect(await store.read()).toBeNull();
    await store.write(entry);
    expect(await store.read()).toEqual(entry);
    await store.clear();
    expect(storage.asked).toEqual([
      'level {"accessLevel":"TRUSTED_CONTEXTS"}',
      "get vault",
      "set vault",
      "get vault",
      "remove vault",
    ]);
  });

  it("takes nothing where it cannot be closed, and tries again", async () => {
    let failures = 1;
    const storage = area(() => {
      failures -= 1;
      return failures < 0 ? Promise.resolve() : Promise.reject(new Error("no"));
    });
    const store = vaultSession(createSessionMemory(storage));
    await expect(store.write(entry)).rejects.toThrow("no");
    expect(storage.stored.size).toBe(0);
    await store.write(entry);
    expect(storage.stored.get("vault")).toEqual(entry);
  });

  it("is used as it is in a browser that cannot open it to content scripts", async () => {
    const storage = area();
    const store = vaultSession(createSessionMemory(storage));
    await store.write(entry);
    expect(storage.asked).toEqual(["set vault"]);
  });
});

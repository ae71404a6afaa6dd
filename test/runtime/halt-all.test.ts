import { afterEach, describe, expect, it, vi } from "vitest";
import type { CommandMessage } from "../../lib/runtime/command-of.ts";
import { type HaltPorts, haltAll, liftHalt } from "../../lib/runtime/halt-all.ts";

afterEach(() => vi.restoreAllMocks());

function portsWith(changed: Partial<HaltPorts> = {}) {
  const done: unknown[] = [];
  const ports: HaltPorts = {
    setHalt: (since) => {
      done.push({ since });
      return Promise.resolve();
    },
    readHalt: () => Promise.resolve(3),
    command: (message: CommandMessage) => {
      done.push(message);
      return Promise.resolve({ command: { kind: "halt", at: 5 }, followId: null });
    },
    ...changed,
  };
  return { done, ports };
}

describe("a halt", () => {
  it("is written down first, then the engine is told", async () => {
    const { done, ports } = portsWith();
    expect(await haltAll(ports, 5)).toEqual({ ok: true });
    expect(done).toEqual([{ since: 5 }, { type: "halt" }]);
  });

  it("holds without an engine: one that never starts keeps nobody waiting", async () => {
    const { done, ports } = portsWith({ command: () => new Promise(() => {}) });
    expect(await haltAll(ports, 5)).toEqual({ ok: true });
    expect(done).toEqual([{ since: 5 }]);
  });

  it("holds when the engine fails, which is logged", async () => {
    const logged = vi.spyOn(console, "error").mockReturnValue();
    const { ports } = portsWith({ command: () => Promise.reject(new Error("no engine")) });
    expect(await haltAll(ports, 5)).toEqual({ ok: true });
    await vi.waitFor(() => expect(logged).toHaveBeenCalled());
  });

  it("that cannot be written down is said so, and the engine is told all the same", async () => {
    const { done, ports } = portsWith({ setHalt: () => Promise.reject(new Error("no disk")) });
    expect(await haltAll(ports, 5)).toEqual({ ok: false, refusal: "halt-not-kept", detail: "no disk" });
    expect(done).toEqual([{ type: "halt" }]);
  });
});

describe("lifting it", () => {
  it.each(["lift-halt", "close-all"] as const)(
    "%s takes the switch away before the engine goes on",
    async (type) => {
      const { done, ports } = portsWith();
      await liftHalt(ports, { type }, 5);
      expect(done).toEqual([{ since: null }, { type }]);
    },
  );

  it.each(["lift-halt", "close-all"] as const)(
    "%s that the engine refuses leaves the halt as it was",
    async (type) => {
      const { done, ports } = portsWith({ command: () => Promise.resolve({ refusal: "halted" }) });
      expect(await liftHalt(ports, { type }, 5)).toEqual({ refusal: "halted" });
      expect(done).toEqual([{ since: null }, { since: 3 }]);
    },
  );

  it("an engine that fails leaves the halt, also one that could not be read", async () => {
    const { done, ports } = portsWith({
      readHalt: () => Promise.reject(new Error("damaged")),
      command: () => Promise.reject(new Error("no engine")),
    });
    await expect(liftHalt(ports, { type: "lift-halt" }, 5)).rejects.toThrow("no engine");
    expect(done).toEqual([{ since: null }, { since: 5 }]);
  });

  it("closing everything that fails halts nothing that was not halted", async () => {
    const { done, ports } = portsWith({
      readHalt: () => Promise.resolve(null),
      command: () => Promise.resolve({ refusal: "halted" }),
    });
    await liftHalt(ports, { type: "close-all" }, 5);
    expect(done).toEqual([{ since: null }]);
  });

  it("tells the engine nothing while the switch stays", async () => {
    const { done, ports } = portsWith({ setHalt: () => Promise.reject(new Error("no disk")) });
    await expect(liftHalt(ports, { type: "lift-halt" }, 5)).rejects.toThrow("no disk");
    expect(done).toEqual([]);
  });
});

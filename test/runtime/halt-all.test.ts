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
      await liftHalt(ports, { type });
      expect(done).toEqual([{ since: null }, { type }]);
    },
  );

  it("tells the engine nothing while the switch stays", async () => {
    const { done, ports } = portsWith({ setHalt: () => Promise.reject(new Error("no disk")) });
    await expect(liftHalt(ports, { type: "lift-halt" })).rejects.toThrow("no disk");
    expect(done).toEqual([]);
  });
});

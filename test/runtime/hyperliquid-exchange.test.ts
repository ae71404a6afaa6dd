import { describe, expect, it } from "vitest";
import { createPostExchange } from "../../lib/runtime/hyperliquid-exchange.ts";
import type { SignedAct } from "../../lib/venues/hyperliquid/ports.ts";
import { FakeClock } from "../leaders/fake-clock.ts";

const ACT: SignedAct = {
  action: { type: "noop" },
  nonce: 1,
  signature: { r: "0x1", s: "0x2", v: 27 },
  expiresAfter: 2,
};

function bench(answer: (init: RequestInit) => Promise<Response> | Response, wait = 0) {
  const clock = new FakeClock();
  const calls: { url: string; init: RequestInit }[] = [];
  const limited: (string | null)[] = [];
  const post = createPostExchange({
    fetch: (url, init = {}) => {
      calls.push({ url: typeof url === "string" ? url : "", init });
      return Promise.resolve().then(() => answer(init));
    },
    clock,
    spend: () => wait,
    onRateLimited: (retryAfter) => limited.push(retryAfter),
    baseUrl: "https://exchange.test",
  });
  return { post: () => post(ACT, 10_000), clock, calls, limited };
}

describe("posting an act", () => {
  it("sends it once, whole, and brings the parsed answer", async () => {
    const t = bench(() => Response.json({ status: "ok" }));
    expect(await t.post()).toEqual({ kind: "answer", body: { status: "ok" }, handedAt: t.clock.now() });
    expect(t.calls).toHaveLength(1);
    expect(t.calls[0]).toMatchObject({
      url: "https://exchange.test/exchange",
      init: { method: "POST", body: JSON.stringify(ACT), credentials: "omit", redirect: "error" },
    });
    expect(t.clock.pending).toBe(0);
  });

  it.each([400, 401, 403, 404, 422])("a %i was carried out in no part", async (status) => {
    const t = bench(() => new Response("no", { status }));
    expect(await t.post()).toMatchObject({ kind: "refused", words: `HTTP ${status}: no` });
  });

  it.each([408, 425, 429, 500, 502, 503, 504])("a %i says nothing of what became of it", async (status) => {
    const t = bench(() => new Response("later", { status, headers: { "retry-after": "7" } }));
    expect(await t.post()).toMatchObject({ kind: "lost", sent: true });
    expect(t.limited).toEqual(status === 429 ? ["7"] : []);
    expect(t.calls).toHaveLength(1);
  });

  it("an answer that is not JSON, and a line that broke, leave it open", async () => {
    expect(await bench(() => new Response("<html>")).post()).toMatchObject({ kind: "lost", sent: true });
    const broken = bench(() => Promise.reject(new TypeError("Failed to fetch")));
    expect(await broken.post()).toMatchObject({ kind: "lost", sent: true, words: "Failed to fetch" });
  });

  it("does not wait for ever", async () => {
    const t = bench(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener("abort", () => reject(new Error("aborted")));
        }),
    );
    const outcome = t.post();
    await t.clock.advance(10_000);
    expect(await outcome).toMatchObject({ kind: "lost", sent: true, words: "No answer within 10000 ms." });
  });

  it("sends nothing where the budget is used up", async () => {
    const t = bench(() => Response.json({}), 500);
    expect(await t.post()).toMatchObject({ kind: "lost", sent: false });
    expect(t.calls).toEqual([]);
  });
});

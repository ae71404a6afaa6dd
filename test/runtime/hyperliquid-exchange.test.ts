import { describe, expect, it } from "vitest";
import { createExchangeLine } from "../../lib/runtime/exchange-line.ts";
import { createPostExchange } from "../../lib/runtime/hyperliquid-exchange.ts";
import type { SignedAct } from "../../lib/venues/hyperliquid/ports.ts";
import { FakeClock } from "../leaders/fake-clock.ts";

const ACT: SignedAct = {
  action: { type: "noop" },
  nonce: 1,
  signature: { r: "0x1", s: "0x2", v: 27 },
  expiresAfter: 2,
};

function bench(answer: (init: RequestInit) => Promise<Response> | Response) {
  const clock = new FakeClock();
  const calls: { url: string; init: RequestInit }[] = [];
  const line = createExchangeLine(() => 0.999);
  const post = createPostExchange({
    fetch: (url, init = {}) => {
      calls.push({ url: typeof url === "string" ? url : "", init });
      return Promise.resolve().then(() => answer(init));
    },
    clock,
    line,
    baseUrl: "https://exchange.test",
  });
  return {
    post: (action: object = ACT.action) => post({ ...ACT, action: { ...action } }, 10_000),
    clock,
    calls,
    line,
  };
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
    const wait = t.line.spend(1, "orders", t.clock.now());
    expect(wait).toBe(status === 429 ? 7_000 : 0);
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

  it("sends nothing where the budget is used up, but what reduces", async () => {
    const t = bench(() => Response.json({}));
    while (t.line.spend(100, "usual", t.clock.now()) === 0);
    const growth = { type: "order", orders: [{ r: false }], grouping: "na" };
    expect(await t.post(growth)).toMatchObject({ kind: "lost", sent: false });
    expect(t.calls).toEqual([]);
    const reduction = { ...growth, orders: [{ r: true }] };
    expect(await t.post(reduction)).toMatchObject({ kind: "answer" });
  });

  it("opens nothing at an exchange that is down, and still reduces", async () => {
    const t = bench(() => new Response("", { status: 503 }));
    const growth = { type: "order", orders: [{ r: false }], grouping: "na" };
    for (let i = 0; i < 5; i += 1) await t.post(growth);
    expect(await t.post(growth)).toMatchObject({ kind: "lost", sent: false });
    expect(await t.post({ ...growth, orders: [{ r: true }] })).toMatchObject({ kind: "lost", sent: true });
    expect(t.calls).toHaveLength(6);
  });
});

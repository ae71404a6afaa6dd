import { describe, expect, it } from "vitest";
import { RequestError } from "../../lib/model/request.ts";
import { createAskInfo } from "../../lib/runtime/hyperliquid-info.ts";
import { createExchangeLine } from "../../lib/runtime/exchange-line.ts";
import { FakeClock, settle } from "../leaders/fake-clock.ts";

const BASE = "https://exchange.test";

function bench(answer: (init: RequestInit) => Promise<Response> | Response, timeoutMs = 10_000) {
  const clock = new FakeClock();
  const calls: { url: string; init: RequestInit; self: unknown }[] = [];
  const ask = createAskInfo({
    fetch: function (this: unknown, url, init = {}) {
      calls.push({ url: typeof url === "string" ? url : "", init, self: this });
      return Promise.resolve().then(() => answer(init));
    },
    clock,
    line: createExchangeLine(() => 0.5),
    baseUrl: BASE,
    timeoutMs,
  });
  return { ask, clock, calls };
}

const ok = () => Response.json({ fine: true });

describe("asking", () => {
  it("posts JSON and tells our clock before and after", async () => {
    const t = bench(ok);
    const at = t.clock.now();
    expect(await t.ask({ type: "meta" }, 20)).toEqual({
      body: { fine: true },
      sentAt: at,
      receivedAt: at,
      unspent: 0,
    });
    const [call] = t.calls;
    expect(call?.url).toBe(`${BASE}/info`);
    expect(call?.init).toMatchObject({ method: "POST", body: '{"type":"meta"}', credentials: "omit" });
    expect(t.clock.pending).toBe(0);
  });

  it("calls fetch without a this, as a browser's fetch wants it", async () => {
    const t = bench(ok);
    await t.ask({ type: "meta" }, 20);
    expect(t.calls[0]?.self).toBeUndefined();
  });

  it.each([
    [400, "refused"],
    [422, "refused"],
    [500, "server-error"],
    [503, "server-error"],
  ])("HTTP %i is %s", async (status, problem) => {
    const t = bench(() => new Response("no", { status }));
    await expect(t.ask({ type: "meta" }, 20)).rejects.toMatchObject({
      problem,
      message: `HTTP ${status}: no`,
    });
  });

  it("an answer that is not JSON is unreadable", async () => {
    const t = bench(() => new Response("<html>"));
    await expect(t.ask({ type: "meta" }, 20)).rejects.toMatchObject({ problem: "unreadable" });
  });

  it("no connection is unreachable, and not tried again", async () => {
    const t = bench(() => Promise.reject(new TypeError("Failed to fetch")));
    await expect(t.ask({ type: "meta" }, 20)).rejects.toMatchObject({
      problem: "unreachable",
      message: "Failed to fetch",
    });
    expect(t.calls).toHaveLength(1);
  });

  it("an answer that takes too long is unreachable", async () => {
    const hangs = (init: RequestInit) =>
      new Promise<Response>((_, reject) => {
        init.signal?.addEventListener("abort", () => reject(new Error("aborted")));
      });
    const t = bench(hangs, 3_000);
    const asked = t.ask({ type: "meta" }, 20).catch((error: unknown) => error);
    await t.clock.advance(3_000);
    expect(await asked).toMatchObject({ problem: "unreachable", message: "No answer within 3000 ms." });
  });
});

describe("the budget", () => {
  it("refuses above 900 a minute, saying when there is room again", async () => {
    const t = bench(ok);
    for (let n = 0; n < 9; n++) await t.ask({ type: "meta" }, 100);
    await t.clock.advance(50_000);
    await expect(t.ask({ type: "meta" }, 2)).rejects.toMatchObject({
      problem: "rate-limited",
      retryAfterMs: 10_000,
    });
    expect(t.calls).toHaveLength(9);
    await t.clock.advance(10_000);
    await t.ask({ type: "meta" }, 2);
  });

  it("never sends more than 900 within any minute", async () => {
    const t = bench(ok);
    const sent: number[] = [];
    for (let second = 0; second < 200; second++) {
      const before = t.calls.length;
      await Promise.race([t.ask({ type: "meta" }, 37).catch(() => null), settle()]);
      if (t.calls.length > before) sent.push(t.clock.now());
      await t.clock.advance(700);
    }
    for (const at of sent) {
      expect(sent.filter((other) => other >= at && other < at + 60_000).length * 37).toBeLessThanOrEqual(900);
    }
  });

  it("waits when it frees within 2 s", async () => {
    const t = bench(ok);
    for (let n = 0; n < 9; n++) await t.ask({ type: "meta" }, 100);
    await t.clock.advance(58_500);
    const asked = t.ask({ type: "meta" }, 20);
    await settle();
    expect(t.calls).toHaveLength(9);
    await t.clock.advance(1_500);
    await asked;
    expect(t.calls).toHaveLength(10);
  });

  it("keeps 200 back for orders, and no more than that", async () => {
    const t = bench(ok);
    for (let n = 0; n < 9; n++) await t.ask({ type: "meta" }, 100);
    for (let n = 0; n < 2; n++) await t.ask({ type: "orderStatus" }, 100, "orders");
    await t.clock.advance(50_000);
    await expect(t.ask({ type: "orderStatus" }, 2, "orders")).rejects.toMatchObject({
      problem: "rate-limited",
    });
    expect(t.calls).toHaveLength(11);
  });

  it("gives back what a short answer cost less", async () => {
    const t = bench(() => Response.json([{}, {}]));
    for (let n = 0; n < 30; n++) await t.ask({ type: "userFills" }, 120);
    expect(t.calls).toHaveLength(30);
  });

  it("obeys Retry-After, for all requests", async () => {
    let status = 429;
    const t = bench(() => new Response("{}", { status, headers: { "retry-after": "20" } }));
    await expect(t.ask({ type: "meta" }, 2)).rejects.toMatchObject({
      problem: "rate-limited",
      retryAfterMs: 20_000,
    });
    status = 200;
    await t.clock.advance(5_000);
    await expect(t.ask({ type: "allMids" }, 2)).rejects.toMatchObject({ retryAfterMs: 15_000 });
    expect(t.calls).toHaveLength(1);
    await t.clock.advance(15_000);
    await t.ask({ type: "allMids" }, 2);
  });

  it("takes Retry-After as a date, and waits 10 s without one", async () => {
    const clock = new FakeClock();
    const until = new Date(Math.ceil(clock.now() / 1_000) * 1_000 + 7_000);
    const dated = bench(
      () => new Response("", { status: 429, headers: { "retry-after": until.toUTCString() } }),
    );
    await expect(dated.ask({ type: "meta" }, 2)).rejects.toMatchObject({
      retryAfterMs: until.getTime() - clock.now(),
    });
    const bare = bench(() => new Response("", { status: 429 }));
    await expect(bare.ask({ type: "meta" }, 2)).rejects.toMatchObject({ retryAfterMs: 10_000 });
  });
});

describe("an exchange that is down", () => {
  it("is asked by single requests only, until one is answered", async () => {
    let status = 503;
    const t = bench(() => Response.json({}, { status }));
    const ask = () =>
      t.ask({ type: "meta" }, 2).then(
        () => "answered",
        (error: RequestError) => error.message,
      );
    for (let n = 0; n < 5; n++) expect(await ask()).toContain("HTTP 503");
    const refused = await Promise.all([ask(), ask(), ask()]);
    expect(refused).toEqual(Array.from({ length: 3 }, () => "The exchange fails; it is tried again soon."));
    expect(t.calls).toHaveLength(5);
    await t.clock.advance(500);
    // One goes out; those beside it do not.
    expect((await Promise.all([ask(), ask()])).toSorted()[0]).toContain("HTTP 503");
    expect(t.calls).toHaveLength(6);
    status = 200;
    await t.clock.advance(5_000);
    expect(await ask()).toBe("answered");
    expect(await Promise.all([ask(), ask()])).toEqual(["answered", "answered"]);
  });

  it("says when it is worth asking again, at most 5 s later", async () => {
    const t = bench(() => new Response("", { status: 500 }));
    for (let n = 0; n < 40; n++) {
      const error: unknown = await t.ask({ type: "meta" }, 2).catch((e: unknown) => e);
      if (!(error instanceof RequestError)) throw new Error("answered");
      if (error.message.startsWith("HTTP")) continue;
      expect(error.retryAfterMs ?? 0).toBeGreaterThan(0);
      expect(error.retryAfterMs ?? Infinity).toBeLessThanOrEqual(5_000);
      await t.clock.advance(error.retryAfterMs ?? 0);
    }
    expect(t.calls.length).toBeGreaterThan(10);
  });

  it.each([
    ["refusals", () => Response.json({}, { status: 422 })],
    ["lines that break", () => Promise.reject(new TypeError("Failed to fetch"))],
  ])("is not told by %s", async (_name, answer) => {
    const t = bench(answer);
    for (let n = 0; n < 12; n++) await t.ask({ type: "meta" }, 2).catch(() => null);
    expect(t.calls).toHaveLength(12);
  });
});

describe("what is sent at once or not at all", () => {
  it("is not sent while the exchange asked to wait, nor, but for reductions, while it is down", () => {
    const line = createExchangeLine(() => 0.5);
    expect(line.spend(1, "usual", 1_000)).toBe(0);
    for (let n = 0; n < 5; n++) line.breaker.failed(1_000);
    expect(line.spend(1, "usual", 1_000)).toBe(250);
    expect(line.spend(1, "orders", 1_000)).toBe(0);
    expect(line.rateLimited("7", 1_000)).toBe(7_000);
    expect(line.spend(1, "orders", 2_000)).toBe(6_000);
    expect(line.spend(1, "orders", 8_000)).toBe(0);
  });
});

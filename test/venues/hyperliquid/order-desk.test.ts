import { beforeEach, describe, expect, test } from "vitest";
import type { PostOutcome } from "../../../lib/venues/hyperliquid/ports.ts";
import { TEST_KEY, actingRig, answered, fillOf, orderAt, plain } from "./acting-rig.ts";
import { assetAt } from "./assets.ts";

let t: ReturnType<typeof actingRig>;
beforeEach(() => {
  t = actingRig();
});
const submit = (part: Record<string, unknown> = {}) => t.told(t.venue.submit(orderAt(t.clock.now(), part)));
const lost = (sent: boolean): PostOutcome => ({ kind: "lost", sent, words: "1006", handedAt: 1 });

describe("an order", () => {
  test("is signed under the intent's number and id, and dies with it, in the venue's own time", async () => {
    t.state.offsetMs = 1_200.5;
    const order = orderAt(t.clock.now(), { nonce: t.clock.now() + 7, reduceOnly: true });
    await t.venue.submit(order);
    expect(t.sent).toHaveLength(1);
    expect(t.sent[0]?.act).toMatchObject({
      action: {
        type: "order",
        grouping: "na",
        orders: [
          {
            a: 3,
            b: true,
            p: "66500",
            s: "0.02",
            r: true,
            t: { limit: { tif: "Ioc" } },
            c: order.clientOrderId,
          },
        ],
      },
      nonce: order.nonce,
      expiresAfter: Math.floor(order.expiresAt - 1_200.5),
    });
    expect(JSON.stringify(t.sent)).not.toContain(TEST_KEY.slice(2));
  });

  test("goes by the socket while it is open, else by one request, never by both", async () => {
    t.state.outcome = lost(false);
    expect(await submit()).toMatchObject({ kind: "order-not-sent" });
    t.state.socketOpen = true;
    t.state.outcome = lost(true);
    expect(await submit({ clientOrderId: `0x${"3".repeat(32)}` })).toMatchObject({ kind: "order-unknown" });
    t.state.outcome = lost(false);
    expect(await submit({ clientOrderId: `0x${"4".repeat(32)}` })).toMatchObject({ kind: "order-not-sent" });
    expect(t.sent.map(({ way }) => way)).toEqual(["rest", "socket", "socket"]);
  });

  test("that is handed over twice is sent once and told the same", async () => {
    t.state.outcome = lost(true);
    const order = orderAt(t.clock.now());
    const [first, second] = await Promise.all([t.venue.submit(order), t.venue.submit(order)]);
    expect(await t.venue.submit(order)).toEqual(first);
    expect(second).toEqual(first);
    expect(t.sent).toHaveLength(1);
  });

  test("is done with its fills", async () => {
    t.state.outcome = answered({ filled: { totalSz: "0.020", avgPx: "66450", oid: 9 } });
    t.state.fills = [fillOf("0.02")];
    expect(await submit()).toMatchObject({
      kind: "order-done",
      handedAt: 1,
      fills: [{ size: "0.02" }],
      unfilled: null,
    });
  });

  test("is done as soon as the stream has told fills of the whole of it, whether or not an answer comes", async () => {
    t.state.answers = false;
    t.state.heard = [fillOf("0.02")];
    const handedAt = t.clock.now();
    expect(await t.venue.submit(orderAt(handedAt))).toMatchObject({
      kind: "order-done",
      handedAt,
      fills: [{ size: "0.02" }],
      unfilled: null,
    });
    expect(t.sent).toHaveLength(1);
  });

  test("is done with a part", async () => {
    t.state.outcome = answered({ filled: { totalSz: "0.01", avgPx: "66450", oid: 9 } });
    t.state.fills = [fillOf("0.01")];
    expect(await submit()).toMatchObject({ kind: "order-done", unfilled: "depth-ran-out" });
  });

  test("that met no offer is done without fills", async () => {
    const error = "Order could not immediately match against any resting orders. asset=3";
    t.state.outcome = answered({ error });
    expect(await submit()).toMatchObject({ kind: "order-done", fills: [], unfilled: "price-left-limit" });
  });

  test("whose fills are not told is unknown, not done with fewer", async () => {
    t.state.outcome = answered({ filled: { totalSz: "0.02", avgPx: "66450", oid: 9 } });
    t.state.fills = null;
    expect(await submit()).toMatchObject({
      kind: "order-unknown",
      detail: "Accepted; its fills were not told yet.",
    });
  });

  test.each([
    ["rests", answered({ resting: { oid: 9 } })],
    ["waits for a trigger", answered("waitingForTrigger")],
    ["is a success", answered("success")],
    ["is answered without a word on it", plain({ status: "ok", response: { type: "default" } })],
    ["has a number that was used", plain({ status: "err", response: "Invalid nonce: duplicate nonce 5" })],
  ])("is unknown where it %s", async (_, outcome) => {
    t.state.outcome = outcome;
    expect(await submit()).toMatchObject({ kind: "order-unknown" });
  });

  test("is rejected with the reason and the exchange's own words behind it", async () => {
    t.state.outcome = answered({ error: "Insufficient margin to place order. asset=3" });
    expect(await submit()).toMatchObject({
      kind: "order-rejected",
      reason: "insufficient-margin",
      detail: "Insufficient margin to place order. asset=3",
    });
    t.state.outcome = { kind: "refused", words: "HTTP 403: Forbidden", handedAt: 1 };
    expect(await submit({ clientOrderId: `0x${"5".repeat(32)}` })).toMatchObject({
      kind: "order-rejected",
      reason: "banned",
    });
  });
});

describe("nothing is sent", () => {
  test.each([
    ["without a number of its signer", { nonce: null }, "nonce"],
    ["of a size that would be rounded", { size: "0.020005" }, "bad-size"],
    ["at a price that would be rounded", { limitPrice: "66500.5" }, "bad-price"],
  ])("%s", async (_, part, reason) => {
    expect(await submit(part)).toMatchObject({ kind: "order-rejected", handedAt: null, reason });
    expect(t.sent).toEqual([]);
  });

  test("of an instrument that is not listed, and no growth of one that is delisted", async () => {
    t.state.asset = null;
    expect(await submit()).toMatchObject({ kind: "order-rejected", reason: "unknown-instrument" });
    t.state.asset = assetAt(3, 5, "BTC", true);
    const id = (n: number) => ({ clientOrderId: `0x${String(n).repeat(32)}` });
    expect(await submit(id(6))).toMatchObject({ kind: "order-rejected", reason: "delisted" });
    expect(t.sent).toEqual([]);
    await submit({ ...id(7), reduceOnly: true });
    expect(t.sent).toHaveLength(1);
  });

  test.each([
    ["while the vault is locked", () => Object.assign(t.state, { secret: null }), {}, /locked/],
    [
      "while the instruments are not known",
      () => Object.assign(t.state, { marketFails: true }),
      {},
      /never read/,
    ],
    ["after its expiry", () => undefined, { committedAt: 1, expiresAt: 2 }, /expired/],
  ])("%s, and that is told as not sent, with the reason", async (_, arrange, part, why) => {
    arrange();
    const asked = t.clock.now();
    const report = await submit(part);
    expect(report).toMatchObject({ kind: "order-not-sent", detail: expect.stringMatching(why) });
    // It is wanted again at once: that must keep a pace.
    expect(report.at).toBeGreaterThanOrEqual(asked + 1_000);
    expect(t.sent).toEqual([]);
  });
});

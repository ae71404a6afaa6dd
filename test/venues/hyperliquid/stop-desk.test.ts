import { beforeEach, describe, expect, test } from "vitest";
import type { PostOutcome } from "../../../lib/venues/hyperliquid/ports.ts";
import { ACCOUNT, BTC, CLOID, OTHER_CLOID, actingRig, answered, plain, stopAt } from "./acting-rig.ts";

let t: ReturnType<typeof actingRig>;
beforeEach(() => {
  t = actingRig();
});
const place = (part: Record<string, unknown> = {}) => t.told(t.venue.placeStop(stopAt(t.clock.now(), part)));
const err = (response: string) => plain({ status: "err", response });
const lost = (sent: boolean): PostOutcome => ({ kind: "lost", sent, words: "1006", handedAt: 1 });

describe("a stop", () => {
  test("is placed as a reduce-only trigger order, its limit the worst price", async () => {
    t.state.outcome = answered({ resting: { oid: 4, cloid: CLOID } });
    expect(await place()).toMatchObject({ kind: "stop-resting", clientOrderId: CLOID });
    const trigger = { isMarket: true, triggerPx: "60000", tpsl: "sl" };
    const order = { a: 3, b: false, p: "57000", s: "0.02", r: true, t: { trigger }, c: CLOID };
    expect(t.sent[0]?.act.action).toEqual({ type: "order", orders: [order], grouping: "na" });
  });

  test("replaces another in one act, under its own id", async () => {
    t.state.outcome = answered({ resting: { oid: 4, cloid: CLOID } });
    expect(await place({ replaces: OTHER_CLOID })).toMatchObject({ kind: "stop-resting" });
    expect(t.sent).toHaveLength(1);
    expect(t.sent[0]?.act.action).toMatchObject({
      type: "batchModify",
      modifies: [{ oid: OTHER_CLOID, order: { c: CLOID, r: true } }],
    });
  });

  test.each([
    ["it waits for its trigger", null, answered("waitingForTrigger"), { kind: "stop-resting" }],
    [
      "it filled at once",
      null,
      answered({ filled: { totalSz: "0.02", avgPx: "1", oid: 4 } }),
      { kind: "stop-ended", how: "fired" },
    ],
    [
      "it is refused",
      null,
      answered({ error: "Invalid TP/SL price. asset=3" }),
      { kind: "stop-rejected", reason: "trigger-not-valid", detail: "Invalid TP/SL price. asset=3" },
    ],
    [
      "the one that it was to replace is gone",
      OTHER_CLOID,
      answered({ error: "Cannot modify canceled or filled order" }),
      { kind: "stop-rejected", replacedStands: false, reason: "replaced-gone" },
    ],
    [
      "it is refused in another's place, and nobody says whether that still stands",
      OTHER_CLOID,
      answered({ error: "Invalid TP/SL price." }),
      { kind: "stop-rejected", replacedStands: null },
    ],
    [
      "the whole act is refused",
      OTHER_CLOID,
      err("User or API Wallet 0x1 does not exist."),
      { kind: "stop-rejected", replacedStands: true, reason: "not-approved" },
    ],
    [
      "it rests under another id",
      null,
      answered({ resting: { oid: 4, cloid: OTHER_CLOID } }),
      { kind: "stop-unknown" },
    ],
    ["its number was used", null, err("Invalid nonce: duplicate nonce 5"), { kind: "stop-unknown" }],
    ["the line broke", null, lost(true), { kind: "stop-unknown" }],
    ["it never left", null, lost(false), { kind: "stop-not-sent" }],
    ["the answer is about another act", null, answered("success"), { kind: "stop-unknown" }],
  ])("%s", async (_, replaces, outcome, report) => {
    t.state.outcome = outcome;
    expect(await place({ replaces })).toMatchObject(report);
  });

  test("whose figures would be rounded is not sent, and the one before stands", async () => {
    expect(await place({ replaces: OTHER_CLOID, triggerPrice: "60000.5" })).toMatchObject({
      kind: "stop-rejected",
      replacedStands: true,
      reason: "bad-price",
    });
    expect(t.sent).toEqual([]);
  });

  test("is not sent while the vault is locked", async () => {
    t.state.secret = null;
    expect(await place()).toMatchObject({ kind: "stop-not-sent", detail: "The key is locked." });
    expect(t.sent).toEqual([]);
  });

  test.each([
    ["is not known", { marketFails: true }, /could not be read: never read/],
    ["is not listed", { asset: null }, /lists no such instrument/],
  ])("whose instrument %s is not sent, neither it nor its removal, and says why", async (_, state, why) => {
    Object.assign(t.state, state);
    const told = { kind: "stop-not-sent", detail: expect.stringMatching(why) };
    expect(await place()).toMatchObject(told);
    const of = { accountId: ACCOUNT, instrument: BTC, clientOrderId: CLOID };
    const cancel = { ...of, nonce: t.clock.now(), expiresAt: t.clock.now() + 15_000 };
    expect(await t.told(t.venue.cancelStop(cancel))).toMatchObject(told);
    expect(t.sent).toEqual([]);
  });
});

describe("a stop's removal", () => {
  const cancel = () => {
    const now = t.clock.now();
    const of = { accountId: ACCOUNT, instrument: BTC, clientOrderId: CLOID };
    return t.told(t.venue.cancelStop({ ...of, nonce: now, expiresAt: now + 15_000 }));
  };

  test.each([
    ["done", answered("success"), { kind: "stop-ended", how: "cancelled" }],
    [
      "gone before",
      answered({ error: "Order was never placed, already canceled, or filled. asset=3" }),
      { kind: "stop-not-found" },
    ],
    ["refused", err("User or API Wallet 0x1 does not exist."), { kind: "stop-unknown" }],
    ["lost", lost(true), { kind: "stop-unknown" }],
    ["never left", lost(false), { kind: "stop-not-sent" }],
    [
      "answered as another act",
      plain({ status: "ok", response: { type: "default" } }),
      { kind: "stop-unknown" },
    ],
  ])("%s", async (_, outcome, report) => {
    t.state.outcome = outcome;
    expect(await cancel()).toMatchObject(report);
    expect(t.sent[0]?.act.action).toEqual({ type: "cancelByCloid", cancels: [{ asset: 3, cloid: CLOID }] });
  });
});

describe("leverage", () => {
  const set = (marginMode: "cross" | "isolated") => {
    const nonce = t.clock.now();
    const setting = { times: 7, marginMode };
    const order = { accountId: ACCOUNT, instrument: BTC, setting, nonce, expiresAt: nonce + 9_000 };
    return t.told(t.venue.setLeverage(order));
  };

  test.each([
    [
      "told",
      plain({ status: "ok", response: { type: "default" } }),
      { kind: "leverage-told", setting: { times: 7 } },
    ],
    [
      "refused",
      err("Invalid leverage value"),
      { kind: "leverage-refused", reason: "bad-leverage", detail: "Invalid leverage value" },
    ],
    ["lost", lost(true), { kind: "leverage-unknown" }],
    ["never left", lost(false), { kind: "leverage-unknown" }],
    ["answered as another act", answered("success"), { kind: "leverage-unknown" }],
  ])("%s", async (_, outcome, report) => {
    t.state.outcome = outcome;
    expect(await set("isolated")).toMatchObject(report);
    expect(t.sent[0]?.act.action).toEqual({ type: "updateLeverage", asset: 3, isCross: false, leverage: 7 });
  });

  test.each([
    [
      "is not known",
      { marketFails: true },
      "Not sent: The exchange's list of instruments could not be read: never read",
    ],
    ["is not listed", { asset: null }, "Not sent: The exchange lists no such instrument."],
  ])("of an instrument that %s is not sent, and says why", async (_, state, detail) => {
    Object.assign(t.state, state);
    expect(await set("cross")).toMatchObject({ kind: "leverage-unknown", detail });
    expect(t.sent).toEqual([]);
  });

  test.each([
    [
      { coin: "BTC", leverage: { type: "cross", value: 20 } },
      { kind: "leverage-told", setting: { times: 20, marginMode: "cross" } },
    ],
    [
      { coin: "BTC", leverage: { type: "isolated", value: 3, rawUsd: "1" } },
      { kind: "leverage-told", setting: { times: 3, marginMode: "isolated" } },
    ],
    [{ coin: "ETH", leverage: { type: "cross", value: 20 } }, { kind: "leverage-unknown" }],
    [{ coin: "BTC", leverage: { type: "portfolio", value: 20 } }, { kind: "leverage-unknown" }],
    [null, { kind: "leverage-unknown" }],
  ])("is read of %j", async (info, report) => {
    t.state.info = info;
    expect(await t.venue.readLeverage(ACCOUNT, BTC)).toMatchObject(report);
  });
});

import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { RateLimit } from "../../lib/messages/rate-limit.ts";
import { receive, type ReceiveRules } from "../../lib/messages/receive.ts";
import type { MessageSender } from "../../lib/messages/sender.ts";
import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { VaultReply } from "../../lib/messages/vault-messages.ts";
import { VAULT_MESSAGES } from "./vault-message-samples.ts";

const ID = "abcdefghijklmnopabcdefghijklmnop";
const A = "0x7a3f41b8d90e6c25a17f83be04d9625cc1d2c91e";
const CLOID = `0x${"1".repeat(32)}`;
const page: MessageSender = { id: ID, url: "https://hypurrscan.io/address/x", frameId: 0, tab: { id: 7 } };
const panel: MessageSender = { id: ID, url: `chrome-extension://${ID}/sidepanel.html` };

function rulesWith(burst: number): ReceiveRules {
  return {
    extensionId: ID,
    extensionOrigin: `chrome-extension://${ID}`,
    pageOrigins: ["https://hypurrscan.io"],
    pageLimit: new RateLimit({ burst, perSecond: 0, now: () => 0 }),
  };
}

const extensionOnly = [
  { type: "start-follow", address: A, accountId: PAPER_ACCOUNT, settings: DEFAULT_SETTINGS, realMoney: null },
  { type: "edit-follow", followId: "f", settings: DEFAULT_SETTINGS, realMoney: null },
  { type: "resume-follow", followId: "f" },
  { type: "pause-all" },
  { type: "resume-all" },
  { type: "stop-follow", followId: "f", positions: "close" },
  { type: "remove-follow", followId: "f" },
  { type: "stop-follow", followId: "f", positions: "leader-out" },
  { type: "reset-paper" },
  { type: "halt" },
  { type: "lift-halt" },
  { type: "close-all" },
  { type: "close-position", followId: "f", instrument: "BTC" },
  { type: "edit-account", accountId: "paper", settings: DEFAULT_ACCOUNT_SETTINGS },
  { type: "reset-guard", guardId: "follow:f" },
  { type: "dismiss-problem", problemId: "p" },
  { type: "settle-order", clientOrderId: CLOID, filled: "0.5", price: "60000" },
  { type: "unfreeze", accountId: "paper", instrument: "BTC" },
  { type: "clear-other-installation", accountId: "paper" },
  { type: "release-equity-hold", leaderId: `hyperliquid:${A}` },
  { type: "import-journal", text: "{}" },
  { type: "look-at-leader", address: A },
  { type: "try-now" },
  { type: "wake" },
];
const pageTypes = ["show-card", "start-paper-follow", "pause-follow", "open-panel"];

describe("receive", () => {
  let rules: ReceiveRules;
  beforeEach(() => {
    rules = rulesWith(1_000_000);
  });

  it("hands a page's message over with its tab, the address in lower case", () => {
    const raw = { type: "start-paper-follow", address: A.toUpperCase().replace("0X", "0x") };
    expect(receive(raw, page, rules)).toEqual({
      kind: "page",
      message: { type: "start-paper-follow", address: A },
      tabId: 7,
    });
  });

  it.each(extensionOnly)("takes $type from the extension's pages and not from a web page", (raw) => {
    expect(receive(raw, panel, rules)).toMatchObject({ kind: "extension", message: { type: raw.type } });
    expect(receive(raw, page, rules)).toEqual({
      kind: "refused",
      reply: { ok: false, refusal: "not-allowed-from-here", detail: null },
    });
  });

  it.each(VAULT_MESSAGES)("takes $type from the extension's pages and not from a web page", (raw) => {
    expect(receive(raw, panel, rules)).toEqual({ kind: "vault", message: raw });
    const elsewhere: readonly MessageSender[] = [
      page,
      { ...panel, frameId: 3 },
      { ...panel, id: "another" },
      { ...page, url: panel.url, origin: "https://hypurrscan.io" },
      { id: ID, url: "https://hypurrscan.io.evil.example/", frameId: 0, tab: { id: 7 } },
    ];
    for (const sender of elsewhere) {
      expect(receive(raw, sender, rules)).toEqual({
        kind: "refused",
        reply: { ok: false, refusal: "not-allowed-from-here", detail: null },
      });
    }
  });

  it.each([
    { type: "create-vault", passphrase: "too short" },
    { type: "unlock-vault", passphrase: "" },
    { type: "unlock-vault", passphrase: "x".repeat(1_001) },
    { type: "lock-vault", passphrase: "x" },
    { type: "set-auto-lock", minutes: 0 },
    { type: "set-auto-lock", minutes: 1_441 },
    { type: "connect-account", venue: "paper", address: A, key: "k" },
    { type: "remove-account", accountId: "" },
  ])("does not take %o, and answers in the form of such a message, without a word of it", (raw) => {
    const received = receive(raw, panel, rules);
    if (received.kind !== "refused") throw new Error(`taken as ${received.kind}`);
    expect(VaultReply.parse(received.reply)).toEqual({
      ok: false,
      refusal: "not-understood",
      finding: null,
      detail: null,
    });
  });

  it.each([
    ["a size below 0", { filled: "-1", price: "60000" }],
    ["a fill without a price", { filled: "1", price: "0" }],
    ["a price that is no number", { filled: "1", price: "60k" }],
  ])("does not take an order settled with %s", (_what, settled) => {
    const raw = { type: "settle-order", clientOrderId: CLOID, ...settled };
    expect(receive(raw, panel, rules)).toMatchObject({ reply: { refusal: "not-understood" } });
  });

  it("lets a page add nothing to what it may ask for", () => {
    const raw = { type: "start-paper-follow", address: A, settings: DEFAULT_SETTINGS };
    expect(receive(raw, page, rules)).toMatchObject({ reply: { refusal: "not-understood" } });
  });

  it("refuses a page that asks too often, understood or not", () => {
    const few = rulesWith(2);
    receive("junk", page, few);
    receive({ type: "open-panel" }, page, few);
    expect(receive({ type: "open-panel" }, page, few)).toMatchObject({ reply: { refusal: "too-often" } });
    expect(receive({ type: "open-panel" }, { ...page, tab: { id: 8 } }, few).kind).toBe("page");
    expect(receive({ type: "wake" }, panel, few).kind).toBe("extension");
  });

  it("never throws, whatever is sent by whomever", () => {
    const sender = fc.record(
      {
        id: fc.constantFrom(ID, "other", undefined),
        url: fc.oneof(fc.constantFrom(page.url, panel.url, undefined), fc.string()),
        origin: fc.constantFrom("https://hypurrscan.io", "null", undefined),
        frameId: fc.constantFrom(0, 1, undefined),
        tab: fc.constantFrom({ id: 7 }, {}, undefined),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.anything(), sender, (raw, from) => {
        expect(["page", "extension", "vault", "refused"]).toContain(receive(raw, from, rules).kind);
      }),
    );
  });

  it("never lets an extension message through from a page", () => {
    const field = fc.oneof(fc.constantFrom(A, "f", "close", DEFAULT_SETTINGS), fc.jsonValue());
    const raw = fc.record(
      {
        type: fc.constantFrom(
          ...pageTypes,
          ...[...extensionOnly, ...VAULT_MESSAGES].map((message) => message.type),
        ),
        passphrase: field,
        key: field,
        address: field,
        followId: field,
        settings: field,
        positions: field,
        accountId: field,
        instrument: field,
        guardId: field,
        problemId: field,
        clientOrderId: fc.oneof(field, fc.constant(CLOID)),
        filled: field,
        price: field,
      },
      { requiredKeys: ["type"] },
    );
    fc.assert(
      fc.property(
        fc.oneof(raw, fc.constantFrom(...extensionOnly, ...VAULT_MESSAGES), fc.jsonValue()),
        (message) => {
          const received = receive(message, page, rules);
          expect(["page", "refused"]).toContain(received.kind);
          if (received.kind === "page") expect(pageTypes).toContain(received.message.type);
        },
      ),
    );
  });
});

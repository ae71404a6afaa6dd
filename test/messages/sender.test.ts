import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type MessageSender,
  pageOriginsOf,
  senderKind,
  type SenderRules,
} from "../../lib/messages/sender.ts";

const ID = "abcdefghijklmnopabcdefghijklmnop";
const rules: SenderRules = {
  extensionId: ID,
  extensionOrigin: `chrome-extension://${ID}`,
  pageOrigins: ["https://app.hyperliquid.xyz", "https://hypurrscan.io"],
};
const page: MessageSender = {
  id: ID,
  url: "https://hypurrscan.io/address/0x1#perps",
  origin: "https://hypurrscan.io",
  frameId: 0,
  tab: { id: 7 },
};
const popup: MessageSender = {
  id: ID,
  url: `chrome-extension://${ID}/popup.html`,
  origin: `chrome-extension://${ID}`,
};

const webAddress = fc
  .tuple(fc.constantFrom("https:", "http:", "file:", "data:", "blob:https:"), fc.string())
  .map(([scheme, rest]) => `${scheme}//${rest}`);

describe("senderKind", () => {
  it("knows a page of a known site, in the top frame of a tab", () => {
    expect(senderKind(page, rules)).toBe("page");
    expect(senderKind({ ...page, origin: undefined }, rules)).toBe("page");
  });

  it("knows the extension's own pages, in a popup or in a tab", () => {
    expect(senderKind(popup, rules)).toBe("extension");
    expect(senderKind({ ...popup, tab: { id: 3 }, frameId: 0 }, rules)).toBe("extension");
    const firefox = { ...rules, extensionOrigin: "moz-extension://5f0c" };
    expect(senderKind({ id: ID, url: "moz-extension://5f0c/popup.html" }, firefox)).toBe("extension");
  });

  it.each<[string, MessageSender]>([
    ["another extension", { ...page, id: "ponmlkjihgfedcbaponmlkjihgfedcba" }],
    ["nobody", {}],
    ["a page without an id", { ...page, id: undefined }],
    ["a frame inside a page", { ...page, frameId: 4 }],
    ["a page without a frame", { ...page, frameId: undefined }],
    ["a page without a tab", { ...page, tab: undefined }],
    ["a tab without an id", { ...page, tab: {} }],
    ["an unknown site", { ...page, url: "https://evil.example/", origin: "https://evil.example" }],
    [
      "a host that only begins alike",
      { ...page, url: "https://hypurrscan.io.evil.example/", origin: undefined },
    ],
    ["another port", { ...page, url: "https://hypurrscan.io:444/", origin: undefined }],
    ["plain http", { ...page, url: "http://hypurrscan.io/", origin: undefined }],
    [
      "a URL with the site as its user",
      { ...page, url: "https://hypurrscan.io@evil.example/", origin: undefined },
    ],
    ["a sandboxed document", { ...page, origin: "null" }],
    ["a URL and an origin that differ", { ...page, origin: "https://app.hyperliquid.xyz" }],
    ["a URL that is none", { ...page, url: "hypurrscan.io" }],
    ["no URL", { ...page, url: undefined }],
    ["a data URL", { ...page, url: "data:text/html,x", origin: undefined }],
    ["our page in a frame of a page", { ...popup, tab: { id: 3 }, frameId: 2 }],
    ["another extension's page with our id", { ...popup, url: "chrome-extension://other/popup.html" }],
    ["our page's URL with a page's origin", { ...popup, origin: "https://hypurrscan.io" }],
  ])("refuses %s", (_name, sender) => {
    expect(senderKind(sender, rules)).toBe("refused");
  });

  it("never takes a web address for an extension page", () => {
    fc.assert(
      fc.property(webAddress, fc.option(fc.integer(), { nil: undefined }), (url, frameId) => {
        expect(senderKind({ ...popup, url, origin: undefined, frameId }, rules)).not.toBe("extension");
      }),
    );
  });
});

describe("pageOriginsOf", () => {
  it("gives each origin once, and none for patterns with a wildcard host", () => {
    expect(
      pageOriginsOf([
        "https://hypurrscan.io/*",
        "https://hypurrscan.io/address/*",
        "https://*.example.com/*",
        "<all_urls>",
        "*://example.org/*",
        "http://example.org/*",
      ]),
    ).toEqual(["https://hypurrscan.io"]);
  });
});

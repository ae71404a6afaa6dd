import { describe, expect, it } from "vitest";
import { Secret } from "../../lib/model/secret.ts";
import { withoutSecrets } from "../../lib/runtime/without-secrets.ts";

const KEY = `0x${"c4d5e6f7".repeat(8)}`;
const bytes = Buffer.from(KEY.slice(2), "hex");

describe("an exchange's words", () => {
  it.each([
    ["the key", KEY],
    ["the key in capitals", KEY.toUpperCase()],
    ["the key without 0x", KEY.slice(2)],
    ["the key's text in base64", Buffer.from(KEY).toString("base64")],
    ["the key's bytes in base64", bytes.toString("base64")],
    ["the key's bytes in base64 for addresses", bytes.toString("base64url")],
    ["the key's bytes", [...bytes].join(",")],
    ["the key as part of an address", `https://x.example/?k=${encodeURIComponent(KEY)}`],
    ["another key", `0x${"9".repeat(64)}`],
  ])("lose %s, and nothing else", (_what, echoed) => {
    const shown = withoutSecrets(`User ${echoed} is unknown.`, [new Secret(KEY)]);
    expect(shown).toContain("[secret]");
    expect(shown.startsWith("User ")).toBe(true);
    expect(shown.endsWith(" is unknown.")).toBe(true);
    expect(shown.toLowerCase()).not.toContain("c4d5e6f7");
    expect(shown).not.toContain(echoed);
  });

  it("lose a passphrase with signs in it, as text and in JSON", () => {
    const passphrase = 'a "long" (pass).phrase*?';
    const shown = withoutSecrets(`${passphrase} ${JSON.stringify({ passphrase })}`, [new Secret(passphrase)]);
    expect(shown).toBe('[secret] {"passphrase":"[secret]"}');
  });

  it("keep addresses and words that are no secret", () => {
    const words = `User or API Wallet 0x${"7a".repeat(20)} does not exist.`;
    expect(withoutSecrets(words, [new Secret(KEY), new Secret("a")])).toBe(words);
  });
});

import { describe, expect, it } from "vitest";
import { readConnection } from "../../../lib/venues/key-audit/read-connection.ts";

/** The first account of a development phrase that everybody knows ("test test … junk"). */
const KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const AGENT = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
const OWNER = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
const digits = KEY.slice(2);

const read = (key: string, address: string = OWNER) => readConnection({ key, address });

describe("a key", () => {
  it.each([
    ["as it is", KEY],
    ["without 0x", digits],
    ["in capitals", digits.toUpperCase()],
    ["in capitals with 0X", `0X${digits.toUpperCase()}`],
    ["with blanks around it", `  ${KEY}\t`],
    ["with a line break behind it", `${KEY}\r\n`],
    ["broken over two lines", `${KEY.slice(0, 40)}\n${KEY.slice(40)}`],
    ["in groups", digits.replaceAll(/(.{8})/g, "$1 ")],
    ["in quotes and with a comma", `"${KEY}",`],
    ["in curly quotes", `“${KEY}”`],
    ["with invisible marks", `\u200b${KEY}\ufeff\u00a0`],
  ])("is read %s", (_how, text) => {
    const result = read(text);
    expect(result).toMatchObject({ ok: true, agent: AGENT, owner: OWNER });
    expect(result.ok && result.secret.reveal()).toBe(KEY);
  });

  it.each([
    ["a digit short", KEY.slice(0, -1)],
    ["a digit long", `${KEY}0`],
    ["with a letter that is no digit", `${KEY.slice(0, -1)}g`],
    ["nothing but blanks", "   "],
    ["a word", "hunter2"],
    ["0", `0x${"0".repeat(64)}`],
    ["the curve's order", "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"],
  ])("is none: %s", (_what, text) => {
    const result = read(text);
    expect(result).toMatchObject({ ok: false, finding: "no-key" });
    expect(JSON.stringify(result)).not.toContain(text.trim().slice(0, 12) || "nothing");
  });

  it("that is a wallet's recovery phrase is the main wallet's", () => {
    const phrase = "test test test test test test test test test test test junk";
    expect(read(phrase)).toEqual({ ok: false, finding: "main-wallet", detail: null });
    expect(read(KEY, phrase)).toEqual({ ok: false, finding: "main-wallet", detail: null });
  });

  it("is nowhere in what is answered but in the secret, which prints as nothing", () => {
    const result = read(KEY);
    expect(JSON.stringify(result)).not.toContain(digits);
    expect(JSON.stringify(result)).toContain("[secret]");
  });
});

describe("an address", () => {
  it.each([
    ["without 0x", OWNER.slice(2)],
    ["in capitals", OWNER.toUpperCase()],
    ["with stray blanks and quotes", ` '${OWNER}'\n`],
  ])("is read %s", (_how, text) => {
    expect(read(KEY, text)).toMatchObject({ ok: true, owner: OWNER });
  });

  it("of another length is no account", () => {
    expect(read(KEY, OWNER.slice(0, -1))).toMatchObject({ ok: false, finding: "unknown-account" });
  });
});

describe("fields that were swapped", () => {
  it.each([
    ["both", OWNER, KEY],
    ["an address in the key's field", OWNER, OWNER],
    ["a key in the address's field", KEY, KEY],
    ["a key in the address's field, nothing readable in the other", "?", digits],
  ])("are told: %s", (_what, key, address) => {
    expect(read(key, address)).toEqual({ ok: false, finding: "swapped", detail: null });
  });
});

import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Secret } from "../../lib/model/secret.ts";

const TEXT = "0x4c0883a69102937d6231471b5dbb6204fe512961708279f2e3e8a5d4b8e3e3e1";
const secret = new Secret(TEXT);

describe("a secret", () => {
  it("gives its text to who asks for it by name", () => {
    expect(secret.reveal()).toBe(TEXT);
  });

  it.each([
    ["as a text", String(secret)],
    ["in JSON", JSON.stringify({ key: secret, all: [secret] })],
    ["in a list", [secret].join(",")],
    ["in an error", new Error(`No key ${String(secret)}`).message],
    ["inspected by node, hidden fields too", inspect(secret, { showHidden: true, depth: 9, getters: true })],
    ["inspected within other things", inspect({ a: [{ key: secret }] }, { depth: 9 })],
    ["as a kind of object", Object.prototype.toString.call(secret)],
    ["by its own properties", JSON.stringify(Object.getOwnPropertyDescriptors(secret))],
    ["copied", JSON.stringify(Object.assign({}, secret))],
    ["cloned for another context", inspect(structuredClone(secret), { showHidden: true })],
    ["as an error's cause", inspect(new Error("no", { cause: secret }))],
  ])("%s, shows nothing of it", (_how, shown) => {
    for (let at = 2; at + 6 <= TEXT.length; at += 1) expect(shown).not.toContain(TEXT.slice(at, at + 6));
  });
});

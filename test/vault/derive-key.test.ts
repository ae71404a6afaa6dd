import { createDecipheriv, pbkdf2Sync } from "node:crypto";
import { expect, it } from "vitest";
import { Secret } from "../../lib/model/secret.ts";
import { deriveKey } from "../../lib/vault/derive-key.ts";
import { fromHex, toHex } from "../../lib/vault/hex.ts";
import { openBox, sealBox } from "../../lib/vault/sealed-box.ts";

const salt = fromHex("00".repeat(31) + "ff");

it("derives and seals as another implementation of PBKDF2 and AES-GCM opens", async () => {
  const key = await deriveKey(new Secret("Pässword"), salt, 1_000);
  const box = fromHex(await sealBox(key, new TextEncoder().encode("kept"), ["bound", 7]));
  const raw = pbkdf2Sync("Pässword", salt, 1_000, 32, "sha256");
  const decipher = createDecipheriv("aes-256-gcm", raw, box.slice(0, 12));
  decipher.setAAD(Buffer.from('["bound",7]'));
  decipher.setAuthTag(box.slice(-16));
  expect(decipher.update(box.slice(12, -16), undefined, "utf8") + decipher.final("utf8")).toBe("kept");
});

it("derives a key that cannot be read out", async () => {
  const key = await deriveKey(new Secret("x"), salt, 1);
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow(/extractable/);
});

it("opens a box only with its key, its binding and all of its bytes", async () => {
  const key = await deriveKey(new Secret("x"), salt, 1);
  const box = await sealBox(key, fromHex("c0ffee"), ["bound"]);
  const opened = await openBox(key, box, ["bound"]);
  expect(opened === null ? null : toHex(opened)).toBe("c0ffee");
  expect(await openBox(key, box, ["bounds"])).toBeNull();
  expect(await openBox(await deriveKey(new Secret("y"), salt, 1), box, ["bound"])).toBeNull();
  for (let at = 0; at < box.length; at += 1) {
    const other = box.slice(0, at) + (box[at] === "0" ? "1" : "0") + box.slice(at + 1);
    expect(await openBox(key, other, ["bound"])).toBeNull();
    expect(await openBox(key, box.slice(0, at - (at % 2)), ["bound"])).toBeNull();
  }
});

import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../lib/journal/canonical-json.ts";
import { checksumOf, isIntact, signed } from "../../lib/journal/checksum.ts";
import { writableRows } from "../../lib/journal/writable-rows.ts";
import { JournalError } from "../../lib/model/journal-change.ts";

function nested(levels: number): unknown {
  return Array.from({ length: levels }).reduce<unknown>((inner) => ({ inner }), 1);
}

describe("canonical JSON", () => {
  it("is the same text whatever the order of the keys, and read by JSON.parse", () => {
    const a = { b: [1, { d: null, c: "x" }], a: -0.5, e: true };
    const b = { e: true, a: -0.5, b: [1, { c: "x", d: null }] };
    expect(canonicalJson(a)).toBe('{"a":-0.5,"b":[1,{"c":"x","d":null}],"e":true}');
    expect(canonicalJson(b)).toBe(canonicalJson(a));
    expect(JSON.parse(canonicalJson(a))).toEqual(a);
  });

  it("takes a property that is undefined for a missing one, as a stored copy may", () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it("refuses what has no such text", () => {
    expect(() => canonicalJson(nested(5_000))).toThrow(RangeError);
    expect(() => canonicalJson({ a: 1n })).toThrow(RangeError);
  });
});

describe("a checksum", () => {
  it("holds for the row and for a copy of it that was stored, and not for any other", () => {
    const row = signed("books", { held: "0.1", target: "0.2" });
    expect(isIntact("books", structuredClone(row))).toBe(true);
    expect(isIntact("books", { ...row, held: "0.2" })).toBe(false);
    expect(isIntact("books", { ...row, more: 1 })).toBe(false);
    expect(isIntact("fills", row)).toBe(false);
    expect(isIntact("books", { held: "0.1", target: "0.2" })).toBe(false);
  });

  it("is the one that stored journals have", () => {
    expect(checksumOf("books", { held: "0.1", target: "0.2" })).toBe("8aa0a5a1d899cde4");
  });

  it("does not count the number that the database gives an event", () => {
    const event = signed("events", { at: 1, kind: "tick", body: {} });
    expect(isIntact("events", { ...event, sequence: 5 })).toBe(true);
    expect(isIntact("accountBooks", { ...signed("accountBooks", { net: "0" }), sequence: 5 })).toBe(false);
  });

  it("is never on what is nested without end: such a row is damaged, and not written", () => {
    const event = { at: 1, kind: "tick", body: nested(5_000) };
    expect(isIntact("events", { ...event, checksum: "0".repeat(16) })).toBe(false);
    expect(() => writableRows("events", [event])).toThrow(JournalError);
  });
});

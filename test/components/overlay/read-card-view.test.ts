import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnswer } from "../../../components/overlay/card-action.ts";
import { readCardView } from "../../../components/overlay/read-card-view.ts";
import { CARD_REFUSALS } from "../../../components/overlay/card-action.ts";
import { Refusal } from "../../../lib/messages/protocol.ts";
import { follow, reading, realFollow, view } from "./card-views.ts";

describe("readCardView", () => {
  it.each([
    ["nothing known yet", view({ reading: null })],
    ["a reading", view()],
    ["a follow", view({ follow: follow() })],
    ["a follow with real money", view({ follow: realFollow() })],
    ["a problem", view({ reading: null, readProblem: { kind: "unreachable", detail: "x" } })],
    ["a field that is not known", { ...view(), newField: 1 }],
  ])("takes %s", (_name, raw) => {
    expect(readCardView(structuredClone(raw))).toEqual(raw);
  });

  it.each<[string, unknown]>([
    ["a number for a figure", { ...view(), defaultAllocation: 1000 }],
    ["a figure in exponent form", { ...view(), defaultAllocation: "1e3" }],
    ["an unknown status", view({ follow: { ...follow(), status: "asleep" as "paused" } })],
    ["paper without its figures", { ...view(), follow: { ...follow(), equity: undefined } }],
    ["real money without a status", { ...view(), follow: { ...realFollow(), status: undefined } }],
    ["money of neither kind", { ...view(), follow: { ...follow(), kind: "play" } }],
    ["a reading without positions", { ...view(), reading: { ...reading(), snapshot: { equity: "1" } } }],
    ["a missing field", { ...view(), halted: undefined }],
  ])("refuses %s", (_name, raw) => {
    expect(readCardView(raw)).toBeNull();
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        expect(readCardView(raw)).toBeNull();
        readAnswer(raw);
      }),
    );
  });
});

describe("readAnswer", () => {
  it("knows every refusal of the protocol", () => {
    expect(Refusal.options.filter((refusal) => !CARD_REFUSALS.includes(refusal))).toEqual([]);
    for (const refusal of Refusal.options) {
      expect(readAnswer({ ok: false, refusal, detail: null })).toEqual({ ok: false, refusal });
    }
  });

  it("takes what it does not know for no answer, never for a yes", () => {
    for (const raw of [undefined, null, "ok", {}, { ok: 1 }, { ok: false, refusal: "other" }]) {
      expect(readAnswer(raw)).toEqual({ ok: false, refusal: "no-answer" });
    }
    expect(readAnswer({ ok: true, followId: "f1" })).toEqual({ ok: true });
  });
});

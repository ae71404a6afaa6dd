import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ORDER_EVENTS, isFinal, orderMove } from "../../../lib/engine/order-state.ts";
import { IntentStatus } from "../../../lib/model/state.ts";

const events = fc.array(fc.constantFrom(...ORDER_EVENTS), { maxLength: 30 });

/** Where a series of events takes an order; what is told as filled counts as filled whole. */
function after(series: readonly (typeof ORDER_EVENTS)[number][]): IntentStatus[] {
  const path: IntentStatus[] = ["committed"];
  for (const event of series) {
    const status = path.at(-1) ?? "committed";
    const { to } = orderMove(status, event);
    path.push(to === "ignored" ? status : to === "as-filled" ? "filled" : to);
  }
  return path;
}

describe("an order", () => {
  it("ends once, and stays as it ended whatever is told later", () => {
    fc.assert(
      fc.property(events, (series) => {
        const path = after(series);
        const end = path.findIndex(isFinal);
        expect(new Set(end < 0 ? [] : path.slice(end)).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("is never committed again once it is unknown: it is not sent a second time", () => {
    fc.assert(
      fc.property(events, (series) => {
        const path = after(series);
        const first = path.findIndex((status) => status !== "committed");
        expect(first < 0 ? [] : path.slice(first)).not.toContain("committed");
      }),
    );
  });

  it("does not end by time, by silence or by a new life", () => {
    const silent = fc.array(
      fc.constantFrom("unknown" as const, "report-late" as const, "boot" as const, "not-found-once" as const),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(silent, (series) => {
        expect(after(series).some(isFinal)).toBe(false);
      }),
    );
  });

  it("is not called absent by one reading alone, nor while it may be on its way", () => {
    fc.assert(
      fc.property(events, (series) => {
        const path = after(series);
        for (const [index, event] of series.entries()) {
          if (path[index] === "committed" && event.startsWith("not-found")) {
            expect(path[index + 1]).toBe("committed");
          }
          if (event === "not-found-once") expect(path[index + 1]).toBe(path[index]);
        }
      }),
    );
  });

  it("has a decision for every pair", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...IntentStatus.options),
        fc.constantFrom(...ORDER_EVENTS),
        (status, event) => {
          expect(() => orderMove(status, event)).not.toThrow();
        },
      ),
    );
  });
});

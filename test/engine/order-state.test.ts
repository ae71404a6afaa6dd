import { describe, expect, it } from "vitest";
import { ORDER_EVENTS, type OrderEvent, isFinal, orderMove } from "../../lib/engine/order-state.ts";
import { IntentStatus } from "../../lib/model/state.ts";

describe("the order state machine", () => {
  it("decides every pair of state and event, and says why where it ignores one", () => {
    for (const status of IntentStatus.options) {
      for (const event of ORDER_EVENTS) {
        const move = orderMove(status, event);
        if (move.to === "ignored") expect(move.because).not.toBe("");
        else expect([...IntentStatus.options, "as-filled"]).toContain(move.to);
      }
    }
  });

  it("throws on a pair that nobody decided", () => {
    expect(() => orderMove("asleep" as IntentStatus, "done")).toThrow(/nobody decided/);
    expect(() => orderMove("unknown", "forgotten" as OrderEvent)).toThrow(/nobody decided/);
    expect(() => orderMove("unknown", "toString" as OrderEvent)).toThrow(/nobody decided/);
  });

  it("lets nothing out of what is final", () => {
    for (const status of IntentStatus.options.filter(isFinal)) {
      for (const event of ORDER_EVENTS) expect(orderMove(status, event).to).toBe("ignored");
    }
  });

  it("leaves unknown by evidence, the venue's word or the user's only, and never by time", () => {
    const out = ORDER_EVENTS.filter((event) => {
      const { to } = orderMove("unknown", event);
      return to !== "ignored" && to !== "unknown";
    });
    expect(out.toSorted()).toEqual(
      ["done", "dropped", "not-found-twice", "not-sent", "rejected", "settled-by-hand"].toSorted(),
    );
  });

  it("never takes silence for an end", () => {
    for (const event of ["unknown", "report-late", "boot", "impossible"] as const) {
      expect(orderMove("committed", event).to).toBe("unknown");
    }
    for (const event of ["not-found-once", "not-found-twice"] as const) {
      expect(orderMove("committed", event).to).toBe("ignored");
    }
  });
});

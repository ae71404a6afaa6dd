import { describe, expect, it } from "vitest";
import { STOP_EVENTS, type StopEvent, isFinalStop, stopMove } from "../../../lib/engine/stops/stop-state.ts";
import { FINAL_STOP_STATUSES } from "../../../lib/journal/tables.ts";
import { StopStatus } from "../../../lib/model/stop.ts";

const ways = (status: StopStatus) =>
  STOP_EVENTS.filter((event) => !["ignored", status].includes(stopMove(status, event).to));

describe("the stop state machine", () => {
  it("decides every pair of state and event, and says why where it ignores one", () => {
    for (const status of StopStatus.options) {
      for (const event of STOP_EVENTS) {
        const move = stopMove(status, event);
        if (move.to === "ignored") expect(move.because).not.toBe("");
        else expect(StopStatus.options).toContain(move.to);
      }
    }
  });

  it("throws on a pair that nobody decided", () => {
    expect(() => stopMove("asleep" as StopStatus, "fired")).toThrow(/nobody decided/);
    expect(() => stopMove("resting", "forgotten" as StopEvent)).toThrow(/nobody decided/);
    expect(() => stopMove("resting", "toString" as StopEvent)).toThrow(/nobody decided/);
  });

  it("lets nothing out of what is final, which is what the journal takes for final", () => {
    expect(StopStatus.options.filter(isFinalStop).toSorted()).toEqual([...FINAL_STOP_STATUSES].toSorted());
    for (const status of StopStatus.options.filter(isFinalStop)) expect(ways(status)).toEqual([]);
  });

  it("leaves unknown and cancelling by evidence or the venue's word only, and never by time", () => {
    const evidence = ["cancelled", "dropped", "fired", "not-found-twice", "not-sent", "replaced"];
    expect(ways("unknown").toSorted()).toEqual([...evidence, "rejected", "resting"].toSorted());
    expect(ways("cancelling").toSorted()).toEqual(evidence);
  });

  it("never takes silence for an end", () => {
    for (const event of ["unknown", "report-late", "boot"] as const) {
      expect(stopMove("committed", event).to).toBe("unknown");
      expect(stopMove("resting", event).to).toBe("ignored");
    }
    expect(stopMove("resting", "missing").to).toBe("unknown");
    for (const event of ["not-found-once", "not-found-twice"] as const) {
      expect(stopMove("committed", event).to).toBe("ignored");
      expect(stopMove("resting", event).to).toBe("ignored");
    }
  });
});

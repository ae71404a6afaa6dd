import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../../lib/engine/engine-event.ts";
import type { CommittedStop, StopDesk, StopReport } from "../../lib/model/stop.ts";
import { StopExecutor } from "../../lib/runtime/stop-executor.ts";
import { cancelOf, sampleStop } from "../journal/sample-stops.ts";
import { T0 } from "../journal/sample-values.ts";

const row = sampleStop(1);
const stop = row.stop as CommittedStop;
const { accountId, instrument, clientOrderId } = stop;
const of = { accountId, instrument, clientOrderId, at: T0 };
const RESTING: StopReport = { kind: "stop-resting", ...of };

async function turns(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
}

function rig(answer: () => Promise<StopReport>, withDesk = true) {
  const asked: string[] = [];
  const posted: EngineEvent[] = [];
  const clock = {
    at: T0,
    now: () => clock.at,
    setTimeout: () => ({ timer: null }),
    clearTimeout: () => undefined,
  };
  const desk: StopDesk = {
    placeStop: () => {
      asked.push("place");
      return answer();
    },
    cancelStop: () => {
      asked.push("cancel");
      return answer();
    },
    lookupStop: () => {
      asked.push("lookup");
      return answer();
    },
  };
  const executor = new StopExecutor({
    clock,
    deskOf: () => (withDesk ? desk : null),
    post: (event) => posted.push(event),
  });
  return { executor, asked, posted, clock };
}

describe("stops on their way to a venue", () => {
  it("are handed over once, whatever they are told", async () => {
    const { executor, asked, posted } = rig(async () => RESTING);
    executor.place(stop);
    executor.place(stop);
    await turns();
    expect(asked).toEqual(["place"]);
    expect(posted).toEqual([RESTING]);
  });

  it.each([
    ["expired", T0 + 5_001],
    ["committed by a clock that was set back since", T0 - 1_001],
  ])("are not sent when they are %s", async (_, now) => {
    const { executor, asked, posted, clock } = rig(async () => RESTING);
    clock.at = now;
    executor.place(stop);
    await turns();
    expect(asked).toEqual([]);
    expect(posted).toMatchObject([{ kind: "stop-not-sent", clientOrderId }]);
  });

  it("are not sent where the account's venue has none, nor removed, and nothing is said of a look-up", async () => {
    const { executor, posted } = rig(async () => RESTING, false);
    executor.place(stop);
    executor.cancel(cancelOf(row), 1);
    executor.lookup(stop, 1);
    await turns();
    expect(posted.map(({ kind }) => kind)).toEqual(["stop-not-sent", "stop-not-sent"]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ["nothing that is understood", async () => ({ kind: "stop-rests" })],
    ["of another stop", async () => ({ ...RESTING, clientOrderId: sampleStop(2).stop.clientOrderId })],
    ["of another account", async () => ({ ...RESTING, accountId: "other" })],
    ["that a stop it was just given is not found", async () => ({ kind: "stop-not-found", ...of })],
    [
      "nothing, and rejects",
      async () => {
        throw new Error("socket");
      },
    ],
  ])("are unknown when the venue says %s", async (_, answer) => {
    const { executor, posted } = rig(answer as () => Promise<StopReport>);
    executor.place(stop);
    await turns();
    expect(posted).toMatchObject([{ kind: "stop-unknown", clientOrderId, accountId }]);
  });

  it("are asked for one question of a kind at a time; a look-up that finds nothing names its tick", async () => {
    let answer: (report: StopReport) => void = () => undefined;
    const waiting = (): Promise<StopReport> =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const { executor, asked, posted } = rig(waiting);
    executor.lookup(stop, 7);
    executor.lookup(stop, 8);
    await turns();
    expect(asked).toEqual(["lookup"]);
    answer({ kind: "stop-not-found", ...of });
    await turns();
    expect(posted).toEqual([{ kind: "stop-not-found", ...of, askedTick: 7 }]);
    executor.cancel(cancelOf(row), 9);
    executor.cancel(cancelOf(row), 10);
    await turns();
    answer({ kind: "stop-not-found", ...of });
    await turns();
    expect(posted.at(-1)).toEqual({ kind: "stop-not-found", ...of, askedTick: 9 });
    executor.cancel(cancelOf(row), 11);
    await turns();
    expect(asked).toEqual(["lookup", "cancel", "cancel"]);
  });
});

import { expect, it } from "vitest";
import type { EngineState } from "../../lib/engine/engine-state.ts";
import { updateWhenIdle } from "../../lib/runtime/update-when-idle.ts";
import { EngineDriver, FOLLOW } from "../engine/engine-driver.ts";
import { STOP_AT, following, trade } from "../engine/stops/stop-driver.ts";
import { mirroringForReal } from "../engine/real-driver.ts";
import { sampleIntent } from "../journal/sample-orders.ts";

function rig(state: EngineState | null) {
  let offer = (): void => undefined;
  const rig = {
    state,
    reloads: 0,
    offer: () => offer(),
  };
  const updates = updateWhenIdle(
    {
      onUpdateAvailable: { addListener: (listener) => void (offer = listener) },
      reload: () => void (rig.reloads += 1),
    },
    () => rig.state,
  );
  return { rig, changed: () => updates.changed() };
}

const idle = new EngineDriver().state;
const row = sampleIntent(1);
const busy: EngineState = { ...idle, openIntents: new Map([[row.intent.clientOrderId, row]]) };

it("an update that comes while nothing is under way is installed at once", () => {
  const { rig: now } = rig(idle);
  now.offer();
  expect(now.reloads).toBe(1);
});

it("an update waits for the order in flight, and for a life that has booted, and comes once", () => {
  const { rig: now, changed } = rig(null);
  now.offer();
  now.state = busy;
  changed();
  expect(now.reloads).toBe(0);
  now.state = idle;
  changed();
  changed();
  expect(now.reloads).toBe(1);
});

it("an update waits while real money is mirrored, because a reload locks the vault", () => {
  const engine = mirroringForReal();
  const { rig: now, changed } = rig(engine.state);
  now.offer();
  expect(now.reloads).toBe(0);
  engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
  engine.wait(1_000);
  now.state = engine.state;
  changed();
  expect(now.reloads).toBe(1);
});

it("an update waits while a stop of ours rests or is about to, also where the follow is over", () => {
  const engine = following(STOP_AT(10));
  trade(engine, 0.1);
  engine.live(3);
  engine.answersStops = false;
  engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
  engine.live(3);
  const { rig: now } = rig(engine.state);
  expect(engine.stops).toMatchObject([{ status: "cancelling" }]);
  now.offer();
  expect(now.reloads).toBe(0);
});

it("nothing is reloaded where no update is offered", () => {
  const { rig: now, changed } = rig(idle);
  changed();
  expect(now.reloads).toBe(0);
});

import { expect, it } from "vitest";
import type { EngineState } from "../../lib/engine/engine-state.ts";
import { updateWhenIdle } from "../../lib/runtime/update-when-idle.ts";
import { EngineDriver } from "../engine/engine-driver.ts";
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

it("nothing is reloaded where no update is offered", () => {
  const { rig: now, changed } = rig(idle);
  changed();
  expect(now.reloads).toBe(0);
});

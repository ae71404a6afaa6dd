import type { Dice } from "../simulation/dice.ts";
import type { World } from "../world/world.ts";

type Plan = (faults: World["faults"], dice: Dice) => void;

const ORDER = { path: "/exchange", type: "order", stops: false } as const;
const STOP = { path: "/exchange", type: "order", stops: true } as const;

/** A way may take so long, ms: shorter than an order lives, so that one can arrive after its worker has died. */
const LATE_MS = 3_000;

const late = (where: "before-acceptance" | "after-acceptance"): Plan => {
  return (faults, dice) => faults.late({ ...ORDER, ms: dice.int(100, LATE_MS), where });
};

/** What the line to the exchange does to the acts of one worker life, by name. */
const PLANS: Readonly<Record<string, Plan>> = {
  nothing: () => undefined,
  "order: answer lost": (faults) => faults.timeoutAfterAccept(1, ORDER),
  "order: hangs": (faults) => faults.hang(ORDER),
  "order: arrives late": late("before-acceptance"),
  "order: answered late": late("after-acceptance"),
  "first stop: answer lost": (faults) => faults.timeoutAfterAccept(1, STOP),
  "first stop: hangs": (faults) => faults.hang(STOP),
  "stop's change: answer lost": (faults) => faults.timeoutAfterAccept(1, { type: "batchModify" }),
  "stop's change: hangs": (faults) => faults.hang({ type: "batchModify", path: "/exchange" }),
  "stop's end: answer lost": (faults) => faults.timeoutAfterAccept(1, { type: "cancelByCloid" }),
  "leverage: answer lost": (faults) => faults.timeoutAfterAccept(1, { type: "updateLeverage" }),
  "leverage: hangs": (faults) => faults.hang({ type: "updateLeverage", path: "/exchange" }),
  "streams: dropped": (faults) => faults.dropSockets(),
  "order and stop: answers lost, streams dropped": (faults) => {
    faults.timeoutAfterAccept(1, ORDER);
    faults.timeoutAfterAccept(1, STOP);
    faults.dropSockets();
  },
};

/** Draws what happens in the next life, in the place of what was left of the last; answers its name. */
export function planFault(world: World, dice: Dice): string {
  world.faults.clear();
  const name = dice.pick(Object.keys(PLANS));
  PLANS[name]?.(world.faults, dice);
  return name;
}

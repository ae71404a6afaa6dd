import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { CRASH_PHASES, type PlannedCrash } from "./crash-plan.ts";
import type { Dice } from "./dice.ts";
import type { PlannedFault } from "./fault-desk.ts";
import type { PlannedCommand } from "./planned-command.ts";

/** So soon the user says that stops are to rest, ms. */
const SAID_MS = 300;

/**
 * On a real account stops rest at the exchange, and on paper in some schedules. Prices move by little, so that stops are
 * near to be reached at all.
 */
export function protectionOf(dice: Dice, isReal: boolean): number | null {
  return dice.chance(isReal ? 0.85 : 0.25) ? dice.pick([0.001, 0.004, 0.004, 0.02]) : null;
}

/** The account is one whose stops rest, whatever else the user sets of it. */
export function withStops(
  liquidationAway: number | null,
  beganAt: number,
  commands: readonly PlannedCommand[],
): readonly PlannedCommand[] {
  if (liquidationAway === null) return commands;
  const restingStops = "always" as const;
  const settings = { ...DEFAULT_ACCOUNT_SETTINGS, restingStops };
  const first: PlannedCommand = {
    at: beganAt + SAID_MS,
    command: { kind: "edit-account", at: 0, accountId: PAPER_ACCOUNT, settings },
  };
  return [
    first,
    ...commands.map(({ at, command }): PlannedCommand =>
      command.kind === "edit-account"
        ? { at, command: { ...command, settings: { ...command.settings, restingStops } } }
        : { at, command },
    ),
  ];
}

/** Now and then a life ends while a stop is placed, removed or looked up. */
export function stopCrashes(dice: Dice, from: number, until: number): PlannedCrash[] {
  if (!dice.chance(0.4)) return [];
  const port = dice.pick(["venue.placeStop", "venue.placeStop", "venue.cancelStop", "venue.lookupStop"]);
  const skip = dice.chance(0.5) ? 0 : dice.int(0, 4);
  return [{ from: dice.int(from, until), port, phase: dice.pick(CRASH_PHASES), skip }];
}

/** Now and then the user removes one by hand. */
export function stopFaults(dice: Dice, from: number, until: number): PlannedFault[] {
  if (!dice.chance(0.2)) return [];
  return [{ name: "stop-removed-by-hand", from: dice.int(from, until), until, times: 1 }];
}

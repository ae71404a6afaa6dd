import type { Command } from "../../../lib/model/command.ts";
import { type ExitRules, NO_EXIT_RULES } from "../../../lib/model/exit-rules.ts";
import type { FollowSettings } from "../../../lib/model/follow-settings.ts";
import type { Happening } from "../fault-plan.ts";
import type { FaultName } from "../fault-names.ts";
import type { Schedule } from "../schedule.ts";
import type { PlantedBug } from "./planted-bug.ts";

type MayShow = PlantedBug["mayShow"];

/** Some follow has such settings, from the start or after an edit. */
export function someSettings(test: (settings: FollowSettings) => boolean): MayShow {
  return ({ commands }) =>
    commands.some(
      ({ command }) =>
        (command.kind === "follow" || command.kind === "edit-follow") && test(command.settings),
    );
}

/** The user says it. */
export function someCommand(...kinds: readonly Command["kind"][]): MayShow {
  return ({ commands }) => commands.some(({ command }) => kinds.includes(command.kind));
}

export function someFault(...names: readonly FaultName[]): MayShow {
  return ({ faults }) => faults.some(({ name }) => names.includes(name));
}

export function someHappening(...kinds: readonly Happening["kind"][]): MayShow {
  return ({ happenings }) => happenings.some(({ kind }) => kinds.includes(kind));
}

/** Rules that trip at the first breath of the market, in every follow. */
export function touchy(rules: Partial<ExitRules>): (schedule: Schedule) => Schedule {
  const exits = { ...NO_EXIT_RULES, ...rules };
  return (schedule) => ({
    ...schedule,
    commands: schedule.commands.map(({ at, command }) =>
      command.kind === "follow" || command.kind === "edit-follow"
        ? { at, command: { ...command, settings: { ...command.settings, exits } } }
        : { at, command },
    ),
  });
}

export const severalFollows: MayShow = ({ leaders }) => leaders.length > 1;
export const aLifeEnds: MayShow = ({ crashes }) => crashes.length > 0;

export function both(...all: readonly MayShow[]): MayShow {
  return (schedule) => all.every((one) => one(schedule));
}

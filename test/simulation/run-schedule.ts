import type { Command } from "../../lib/model/command.ts";
import type { CrashPlan } from "./crash-plan.ts";
import { Dice } from "./dice.ts";
import { FEWEST_FAULTS } from "./fault-plan.ts";
import { happen } from "./happen.ts";
import { partsOf } from "./leader-acts.ts";
import type { ScheduleRecord } from "./record.ts";
import { recordOf } from "./record-of.ts";
import { type Schedule, scheduleOf } from "./schedule.ts";
import { type Wiring, soundWiring } from "./wiring.ts";
import { World } from "./world.ts";

const SECOND_MS = 1_000;

export interface RunOptions {
  readonly wiring?: Wiring;
  /** Where lives end; else as the seed has it. */
  readonly crashes?: CrashPlan;
}

/** Runs what a seed means from the beginning to the end, and tells all that happened. */
export function runSchedule(seed: number, options: RunOptions = {}): Promise<ScheduleRecord> {
  return runPlanned(scheduleOf(seed), options);
}

/** The same for a schedule that was made otherwise. */
export async function runPlanned(schedule: Schedule, options: RunOptions = {}): Promise<ScheduleRecord> {
  const world = new World(schedule, options.wiring ?? soundWiring(), options.crashes ?? null);
  planLeaders(schedule, world);
  for (const { at, command } of schedule.commands) world.time.at(at, () => obey(world, command));
  for (const act of schedule.real?.keyActs ?? [])
    world.time.at(act.at, () => world.vault?.act(act, world.life));
  for (const { at, instrument, setting } of schedule.real?.byHand ?? [])
    world.time.at(at, () => world.venue.settings.byHand(instrument, setting, at));
  for (const one of schedule.happenings) world.time.at(one.at, () => happen(world, one));
  // Who says where lives end gets no other faults than were planned.
  if (options.crashes === undefined) world.time.at(schedule.calmAt - 8_000, () => makeUpForMissing(world));
  world.time.at(schedule.calmAt, () => {
    world.machine.connect(true);
    world.machine.awakeAt = 0;
    world.boot();
  });
  if (schedule.liquidationAway !== null || schedule.real !== null) {
    for (let at = schedule.beganAt; at < schedule.endAt; at += SECOND_MS)
      world.time.at(at, () => world.watchStops());
  }
  world.boot();
  await world.time.runUntil(schedule.endAt);
  const record = await recordOf(schedule, world);
  world.store.close();
  return record;
}

function planLeaders(schedule: Schedule, world: World): void {
  for (const [index, plan] of schedule.leaders.entries()) {
    const leader = world.leaders[index];
    if (leader === undefined) continue;
    const dice = new Dice(schedule.seed, `pieces ${index}`);
    for (const act of plan.acts) {
      world.time.at(act.at, () => {
        if (act.kind === "money") return leader.move(leader.equity(act.at) * act.share);
        const rows = leader.trade(partsOf(act, leader, world.market, dice), world.time.now);
        if (rows.length > 0) world.leaderLines?.tell(leader, rows);
      });
    }
  }
}

/** So long the engine may be deaf for the word that the switch was set. */
const DEAF_MS = 400;

/** A halt is written down by whoever hears it first, and told later; closing everything lifts it. */
async function obey(world: World, command: Command): Promise<void> {
  if (command.kind !== "halt" && command.kind !== "lift-halt" && command.kind !== "close-all") {
    world.say(command);
    return;
  }
  const since = command.kind === "halt" ? world.time.now + world.machine.offsetMs : null;
  world.haltSwitch.push({ at: world.time.now, since });
  await world.store.setHalt(since);
  world.time.after(DEAF_MS, () => world.say(command));
}

/** Where the planned faults found no occasion, others come that need none. */
function makeUpForMissing(world: World): void {
  for (let missing = FEWEST_FAULTS - world.faults.happened.length; missing > 0; missing -= 1) {
    world.time.after(missing * 1_000, () => {
      if (world.life !== null) return world.kill(world.life, "anywhere");
      world.machine.setClock(world.machine.offsetMs + 300);
      world.faults.note("clock-jump", "300 ms");
    });
  }
}

import {
  Address,
  FollowId,
  type InstrumentId,
  type LeaderId,
  PAPER_ACCOUNT,
  leaderIdOf,
} from "../../lib/model/identity.ts";
import type { PlannedCrash } from "./crash-plan.ts";
import { Dice } from "./dice.ts";
import { type Happening, plannedFaults } from "./fault-plan.ts";
import type { PlannedFault } from "./fault-desk.ts";
import { settingsOf } from "./follow-plan.ts";
import { protectionOf, stopCrashes, stopFaults, withStops } from "./stop-plan.ts";
import { type LeaderAct, chanceAct } from "./leader-acts.ts";
import type { PlannedCommand } from "./planned-command.ts";
import { replayed } from "./recordings.ts";
import { type RealPlan, onReal, realPlanOf } from "./real-plan.ts";
import type { LeaderPart } from "./sim-leader.ts";
import { type Listing, listing } from "./sim-market.ts";
import { userCommands } from "./user-commands.ts";

export interface LeaderPlan {
  readonly id: LeaderId;
  readonly clockOffsetMs: number;
  readonly cash: number;
  readonly holdings: readonly LeaderPart[];
  readonly acts: readonly LeaderAct[];
}

/** All that a seed means. */
export interface Schedule {
  readonly seed: number;
  readonly beganAt: number;
  /** From here on nothing is disturbed, and no leader or user does anything. */
  readonly calmAt: number;
  readonly endAt: number;
  readonly listings: readonly Listing[];
  readonly venueClockOffsetMs: number;
  readonly leaders: readonly LeaderPlan[];
  readonly commands: readonly PlannedCommand[];
  readonly faults: readonly PlannedFault[];
  readonly happenings: readonly Happening[];
  readonly crashes: readonly PlannedCrash[];
  /** Null: it is all on paper. */
  readonly real: RealPlan | null;
  /** Stops rest at the exchange; it says that positions are liquidated so far from their entry (a part of it). Null: none do. */
  readonly liquidationAway: number | null;
  /** On the real journal over an IndexedDB in memory. */
  readonly onDexie: boolean;
}

const BEGAN_AT = 1_780_000_000_000;
const FIRST_ACT_MS = 6_000;
const CALM_MS = 54_000;
const REST_MS = 60_000;
/** Every schedule has at least so many acts of leaders. */
const FEWEST_ACTS = 46;
const ONE_IN_DEXIE = 20;

function coins(): Listing[] {
  return [
    listing("BTC", 5, 60_000),
    listing("ETH", 4, 2_000),
    listing("SOL", 2, 100),
    listing("DOGE", 0, 0.2),
  ];
}

export function scheduleOf(seed: number): Schedule {
  const dice = new Dice(seed, "schedule");
  const beganAt = BEGAN_AT;
  const calmAt = beganAt + CALM_MS;
  const from = beganAt + FIRST_ACT_MS;
  const until = calmAt - 2_000;
  const count = dice.pick([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5]);
  const recorded = dice.chance(0.3) ? replayed(new Dice(seed, "recording"), from, until) : null;
  const chanceListings = coins().slice(0, dice.int(1, 4));
  const listings = [...chanceListings, ...(recorded?.listings ?? [])];
  const instruments = chanceListings.map(({ id }) => id);
  const leaders = Array.from({ length: count }, (_, index): LeaderPlan => {
    const own = new Dice(seed, `leader ${index}`);
    const common = { id: leaderId(index), clockOffsetMs: clockOffset(own) };
    if (index === 0 && recorded !== null) return { ...common, ...recorded };
    return { ...common, ...chanceLeader(own, chanceListings, instruments, from, until) };
  });
  const missing = FEWEST_ACTS - leaders.reduce((sum, { acts }) => sum + acts.length, 0);
  const last = leaders.at(-1);
  const busy = new Dice(seed, "more acts");
  const more =
    last === undefined
      ? []
      : Array.from({ length: Math.max(0, missing) }, () =>
          chanceAct(busy, busy.int(from, until), instruments),
        );
  const follows = leaders.map(({ id }, index): PlannedCommand =>
    followOf(seed, index, id, beganAt, instruments),
  );
  const settings = new Map(
    follows.flatMap(({ command }) =>
      command.kind === "follow" ? [[command.followId, command.settings] as const] : [],
    ),
  );
  const real = realPlanOf(
    new Dice(seed, "real account"),
    listings.map(({ id }) => id),
    from,
    until,
  );
  const liquidationAway = protectionOf(new Dice(seed, "stops"), real !== null);
  const disturbed = plannedFaults(new Dice(seed, "faults"), instruments, leaders.length, from, until);
  return {
    seed,
    beganAt,
    calmAt,
    endAt: calmAt + REST_MS,
    listings,
    venueClockOffsetMs: real?.venueClockOffsetMs ?? dice.pick([0, 0, 400, -700]),
    leaders: leaders.map((one) => (one === last ? { ...one, acts: byTime([...one.acts, ...more]) } : one)),
    liquidationAway,
    commands: onReal(
      real,
      withStops(
        real === null ? liquidationAway : null,
        beganAt,
        byTime([
          ...follows,
          ...userCommands(
            new Dice(seed, "user"),
            new Dice(seed, "account rules"),
            settings,
            instruments,
            from,
            until,
          ),
        ]),
      ),
      beganAt,
    ),
    ...disturbed,
    faults: [
      ...disturbed.faults,
      ...(real?.faults ?? []),
      ...(liquidationAway === null ? [] : stopFaults(new Dice(seed, "stop faults"), from, until)),
    ],
    crashes: [
      ...disturbed.crashes,
      ...(liquidationAway === null ? [] : stopCrashes(new Dice(seed, "stop crashes"), from, until)),
    ],
    real,
    onDexie: seed % ONE_IN_DEXIE === 0,
  };
}

export function byTime<T extends { readonly at: number }>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => a.at - b.at);
}

function leaderId(index: number): LeaderId {
  return leaderIdOf(Address.parse(`0x${String(index + 1).repeat(40)}`));
}

export function followId(index: number): FollowId {
  return FollowId.parse(`f${index + 1}`);
}

function clockOffset(dice: Dice): number {
  return dice.chance(0.7)
    ? 0
    : dice.pick([-12_000, -2_500, -300, 250, 2_000, 12_000, dice.chance(0.3) ? 45_000 : 900]);
}

function chanceLeader(
  dice: Dice,
  listings: readonly Listing[],
  instruments: readonly InstrumentId[],
  from: number,
  until: number,
): Pick<LeaderPlan, "cash" | "holdings" | "acts"> {
  const cash = dice.pick([2_000, 20_000, 100_000, 500_000]);
  const holdings = listings.flatMap((one): LeaderPart[] => {
    if (!dice.chance(0.4)) return [];
    const usd = cash * dice.pick([0.05, 0.3, 1]);
    const lots = Math.round((usd / one.startPrice) * 10 ** one.lotDecimals) * (dice.chance(0.5) ? 1 : -1);
    const price = Math.round(one.startPrice * 10 ** one.priceDecimals * (1 + dice.around(0.02)));
    return lots === 0 ? [] : [{ instrument: one.id, lots, price }];
  });
  const acts = Array.from({ length: dice.int(8, 16) }, () =>
    chanceAct(dice, dice.int(from, until), instruments),
  );
  return { cash, holdings, acts: byTime(acts) };
}

function followOf(
  seed: number,
  index: number,
  id: LeaderId,
  beganAt: number,
  instruments: readonly InstrumentId[],
): PlannedCommand {
  const dice = new Dice(seed, `follow ${index}`);
  const at = beganAt + (index === 0 ? 500 : dice.int(500, 20_000));
  return {
    at,
    command: {
      kind: "follow",
      at: 0,
      followId: followId(index),
      leaderId: id,
      accountId: PAPER_ACCOUNT,
      settings: settingsOf(dice, instruments),
      startedFrom: "extension",
    },
  };
}

import type { Command } from "../../../lib/model/command.ts";
import { NO_EXIT_RULES } from "../../../lib/model/exit-rules.ts";
import { DEFAULT_SETTINGS, FollowSettings } from "../../../lib/model/follow-settings.ts";
import { Address, PAPER_ACCOUNT, leaderIdOf } from "../../../lib/model/identity.ts";
import type { LeaderAct } from "../leader-acts.ts";
import { type Schedule, followId } from "../schedule.ts";
import { listing } from "../sim-market.ts";
import { REAL_PLAN, type RealPlan } from "../real-plan.ts";
import type { VenueOutcome } from "./venue-outcomes.ts";

const BEGAN_AT = 1_780_000_000_000;
const REST_MS = 60_000;
const STAGES = 10;

const BTC = listing("BTC", 5, 60_000);
const ETH = listing("ETH", 4, 2_000);

const SETTINGS = FollowSettings.parse({
  ...DEFAULT_SETTINGS,
  limits: {
    ...DEFAULT_SETTINGS.limits,
    maxLeverage: 10,
    maxPosition: "10000",
    maxSlippageBps: 100,
    maxAgeMs: 60_000,
  },
  exits: { ...NO_EXIT_RULES, positionStopLoss: { limit: 1, action: "close" } },
});

/**
 * The whole life of a follow in ten stages, one growth or sale in each: start beside a position that is not copied,
 * growth in several fills, a second position, a reduction, a flip, pause and resume, growth and a sale by hand, an exit
 * rule, its latch until the leader was flat, stop and close. In every stage the first order has the same outcome at the venue.
 */
export function followLife(seed: number, outcome: VenueOutcome): Schedule {
  const { stageMs, fault, real = false } = outcome;
  const stage = (number: number, ms = 0): number => BEGAN_AT + number * stageMs + ms;
  const calmAt = stage(STAGES);
  const act = (
    kind: "open" | "add" | "reduce" | "close" | "flip",
    at: number,
    one = BTC,
    pieces = 1,
  ): LeaderAct => ({
    kind,
    at,
    instrument: one.id,
    share: kind === "reduce" ? 0.3 : 0.2,
    buys: true,
    pieces,
  });
  const id = followId(0);
  const accountId = real ? REAL_PLAN.accountId : PAPER_ACCOUNT;
  const plan: RealPlan = {
    ...REAL_PLAN,
    keyActs: [
      { at: stage(9, -300), locked: true, finding: null, forgets: false },
      { at: stage(9, 2_000), locked: false, finding: null, forgets: true },
    ],
  };
  const said = (at: number, command: Command): Schedule["commands"][number] => ({ at, command });
  const leaderId = leaderIdOf(Address.parse(`0x${"1".repeat(40)}`));
  return {
    seed,
    beganAt: BEGAN_AT,
    calmAt,
    endAt: calmAt + REST_MS,
    listings: [BTC, ETH],
    venueClockOffsetMs: 0,
    leaders: [
      {
        id: leaderId,
        clockOffsetMs: 0,
        cash: 100_000,
        holdings: [{ instrument: BTC.id, lots: 50_000, price: 600_000 }],
        acts: [
          act("add", stage(1), BTC, 3),
          act("open", stage(2), ETH),
          act("reduce", stage(3)),
          act("flip", stage(4)),
          act("add", stage(5, 1_000), ETH),
          act("add", stage(6), ETH),
          act("close", stage(8), ETH),
          act("open", stage(8, 2_000), ETH),
        ],
      },
    ],
    commands: [
      ...(real ? [said(BEGAN_AT + 100, { kind: "add-account", at: 0, accountId, key: REAL_PLAN.key })] : []),
      said(BEGAN_AT + 500, {
        kind: "follow",
        at: 0,
        followId: id,
        leaderId,
        accountId,
        settings: SETTINGS,
        startedFrom: "extension",
      }),
      said(stage(5), { kind: "pause", at: 0, followId: id }),
      said(stage(5, 2_000), { kind: "resume", at: 0, followId: id }),
      said(stage(9), { kind: "stop", at: 0, followId: id, positions: "close" }),
    ],
    faults:
      fault === null
        ? []
        : Array.from({ length: STAGES }, (_, number) => ({
            name: fault,
            from: stage(number),
            until: stage(number + 1),
            times: 1,
          })),
    happenings: [
      { kind: "manual-trade", at: stage(6, 3_000), instrument: BTC.id, share: -0.5 },
      { kind: "price-jump", at: stage(7), instrument: ETH.id, factor: 0.97 },
    ],
    crashes: [],
    real: real ? plan : null,
    liquidationAway: null,
    onDexie: false,
  };
}

import type { EngineEvent } from "../../../lib/engine/engine-event.ts";
import { decimalString } from "../../../lib/model/decimal.ts";
import { LeaderEvent } from "../../../lib/model/leader.ts";
import type { Dice } from "../../simulation/dice.ts";
import { baseStates } from "../base-states.ts";
import { LEADERS, NOW, coin } from "../story.ts";
import { mutated } from "../mutate.ts";
import { checkStep, refuseDamaged } from "../state-rules.ts";
import { takeEvents } from "../take-events.ts";
import { type Outcome, type Target, refused, taken } from "../target.ts";

const text = (value: string) => decimalString(value);
const [leaderId] = LEADERS;

const EVENTS: readonly unknown[] = [
  {
    kind: "leader-fills",
    leaderId,
    at: NOW,
    fills: [
      {
        instrument: coin("ETH"),
        side: "buy",
        price: text("2001"),
        size: text("4"),
        time: NOW - 100,
        startPosition: text("10"),
        key: "ETH|1",
      },
      {
        instrument: coin("ETH"),
        side: "sell",
        price: text("2002"),
        size: text("20"),
        time: NOW - 90,
        startPosition: text("14"),
        key: "ETH|2",
      },
    ],
    notCopyable: [{ instrument: "@107", reason: "spot", time: NOW - 80, key: "@107|3" }],
  },
  {
    kind: "leader-snapshot",
    leaderId,
    at: NOW,
    cause: "gap",
    goodUntil: NOW - 300,
    clockOffsetMs: 12,
    snapshot: {
      equity: text("101000"),
      time: NOW - 50,
      positions: [
        {
          instrument: coin("ETH"),
          size: text("12"),
          entryPrice: text("2000"),
          leverage: 5,
          marginMode: "cross",
          liquidationPrice: text("900"),
          notional: text("24000"),
          unrealisedPnl: text("12"),
        },
        {
          instrument: coin("SOL"),
          size: text("-40"),
          entryPrice: text("101"),
          leverage: null,
          marginMode: null,
          liquidationPrice: null,
          notional: text("4000"),
          unrealisedPnl: text("40"),
        },
      ],
    },
  },
  {
    kind: "leader-feed",
    leaderId,
    at: NOW,
    feed: { state: "lost", reason: "silent", detail: "No pong.", since: NOW, latencyMs: 30, attempts: 1 },
  },
];

/** A later moment, at which everything that waits is judged again. */
function aftermath(dice: Dice): EngineEvent[] {
  const marks = new Map([[coin("ETH"), text(dice.pick(["2000", "1500", "0.0001", "99999999"]))]]);
  return [
    { kind: "marks", at: NOW + 500, askedAt: NOW + 500, marks },
    {
      kind: "tick",
      at: NOW + dice.pick([1_000, 60_000, 100_000_000]),
      day: "2026-11-23",
      online: dice.chance(0.8),
    },
  ];
}

/** What a source tells of a leader: accepted by the model, and then no figure in it breaks a rule; or refused. */
export const leaderEvents: Target = {
  name: "leader-events",
  weight: 30,
  async run(dice): Promise<Outcome> {
    const { state } = dice.pick(baseStates());
    const parsed = LeaderEvent.safeParse(mutated(dice, dice.pick(EVENTS)));
    if (!parsed.success) return refused(parsed.error.issues[0]?.message);
    // When it arrived is our own clock's word.
    const event: LeaderEvent = { ...parsed.data, at: NOW };
    const told = await takeEvents(state, [event, ...aftermath(dice)], NOW + 500, refuseDamaged);
    const [failure] = told.failures;
    if (failure !== undefined) throw failure.error;
    checkStep(state, told.state, told.change);
    return taken;
  },
};

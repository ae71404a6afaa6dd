import type { EngineEvent } from "../../../lib/engine/engine-event.ts";
import { AccountSettings, DEFAULT_ACCOUNT_SETTINGS } from "../../../lib/model/account.ts";
import { checkAccountSettings, checkSettings } from "../../../lib/model/check-settings.ts";
import { Command } from "../../../lib/model/command.ts";
import { decimalString } from "../../../lib/model/decimal.ts";
import { DEFAULT_SETTINGS, FollowSettings } from "../../../lib/model/follow-settings.ts";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import { type SettingsFinding, withNearest } from "../../../lib/model/settings-finding.ts";
import type { Dice } from "../../simulation/dice.ts";
import { baseStates } from "../base-states.ts";
import { FOLLOWS, INSTRUMENTS, LEADERS, MARKS, NOW, coin, doneReport } from "../story.ts";
import { mutated } from "../mutate.ts";
import { checkStep, refuseDamaged } from "../state-rules.ts";
import { takeEvents } from "../take-events.ts";
import { FuzzFault, type Outcome, type Target, refused, taken } from "../target.ts";

const [followId] = FOLLOWS;
const [leaderId] = LEADERS;
const text = (value: string) => decimalString(value);
const trip = { limit: 10, action: "close" };

/** Every rule set once, so that a mutation meets each. */
const FULL = {
  ...DEFAULT_SETTINGS,
  allocation: { kind: "share", percent: 25 },
  sizing: { kind: "fixed-margin", margin: "50" },
  multiplier: "1.5",
  leverage: { kind: "capped", times: 4 },
  existing: "better",
  belowMinimum: "raise",
  limits: {
    ...DEFAULT_SETTINGS.limits,
    maxOrder: "900",
    maxNotional: "4000",
    maxPositions: 4,
    maxOrdersPerMinute: 20,
    allowedInstruments: ["ETH", "BTC", "SOL"],
    deniedInstruments: ["DOGE"],
  },
  exits: {
    positionStopLoss: trip,
    positionTakeProfit: { limit: 30, action: "no-growth" },
    dailyLoss: trip,
    drawdown: { limit: 15, action: "warn" },
    takeProfit: { limit: 200, action: "close" },
    liquidationDistance: trip,
    liquidationVersusLeader: { limit: 50, action: "warn" },
    feedLost: { limit: 60_000, action: "close" },
  },
};
const SIZINGS = [
  { kind: "equity-proportional" },
  { kind: "fixed-ratio", ratio: "0.05" },
  { kind: "fixed-amount", amount: "200" },
  { kind: "fixed-margin", margin: "50" },
];
const ACCOUNT = {
  ...DEFAULT_ACCOUNT_SETTINGS,
  limits: {
    ...FULL.limits,
    maxLeverage: 3,
    maxPosition: "3000",
    maxSlippageBps: 20,
    maxAgeMs: 8_000,
  },
  exits: FULL.exits,
};

function command(dice: Dice): unknown {
  const direction = dice.pick(["same", "reverse"]);
  const settings = dice.chance(0.3) ? DEFAULT_SETTINGS : { ...FULL, direction, sizing: dice.pick(SIZINGS) };
  if (dice.chance(0.25))
    return { kind: "edit-account", at: NOW, accountId: PAPER_ACCOUNT, settings: ACCOUNT };
  return { kind: "edit-follow", at: NOW, followId, settings };
}

/** The leader grows, the order is filled, the price moves away and the feed is lost: every rule is asked. */
function life(): EngineEvent[] {
  if (leaderId === undefined) return [];
  const fill = {
    instrument: coin("ETH"),
    side: "buy",
    price: text("2000"),
    size: text("5"),
    time: NOW + 10,
  } as const;
  const feed = {
    state: "lost",
    reason: "silent",
    detail: null,
    since: NOW,
    latencyMs: null,
    attempts: 1,
  } as const;
  return [
    { kind: "marks", at: NOW + 5, askedAt: NOW + 5, marks: MARKS },
    {
      kind: "leader-fills",
      at: NOW + 20,
      leaderId,
      fills: [{ ...fill, startPosition: text("10"), key: "ETH|9" }],
      notCopyable: [],
    },
    { kind: "marks", at: NOW + 900, askedAt: NOW + 900, marks: new Map([[coin("ETH"), text("1700")]]) },
    { kind: "leader-feed", at: NOW + 950, leaderId, feed },
    { kind: "tick", at: NOW + 1_000, day: "2026-11-22", online: true },
  ];
}

const CONTEXT = { balance: text("10000"), equity: text("9900"), instruments: INSTRUMENTS, saved: null };

/** What cannot work in a whole set of rules. With the nearest values in their places it must work. */
function findingsOf(told: Command): SettingsFinding[] {
  if (told.kind === "edit-follow") {
    return mended(told.settings, (settings) => checkSettings(FollowSettings.parse(settings), CONTEXT));
  }
  if (told.kind !== "edit-account") return [];
  return mended(told.settings, (settings) => checkAccountSettings(AccountSettings.parse(settings), CONTEXT));
}

function mended(settings: object, check: (settings: object) => SettingsFinding[]): SettingsFinding[] {
  const findings = check(settings);
  if (findings.some(({ nearest }) => nearest === null)) return findings;
  const [left] = check(findings.reduce<object>((now, finding) => withNearest(now, finding), settings));
  if (left === undefined) return findings;
  throw new FuzzFault("unclear", `the nearest values do not work: ${left.path} is ${left.reason}`);
}

/** Whole sets of rules: refused with a reason, or lived with for a while without breaking a rule. */
export const ruleSets: Target = {
  name: "rule-sets",
  weight: 24,
  async run(dice): Promise<Outcome> {
    const parsed = Command.safeParse(mutated(dice, command(dice)));
    if (!parsed.success) return refused(parsed.error.issues[0]?.message);
    const [finding] = findingsOf(parsed.data);
    let { state } = dice.pick(baseStates());
    const events: EngineEvent[] = [{ kind: "command", at: NOW, command: parsed.data }, ...life()];
    for (const event of events) {
      const told = await takeEvents(state, [event], event.at, refuseDamaged);
      const [failure] = told.failures;
      if (failure !== undefined) throw failure.error;
      checkStep(state, told.state, told.change);
      state = told.state;
      for (const order of told.intents) {
        const done = await takeEvents(state, [doneReport(order, event.at + 1)], event.at + 1, refuseDamaged);
        checkStep(state, done.state, done.change);
        state = done.state;
      }
    }
    return finding === undefined ? taken : refused(`${finding.path}: ${finding.reason}`);
  },
};

import type { AccountKey, KeyFinding } from "../../lib/model/account-key.ts";
import type { Command } from "../../lib/model/command.ts";
import {
  type AccountId,
  Address,
  type InstrumentId,
  PAPER_ACCOUNT,
  realAccountId,
} from "../../lib/model/identity.ts";
import type { LeverageSetting } from "../../lib/model/leverage-setting.ts";
import type { MarginModeRule } from "../../lib/model/sizing.ts";
import type { Dice } from "./dice.ts";
import type { PlannedFault } from "./fault-desk.ts";
import type { PlannedCommand } from "./planned-command.ts";

/** The user locks or unlocks the vault, or what the exchange says of the key in it changes, and he has it checked. */
export interface KeyAct {
  readonly at: number;
  readonly locked: boolean;
  /** What an audit finds from then on; null: nothing wrong. */
  readonly finding: Exclude<KeyFinding, "unreachable"> | null;
  /** No earlier audit of the key is remembered. */
  readonly forgets: boolean;
}

/** What a schedule on a real account has beside one on paper. */
export interface RealPlan {
  readonly accountId: AccountId;
  readonly key: AccountKey;
  /** What the exchange has set when the schedule begins. */
  readonly settings: ReadonlyMap<InstrumentId, LeverageSetting>;
  /** Unlocked and fine before the first, and at the end. */
  readonly keyActs: readonly KeyAct[];
  /** The user sets another leverage at the exchange. */
  readonly byHand: readonly {
    readonly at: number;
    readonly instrument: InstrumentId;
    readonly setting: LeverageSetting;
  }[];
  readonly faults: readonly PlannedFault[];
  readonly marginMode: MarginModeRule;
  readonly growBesideOwn: boolean;
  /** The venue's clock minus the simulation's where that is out of the usual, ms. */
  readonly venueClockOffsetMs: number | null;
}

const OWNER = Address.parse(`0x${"e".repeat(40)}`);

/** Nothing happens to it, and the exchange has what it has by itself. */
export const REAL_PLAN: RealPlan = {
  accountId: realAccountId("hyperliquid", OWNER),
  key: {
    owner: OWNER,
    agent: Address.parse(`0x${"f".repeat(40)}`),
    agentName: "pilotfish",
    validUntil: null,
    checkedAt: 1_780_000_000_000,
  },
  settings: new Map(),
  keyActs: [],
  byHand: [],
  faults: [],
  marginMode: "cross",
  growBesideOwn: false,
  venueClockOffsetMs: null,
};

/** So many of the schedules are on a real account. */
const SHARE = 0.4;

const setting = (dice: Dice): LeverageSetting => ({
  times: dice.pick([3, 5, 20, 20, 20]),
  marginMode: dice.pick(["cross", "cross", "isolated"]),
});

/** Null for a schedule on paper. */
export function realPlanOf(
  dice: Dice,
  instruments: readonly InstrumentId[],
  from: number,
  until: number,
): RealPlan | null {
  if (!dice.chance(SHARE)) return null;
  const keyActs = Array.from({ length: dice.pick([0, 1, 1, 2]) }, () =>
    episode(dice, dice.int(from, until), until),
  ).flat();
  return {
    ...REAL_PLAN,
    settings: new Map(instruments.map((instrument) => [instrument, setting(dice)])),
    // Of two that overlap the last word is that nothing is wrong.
    keyActs: keyActs.toSorted((a, b) => a.at - b.at),
    byHand: Array.from({ length: dice.pick([0, 0, 1, 2]) }, () => ({
      at: dice.int(from, until),
      instrument: dice.pick(instruments),
      setting: setting(dice),
    })),
    faults: Array.from({ length: dice.pick([0, 1, 2]) }, () => fault(dice, dice.int(from, until), until)),
    marginMode: dice.pick(["cross", "cross", "isolated", "leader"]),
    growBesideOwn: dice.chance(0.5),
    venueClockOffsetMs: dice.chance(0.06) ? dice.pick([-45_000, 33_000, 3_600_000]) : null,
  };
}

/** Something that keeps the account from being signed for, or from growing, and its end. */
function episode(dice: Dice, at: number, until: number): KeyAct[] {
  const back = Math.min(until, at + dice.int(500, 20_000));
  const forgets = dice.chance(0.5);
  const fine: KeyAct = { at: back, locked: false, finding: null, forgets };
  if (dice.chance(0.5)) return [{ at, locked: true, finding: null, forgets: false }, fine];
  const finding = dice.pick(["can-withdraw", "right-unknown", "not-approved", "expired"] as const);
  return [{ at, locked: false, finding, forgets: false }, fine];
}

function fault(dice: Dice, at: number, until: number): PlannedFault {
  if (dice.chance(0.2)) return { name: "audit-unanswered", from: at, until, times: dice.pick([1, 2]) };
  if (dice.chance(0.6)) return { name: "leverage-refused", from: at, until, times: dice.pick([1, 2]) };
  return { name: "venue-slow", from: at, until: Math.min(until, at + dice.int(5_000, 30_000)), times: null };
}

/** The user's words as he says them of the real account. */
export function onReal(
  plan: RealPlan | null,
  commands: readonly PlannedCommand[],
  beganAt: number,
): PlannedCommand[] {
  if (plan === null) return [...commands];
  const { accountId, key } = plan;
  const added: PlannedCommand = {
    at: beganAt + 100,
    command: { kind: "add-account", at: 0, accountId, key },
  };
  return [added, ...commands.map(({ at, command }) => ({ at, command: ofReal(plan, command) }))];
}

function ofReal({ accountId, marginMode, growBesideOwn }: RealPlan, command: Command): Command {
  switch (command.kind) {
    case "follow":
      return { ...command, accountId, settings: { ...command.settings, marginMode } };
    case "edit-follow":
      return { ...command, settings: { ...command.settings, marginMode } };
    case "edit-account":
      if (command.accountId !== PAPER_ACCOUNT) return command;
      return { ...command, accountId, settings: { ...command.settings, growBesideOwn } };
    default:
      return command;
  }
}

import type { AccountAccess, AccountKey } from "../../lib/model/account-key.ts";
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

export type AccessState = AccountAccess["state"];

/** What a schedule on a real account has beside one on paper. */
export interface RealPlan {
  readonly accountId: AccountId;
  readonly key: AccountKey;
  /** What the exchange has set when the schedule begins. */
  readonly settings: ReadonlyMap<InstrumentId, LeverageSetting>;
  /** What the vault and the audit of the key say from a moment on; ready before the first, and at the end. */
  readonly access: readonly { readonly at: number; readonly state: AccessState }[];
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
  access: [],
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
  const access = Array.from({ length: dice.pick([0, 1, 1, 2]) }, () =>
    episode(dice, dice.int(from, until), until),
  ).flat();
  return {
    ...REAL_PLAN,
    settings: new Map(instruments.map((instrument) => [instrument, setting(dice)])),
    access: access.toSorted((a, b) => a.at - b.at),
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
function episode(dice: Dice, at: number, until: number): { at: number; state: AccessState }[] {
  const back = Math.min(until, at + dice.int(500, 20_000));
  const state = dice.pick(["locked", "locked", "restricted", "unchecked", "unusable"] as const);
  if (state !== "locked")
    return [
      { at, state },
      { at: back, state: "ready" },
    ];
  // Unlocked again its key is audited before anything grows.
  return [
    { at, state },
    { at: back, state: "unchecked" },
    { at: Math.min(until, back + dice.int(100, 4_000)), state: "ready" },
  ];
}

function fault(dice: Dice, at: number, until: number): PlannedFault {
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

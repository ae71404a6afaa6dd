import type { Command } from "../../lib/model/command.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import { followGuardId } from "../../lib/model/guard.ts";
import { type FollowId, type InstrumentId, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import type { Dice } from "./dice.ts";
import { accountSettingsOf, settingsOf } from "./follow-plan.ts";
import type { PlannedCommand } from "./planned-command.ts";

const DEEDS = [
  "pause",
  "pause",
  "pause-all",
  "halt",
  "edit",
  "edit",
  "edit-account",
  "reset-guard",
  "stop",
  "close",
  "close-all",
] as const;

/** What the user does beside following: none to four things, most of which he undoes again. */
export function userCommands(
  dice: Dice,
  rules: Dice,
  follows: ReadonlyMap<FollowId, FollowSettings>,
  instruments: readonly InstrumentId[],
  from: number,
  until: number,
): PlannedCommand[] {
  // What sizes and turns his growth stays; the limits and rules are others.
  const edited = (followId: FollowId): FollowSettings => {
    const fresh = settingsOf(dice, instruments);
    const { limits, exits } = fresh;
    return { ...(follows.get(followId) ?? fresh), limits, exits };
  };
  return Array.from({ length: dice.int(0, 4) }, () => dice.int(from, until)).flatMap((at) => {
    const followId = dice.pick([...follows.keys()]);
    const soon = Math.min(until, at + dice.int(500, 20_000));
    const given = (command: Command, when = at): PlannedCommand => ({ at: when, command });
    const undone = (first: Command, second: Command): PlannedCommand[] =>
      dice.chance(0.8) ? [given(first), given(second, soon)] : [given(first)];
    switch (dice.pick(DEEDS)) {
      case "pause":
        return undone({ kind: "pause", at: 0, followId }, { kind: "resume", at: 0, followId });
      case "pause-all":
        return undone({ kind: "pause-all", at: 0 }, { kind: "resume-all", at: 0 });
      case "halt":
        return undone({ kind: "halt", at: 0 }, { kind: "lift-halt", at: 0 });
      case "edit":
        return [given({ kind: "edit-follow", at: 0, followId, settings: edited(followId) })];
      case "edit-account": {
        const settings = accountSettingsOf(dice, rules);
        return [given({ kind: "edit-account", at: 0, accountId: PAPER_ACCOUNT, settings })];
      }
      case "reset-guard":
        return [given({ kind: "reset-guard", at: 0, guardId: followGuardId(followId) })];
      case "close-all":
        // All that follows is over then, so it is done late.
        return [given({ kind: "close-all", at: 0 }, until - dice.int(0, 10_000))];
      case "stop": {
        const positions = dice.pick(["close", "leader-out", "keep"] as const);
        return [given({ kind: "stop", at: 0, followId, positions })];
      }
      case "close":
        return [given({ kind: "close-position", at: 0, followId, instrument: dice.pick(instruments) })];
    }
  });
}

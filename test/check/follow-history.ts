import { Command } from "../../lib/model/command.ts";
import type { Follow, FollowSettings } from "../../lib/model/follow.ts";
import type { JournalDump } from "./journal-dump.ts";

interface Pause {
  readonly from: number;
  /** Infinity while it lasts. */
  readonly to: number;
}

/** What the user told about a follow over time, from the journalled commands. */
export interface FollowHistory {
  settingsAt(at: number): FollowSettings;
  readonly pauses: readonly Pause[];
  /** When he stopped it and what became of the positions; null while it runs. */
  readonly stop: { readonly at: number; readonly positions: "close" | "keep" } | null;
}

export function followHistory(journal: JournalDump, follow: Follow): FollowHistory {
  const commands = journal.events
    .filter((event) => event.kind === "command")
    .flatMap((event) => {
      const body = event.body as { command?: unknown } | null;
      const parsed = Command.safeParse(body?.command);
      return parsed.success ? [{ at: event.at, command: parsed.data }] : [];
    });
  const settings: { at: number; settings: FollowSettings }[] = [];
  const pauses: Pause[] = [];
  let stop: FollowHistory["stop"] = null;
  let own = false;
  let all = false;
  let since: number | null = null;
  const note = (at: number): void => {
    const paused = own || all;
    if (paused && since === null) since = at;
    if (!paused && since !== null) {
      pauses.push({ from: since, to: at });
      since = null;
    }
  };
  for (const { at, command } of commands) {
    const mine = "followId" in command && command.followId === follow.id;
    if (command.kind === "follow" && mine) settings.push({ at, settings: command.settings });
    if (command.kind === "edit-follow" && mine) settings.push({ at, settings: command.settings });
    if (command.kind === "stop" && mine) stop = { at, positions: command.positions };
    if (command.kind === "pause" && mine) own = true;
    if (command.kind === "resume" && mine) own = false;
    if (command.kind === "pause-all") all = true;
    if (command.kind === "resume-all") {
      // Lifts the common pause; only where there is none does it lift each follow's own.
      if (!all) own = false;
      all = false;
    }
    note(at);
  }
  if (since !== null) pauses.push({ from: since, to: Number.POSITIVE_INFINITY });
  return {
    pauses,
    stop,
    settingsAt: (at) => settings.findLast((told) => told.at <= at)?.settings ?? follow.settings,
  };
}

/** Whether a moment lies in a pause; `strictly`: not at its very edges, where the order within a millisecond decides. */
export function pausedAt(history: FollowHistory, at: number, strictly: boolean): boolean {
  return history.pauses.some((pause) =>
    strictly ? at > pause.from && at < pause.to : at >= pause.from && at <= pause.to,
  );
}

import { z } from "zod";
import { type AccountSettings, DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { Command } from "../../lib/model/command.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import type { Follow } from "../../lib/model/follow.ts";
import { stoppingTrip } from "./guard-trips.ts";
import type { JournalDump } from "./journal-dump.ts";

interface Span {
  readonly from: number;
  /** Infinity while it lasts. */
  readonly to: number;
}

/** Why an account's key signs no growth. */
export type UnsignedReason = "account-locked" | "key-unchecked" | "key-restricted" | "key-unusable";

/** What ended a follow, or began its end. */
export interface Stop {
  readonly at: number;
  /** `guardrail`: an exit rule closed it; its decisions tell what became of the targets. */
  readonly positions: "close" | "keep" | "guardrail";
}

/** What the user told about a follow over time, from the journalled commands. */
export interface FollowHistory {
  settingsAt(at: number): FollowSettings;
  accountSettingsAt(at: number): AccountSettings;
  readonly pauses: readonly Span[];
  readonly halts: readonly Span[];
  /** When it was stopped for good and what became of the positions; null while it runs. */
  readonly stop: Stop | null;
  /** Since when it only goes with its leader out; null when not. */
  readonly leavingSince: number | null;
  /** When no growth could be signed for its account, by the reason that it gives then. */
  readonly unsigned: Readonly<Record<UnsignedReason, readonly Span[]>>;
  /** When he closed one position by hand. */
  readonly closedByHand: readonly { readonly at: number; readonly instrument: string }[];
}

/** Spans in which something was so, from its changes. */
class Spans {
  readonly all: Span[] = [];
  #since: number | null = null;

  note(at: number, is: boolean): void {
    if (is && this.#since === null) this.#since = at;
    if (is || this.#since === null) return;
    this.all.push({ from: this.#since, to: at });
    this.#since = null;
  }

  end(): readonly Span[] {
    if (this.#since !== null) this.all.push({ from: this.#since, to: Number.POSITIVE_INFINITY });
    return this.all;
  }
}

function commandsOf(journal: JournalDump): { at: number; command: Command }[] {
  return journal.events
    .filter((event) => event.kind === "command")
    .flatMap((event) => {
      const body = event.body as { command?: unknown } | null;
      const parsed = Command.safeParse(body?.command);
      return parsed.success ? [{ at: event.at, command: parsed.data }] : [];
    });
}

const AccessTold = z.object({
  accountId: z.string(),
  access: z.object({ state: z.enum(["ready", "unchecked", "restricted", "locked", "unusable"]) }),
});

/** A new life knows of no key whether it can sign; each word about one says how it is from then on. */
function unsignedSpans(journal: JournalDump, accountId: string): FollowHistory["unsigned"] {
  const locked = new Spans();
  const unchecked = new Spans();
  const restricted = new Spans();
  const unusable = new Spans();
  for (const { at, kind, body } of journal.events) {
    const told = kind === "account-access" ? AccessTold.safeParse(body).data : undefined;
    const state = kind === "boot" ? "locked" : told?.accountId === accountId ? told.access.state : null;
    if (state === null) continue;
    locked.note(at, state === "locked");
    unchecked.note(at, state === "unchecked");
    restricted.note(at, state === "restricted");
    unusable.note(at, state === "unusable");
  }
  return {
    "account-locked": locked.end(),
    "key-unchecked": unchecked.end(),
    "key-restricted": restricted.end(),
    "key-unusable": unusable.end(),
  };
}

export function followHistory(journal: JournalDump, follow: Follow): FollowHistory {
  const settings: { at: number; settings: FollowSettings }[] = [];
  const account: { at: number; settings: AccountSettings }[] = [];
  const closedByHand: { at: number; instrument: string }[] = [];
  const pauses = new Spans();
  const halts = new Spans();
  const stops: Stop[] = [];
  let leavingSince: number | null = null;
  let own = false;
  let all = false;
  for (const { at, command } of commandsOf(journal)) {
    const mine = "followId" in command && command.followId === follow.id;
    if (command.kind === "follow" && mine) settings.push({ at, settings: command.settings });
    if (command.kind === "edit-follow" && mine) settings.push({ at, settings: command.settings });
    if (command.kind === "stop" && mine) {
      if (command.positions === "leader-out") leavingSince ??= at;
      else stops.push({ at, positions: command.positions });
    }
    if (command.kind === "close-all") stops.push({ at, positions: "close" });
    if (command.kind === "close-position" && mine) closedByHand.push({ at, instrument: command.instrument });
    if (command.kind === "edit-account" && command.accountId === follow.accountId) {
      account.push({ at, settings: command.settings });
    }
    if (command.kind === "pause" && mine) own = true;
    if (command.kind === "resume" && mine) own = false;
    if (command.kind === "pause-all") all = true;
    if (command.kind === "resume-all") {
      // Lifts the common pause; only where there is none does it lift each follow's own.
      if (!all) own = false;
      all = false;
    }
    pauses.note(at, own || all);
    if (command.kind === "halt") halts.note(at, true);
    if (command.kind === "lift-halt" || command.kind === "close-all") halts.note(at, false);
  }
  const tripped = stoppingTrip(journal, follow);
  if (tripped !== null) stops.push({ at: tripped, positions: "guardrail" });
  return {
    pauses: pauses.end(),
    halts: halts.end(),
    stop: stops.filter(({ at }) => at >= follow.createdAt).toSorted((a, b) => a.at - b.at)[0] ?? null,
    leavingSince,
    unsigned: unsignedSpans(journal, follow.accountId),
    closedByHand,
    settingsAt: (at) => settings.findLast((told) => told.at <= at)?.settings ?? follow.settings,
    accountSettingsAt: (at) =>
      account.findLast((told) => told.at <= at)?.settings ?? DEFAULT_ACCOUNT_SETTINGS,
  };
}

/** Whether a moment lies in one of the spans; `strictly`: not at its very edges, where the order within a millisecond decides. */
export function inSpans(spans: readonly Span[], at: number, strictly: boolean): boolean {
  return spans.some((span) => (strictly ? at > span.from && at < span.to : at >= span.from && at <= span.to));
}

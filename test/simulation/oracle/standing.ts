import type { Command } from "../../../lib/model/command.ts";
import type { FollowSettings } from "../../../lib/model/follow-settings.ts";
import type { FollowStatus } from "../../../lib/model/follow.ts";
import type { AccountSettings } from "../../../lib/model/account.ts";
import type { Facts } from "./facts.ts";

/** What the user has said of a follow. */
export interface FollowStanding {
  readonly settings: FollowSettings;
  readonly paused: boolean;
  /** How he stopped it; null while it runs. */
  readonly stop: "close" | "leader-out" | "keep" | null;
  /** As the journal has it: only an exit rule (or its end) takes a follow further than the user did. */
  readonly status: FollowStatus;
}

/** What the user has said so far, by his commands alone. */
export interface Standing {
  readonly pausedAll: boolean;
  readonly halted: boolean;
  readonly follows: ReadonlyMap<string, FollowStanding>;
  readonly accounts: ReadonlyMap<string, AccountSettings>;
}

/** For so long a chapter may have waited for the journal. */
const HELD_BACK_MS = 20_000;

const NOTHING: Standing = { pausedAll: false, halted: false, follows: new Map(), accounts: new Map() };

export interface Said {
  readonly chapter: number;
  /** By the product's clock. */
  readonly at: number;
  readonly command: Command;
}

/** How things stood at the end of every chapter, and, where commands came within one, between them. */
export class Standings {
  /** The commands that became durable. */
  readonly said: readonly Said[];
  readonly #ends: Standing[] = [];
  /** When a follow that was starting began, by the product's clock, and in which chapter. */
  readonly #begun = new Map<string, { readonly chapter: number; readonly at: number }>();
  /** Chapters that may hold what was stamped before our clock was set, and after. */
  readonly #settings = new Set<number>();
  readonly #within = new Map<number, { readonly at: number; readonly standing: Standing }[]>();

  constructor(facts: Facts) {
    const said: Said[] = [];
    let standing = NOTHING;
    let lastLife = 0;
    let metaHalted = false;
    for (const { change, index, at, life } of facts.chapters) {
      // The word of a halt or of its end may have been lost with a life; the next one goes by what was kept of it.
      if (life !== lastLife) standing = { ...standing, halted: metaHalted || switchSet(facts, life, at) };
      lastLife = life;
      if (change.meta !== null) metaHalted = change.meta.haltedSince !== null;
      for (const event of change.events) {
        const command = event.kind === "command" ? commandOf(event.body) : null;
        if (command === null) continue;
        said.push({ chapter: index, at: event.at, command });
        standing = after(standing, command);
        const within = this.#within.get(index) ?? [];
        if (facts.clockJumped(at - HELD_BACK_MS, at)) this.#settings.add(index);
        this.#within.set(index, [...within, { at: event.at, standing }]);
      }
      for (const { id, status, settings, baselineAt } of change.follows.put) {
        if (baselineAt !== null && !this.#begun.has(id))
          this.#begun.set(id, { chapter: index, at: baselineAt });
        const known = standing.follows.get(id) ?? { settings, paused: false, stop: null, status };
        if (known.status === status && standing.follows.has(id)) continue;
        standing = withFollow(standing, id, { ...known, status });
      }
      for (const { id, settings } of change.accounts.put) {
        if (standing.accounts.has(id)) continue;
        standing = { ...standing, accounts: new Map([...standing.accounts, [id, settings]]) };
      }
      this.#ends.push(standing);
    }
    this.said = said;
  }

  /** At the end of a chapter; before the first, -1. */
  end(chapter: number): Standing {
    return this.#ends[chapter] ?? NOTHING;
  }

  /**
   * All that may have been in force at a moment of a chapter (product's clock): commands of that very millisecond
   * may have come before it or after.
   */
  during(chapter: number, at: number): readonly Standing[] {
    const within = this.#within.get(chapter);
    if (within === undefined) return [this.end(chapter)];
    // Times of both sides of a clock's setting tell no order.
    if (this.#settings.has(chapter))
      return [this.end(chapter - 1), ...within.map((one) => one.standing), this.end(chapter)];
    const last = within.findLastIndex((one) => one.at < at);
    const first = within[last]?.standing ?? this.end(chapter - 1);
    const same = within.slice(last + 1).filter((one) => one.at === at);
    return [
      first,
      ...same.map((one) => one.standing),
      ...(same.length > 0 || last >= 0 ? [this.end(chapter)] : []),
    ].map((one) => this.#withBegun(one, chapter, at));
  }

  /** A follow that began in a chapter runs from that moment on, whatever else came in it. */
  #withBegun(standing: Standing, chapter: number, at: number): Standing {
    let now = standing;
    for (const [id, begun] of this.#begun) {
      if (begun.chapter !== chapter || begun.at > at || now.follows.get(id)?.status !== "starting") continue;
      now = changed(now, id, { status: "mirroring" });
    }
    return now;
  }
}

/** Whether the switch was set both when a life began and when it first wrote. */
function switchSet(facts: Facts, life: number, firstWroteAt: number): boolean {
  const bornAt = facts.record.lives.find((one) => one.life === life)?.bornAt ?? firstWroteAt;
  return [bornAt, firstWroteAt].every(
    (moment) => (facts.record.haltSwitch.findLast(({ at }) => at <= moment)?.since ?? null) !== null,
  );
}

function commandOf(body: unknown): Command | null {
  return typeof body === "object" && body !== null && "command" in body ? (body.command as Command) : null;
}

function withFollow(standing: Standing, id: string, follow: FollowStanding): Standing {
  return { ...standing, follows: new Map([...standing.follows, [id, follow]]) };
}

function changed(standing: Standing, id: string, change: Partial<FollowStanding>): Standing {
  const follow = standing.follows.get(id);
  return follow === undefined ? standing : withFollow(standing, id, { ...follow, ...change });
}

function after(standing: Standing, command: Command): Standing {
  switch (command.kind) {
    case "follow": {
      const { followId, settings } = command;
      if (standing.follows.has(followId)) return standing;
      return withFollow(standing, followId, { settings, paused: false, stop: null, status: "starting" });
    }
    case "edit-follow":
      return changed(standing, command.followId, { settings: command.settings });
    case "pause":
      return changed(standing, command.followId, { paused: true });
    case "resume":
      return changed(standing, command.followId, { paused: false });
    case "pause-all":
      return { ...standing, pausedAll: true };
    case "resume-all":
      return resumedAll(standing);
    case "stop": {
      const { followId, positions } = command;
      // What is being closed, or was kept, is not left to the leader any more.
      const before = standing.follows.get(followId)?.stop;
      if (positions === "leader-out" && (before === "keep" || before === "close")) return standing;
      // What is left to the user is over at once: nothing that is said of all follows is said of it.
      const over = positions === "keep" ? ({ status: "stopped" } as const) : {};
      return changed(standing, followId, { stop: positions, ...over });
    }
    case "halt":
      return { ...standing, halted: true };
    case "lift-halt":
      return { ...standing, halted: false };
    case "close-all":
      return allStopped({ ...standing, halted: false });
    case "edit-account":
      return {
        ...standing,
        accounts: new Map([...standing.accounts, [command.accountId, command.settings]]),
      };
    case "add-account":
    case "clear-other-installation":
    case "close-position":
    case "dismiss-problem":
    case "release-equity-hold":
    case "remove-account":
    case "remove":
    case "reset-guard":
    case "reset-paper":
    case "settle-order":
    case "unfreeze":
      return standing;
  }
}

/** Lifts the common pause; only where there is none does it lift each follow's own. */
function resumedAll(standing: Standing): Standing {
  if (standing.pausedAll) return { ...standing, pausedAll: false };
  const follows = [...standing.follows].map(([id, one]) => [id, { ...one, paused: false }] as const);
  return { ...standing, follows: new Map(follows) };
}

/** What is over stays as it is. */
function allStopped(standing: Standing): Standing {
  const follows = [...standing.follows].map(
    ([id, one]) => [id, one.status === "stopped" ? one : { ...one, stop: "close" as const }] as const,
  );
  return { ...standing, follows: new Map(follows) };
}

/** Why this follow may not grow, as the user said; null when it may. */
export function noGrowth(standing: Standing, followId: string): string | null {
  const follow = standing.follows.get(followId);
  if (standing.halted) return "everything is halted";
  if (standing.pausedAll) return "everything is paused";
  if (follow === undefined) return "there is no such follow";
  if (follow.paused) return "the follow is paused";
  if (follow.stop !== null) return `the follow was stopped (${follow.stop})`;
  return follow.status === "mirroring" ? null : `the follow is ${follow.status}`;
}

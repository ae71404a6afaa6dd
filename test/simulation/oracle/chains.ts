import type { Decision } from "../../../lib/model/follow.ts";
import type { Chapter, Facts } from "./facts.ts";
import { type FollowStory, storiesOf } from "./follow-story.ts";
import { MARK_MS, judgeLatePrice, numberOrNull } from "./late-price.ts";
import { LeaderPath, positionIn } from "./leader-path.ts";
import { near, words } from "./numbers.ts";
import type { Find } from "./violation.ts";

/** A move of the leader that a decision answers. Signed coins of the leader, USD. */
export interface Move {
  readonly to: number;
  /** Null where nothing told it. */
  readonly price: number | null;
  /** Simulation's time of the oldest act in it. */
  readonly at: number;
}

const DUST = 1e-6;

/** What each decision about a leader's act answers: found by `walk`, which says what does not fit. */
export class Chains {
  readonly paths: ReadonlyMap<string, LeaderPath>;
  readonly stories: ReadonlyMap<string, FollowStory>;
  /** By decision id. */
  readonly moves = new Map<string, readonly Move[]>();
  /** The leader's position at the beginning of a follow, by follow and instrument. */
  readonly bases = new Map<string, number>();
  readonly #facts: Facts;
  /** Number of acts answered, and the position reached, by follow and instrument. */
  readonly #reached = new Map<string, { index: number; size: number }>();

  constructor(facts: Facts) {
    this.#facts = facts;
    this.paths = new Map(facts.record.leaders.map((truth) => [truth.id, new LeaderPath(truth)]));
    this.stories = storiesOf(facts);
  }

  /** "Answers for every leader change": each act that a follow could see exactly once, alone or in a net change. */
  walk(find: Find): void {
    for (const chapter of this.#facts.chapters) {
      for (const decision of chapter.change.decisions) {
        if (decision.source === "own" || decision.outcome === "not-copyable") continue;
        const story = this.stories.get(decision.followId);
        const path = this.paths.get(decision.leaderId);
        if (story === undefined || path === undefined) continue;
        const say: Find = (detail) =>
          find(`decision ${decision.id} (${decision.followId} ${decision.instrument}): ${detail}`);
        if (story.follow.leaderId !== decision.leaderId)
          say(`is about ${decision.leaderId}, which it does not follow`);
        this.#answer(decision, chapter, story, path, say);
      }
    }
    this.#ends(find);
  }

  #answer(decision: Decision, chapter: Chapter, story: FollowStory, path: LeaderPath, say: Find): void {
    const key = `${decision.followId}|${decision.instrument}`;
    const copied = !this.#reached.has(key) && isCopiedAtStart(decision, story);
    if (copied) return this.#copy(key, decision, story, path, say);
    const reached = this.#reached.get(key) ?? this.#begin(key, decision, story, path, say);
    const from = Number(decision.leaderFrom);
    if (!near(from, reached.size, DUST))
      say(`the leader came from ${words(reached.size)}, not ${decision.leaderFrom}`);
    const next =
      decision.source === "live"
        ? this.#live(decision, path, reached.index, say)
        : this.#late(decision, chapter, path, reached.index, say);
    this.#reached.set(key, { index: next, size: Number(decision.leaderTo) });
  }

  /** "Existing positions at the start: only where the price is now better than the leader's entry, or all." */
  #copy(key: string, decision: Decision, story: FollowStory, path: LeaderPath, say: Find): void {
    const to = Number(decision.leaderTo);
    const reached = this.#begin(
      key,
      { ...decision, leaderFrom: decision.leaderTo, fillKeys: [] },
      story,
      path,
      say,
    );
    this.bases.set(key, 0);
    this.#reached.set(key, reached);
    this.moves.set(decision.id, [{ to, price: numberOrNull(decision.leaderPrice), at: story.begun.at }]);
    const { existing, direction } = story.follow.settings;
    if (existing === "none") say("copies what stood before the follow began");
    if (existing !== "better") return;
    const marks = this.#facts.marks.between(decision.instrument, story.begun.at - MARK_MS, story.begun.at);
    const served = path.snapshotAt(story.begun.life, story.follow.baselineAt ?? -1, story.begun.at);
    const position = served?.event.snapshot.positions.find((one) => one.instrument === decision.instrument);
    const entry = Number(position?.entryPrice ?? 0);
    const buys = to > 0 === (direction === "same");
    const better = marks !== null && (buys ? marks.low < entry : marks.high > entry);
    if (!better) say(`copies what was not better than the leader's entry of ${entry}`);
  }

  /** What the snapshot said that began the follow, or what the stream had told since it was taken. */
  #begin(
    key: string,
    decision: Pick<Decision, "instrument" | "leaderFrom"> & Partial<Pick<Decision, "source" | "fillKeys">>,
    { follow, begun }: FollowStory,
    path: LeaderPath,
    say: Find,
  ): { index: number; size: number } {
    const { instrument } = decision;
    const size = Number(decision.leaderFrom);
    this.bases.set(key, size);
    const served = path.snapshotAt(begun.life, follow.baselineAt ?? -1, begun.at);
    if (served === undefined) {
      say(`no snapshot was told at ${follow.baselineAt}, when the follow took its baseline`);
      return { index: -1, size };
    }
    const acts = path.acts(instrument);
    const taken = acts.findLastIndex((act) => act.time <= served.event.snapshot.time);
    const last = acts.findLastIndex((act) => act.at <= served.at);
    if (near(positionIn(served, instrument), size, DUST)) {
      const first = decision.fillKeys?.[0];
      const next = first === undefined ? -1 : path.indexOf(first);
      return { index: next > taken && next <= last ? next - 1 : taken, size };
    }
    for (let index = last; index > taken - 2 && index >= -1; index -= 1) {
      if (near(path.after(instrument, index).size, size, DUST)) return { index, size };
    }
    say(
      `the follow began at ${words(size)}; the snapshot of ${served.at} said ${positionIn(served, instrument)}`,
    );
    return { index: taken, size };
  }

  #live(decision: Decision, path: LeaderPath, reached: number, say: Find): number {
    const acts = path.acts(decision.instrument);
    const moves: Move[] = [];
    let index = reached;
    let before: number | null = null;
    for (const key of decision.fillKeys) {
      const at = path.indexOf(key);
      const act = acts[at];
      if (act === undefined || act.key !== key) {
        say(`answers a fill that never was: ${key}`);
        continue;
      }
      if (at <= index) say(`answers fill ${key} a second time, or after a newer one`);
      if (!near(act.from, before ?? Number(decision.leaderFrom), DUST))
        say(`fill ${key} began at ${words(act.from)}, not ${words(before ?? Number(decision.leaderFrom))}`);
      before = act.to;
      index = Math.max(index, at);
      moves.push({ to: act.to, price: act.price, at: act.at });
    }
    if (decision.fillKeys.length === 0) say("is live and names no fill");
    if (before !== null && !near(before, Number(decision.leaderTo), DUST))
      say(`the leader went to ${words(before)}, not ${decision.leaderTo}`);
    this.moves.set(decision.id, moves);
    return index;
  }

  #late(decision: Decision, chapter: Chapter, path: LeaderPath, reached: number, say: Find): number {
    const { instrument } = decision;
    const acts = path.acts(instrument);
    const to = Number(decision.leaderTo);
    const served = path.snapshotAt(chapter.life, decision.at, chapter.at);
    if (served === undefined) {
      say(`is late news of ${decision.at}, when no snapshot was told`);
      this.moves.set(decision.id, [{ to, price: numberOrNull(decision.leaderPrice), at: chapter.at }]);
      return reached;
    }
    const told = positionIn(served, instrument);
    if (!near(told, to, DUST))
      say(`the snapshot of ${served.at} said ${words(told)}, not ${decision.leaderTo}`);
    const { time } = served.event.snapshot;
    const newest = acts[reached];
    if (newest !== undefined && newest.time > time)
      say(`its snapshot of ${time} is older than the act of ${newest.time} that was answered before`);
    const index = Math.max(
      reached,
      acts.findLastIndex((act) => act.time <= time),
    );
    // What came back to where it had been may have been seen or not: it was older.
    const back = acts.findLastIndex(
      (act, place) => place > reached && place < index && near(act.to, Number(decision.leaderFrom), DUST),
    );
    const at = acts[Math.max(reached, back) + 1]?.at ?? served.at;
    this.moves.set(decision.id, [
      { to, price: numberOrNull(decision.leaderPrice), at: Math.min(at, served.at) },
    ]);
    judgeLatePrice(this.#facts, { decision, served, path, from: reached, to: index }, say);
    return index;
  }

  /** Every follow that still runs has been told where its leader ended. */
  #ends(find: Find): void {
    for (const { follow, overFrom, begun } of this.stories.values()) {
      const path = this.paths.get(follow.leaderId);
      if (overFrom !== null || path === undefined) continue;
      for (const instrument of path.instruments()) {
        if (!this.#facts.knows(instrument)) continue;
        const key = `${follow.id}|${instrument}`;
        const say: Find = (detail) => find(`${follow.id} ${instrument}: ${detail}`);
        const end = path.after(instrument, path.acts(instrument).length - 1).size;
        const book = begun.change.books.put.find(
          (one) => one.followId === follow.id && one.instrument === instrument,
        );
        const sign = follow.settings.direction === "reverse" ? -1 : 1;
        const began = (Number(book?.baseline ?? 0) + Number(book?.copyable ?? 0)) * sign;
        const reached =
          this.#reached.get(key) ??
          this.#begin(
            key,
            { instrument, leaderFrom: String(began) as Decision["leaderFrom"] },
            { follow, overFrom, begun },
            path,
            say,
          );
        if (!near(reached.size, end, DUST))
          say(`the leader ended at ${words(end)}; the last that was answered is ${words(reached.size)}`);
      }
    }
  }
}

/** Growth from nothing at the very moment at which the follow took its baseline. */
function isCopiedAtStart(decision: Decision, { follow }: FollowStory): boolean {
  return decision.source === "late" && decision.at === follow.baselineAt && Number(decision.leaderFrom) === 0;
}

import type { Decision, Follow } from "../../../lib/model/follow.ts";
import type { Chains, Move } from "./chains.ts";
import type { Chapter, Facts } from "./facts.ts";
import { type Letters, type Moved, type Scale, forgo, lettersAt, moveTo, sumOf } from "./letters.ts";
import { near, words } from "./numbers.ts";
import { Scales } from "./scales.ts";
import type { FollowStanding, Standings } from "./standing.ts";
import type { Find } from "./violation.ts";

/** A decision with all that stood around it, for those who judge its growth and its reasons. */
export interface Judged {
  readonly decision: Decision;
  readonly chapter: Chapter;
  readonly follow: Follow;
  /** As the user had it, in all the ways in which it may have stood in that millisecond. */
  readonly standings: readonly FollowStanding[];
  readonly scale: Scale;
  /** All by which it may have been made, in that millisecond. */
  readonly scales: readonly Scale[];
  /** Those of them by which it comes to the target that it says. */
  readonly fitting: readonly Scale[];
  readonly moves: readonly Move[];
  /** Before it, with all growth let through, and after it. */
  readonly before: Letters;
  readonly whole: Letters;
  readonly after: Letters;
  /** What is left at its end of what its moves added, signed; 0 for one of our own. And what each move added. */
  readonly growth: number;
  readonly growths: readonly number[];
  /** C was 0 on the way, or changed its side. */
  readonly passedZero: boolean;
  /** C shrank on the way. */
  readonly shrank: boolean;
  readonly summit: Summit;
}

/** What its growth was judged at: of all that was let through and is not gone again at its end. */
export interface Summit {
  /** The most that T could be just after a growth, and that had grown by then; coins without a sign. */
  readonly target: number;
  readonly growth: number;
  /** What is left at the end of the first growth; 1 where nothing shrank behind it. */
  readonly kept: number;
}

/** What a decision comes to by one scale. */
interface Way extends Pick<
  Judged,
  "scale" | "moves" | "whole" | "after" | "growth" | "growths" | "passedZero" | "shrank" | "summit"
> {
  readonly onlyShrinks: boolean;
}

/** Who looks on while the targets are recomputed. */
export type Onlooker = (judged: Judged, walk: TargetWalk) => void;

const key = (followId: string, instrument: string): string => `${followId}|${instrument}`;

/** Recomputes T and F of every follow and instrument from what its leader really did, decision by decision. */
export class TargetWalk {
  readonly letters = new Map<string, Letters>();
  /** Follows whose target is as the user said and no business of the leader's any more; when it was said. */
  readonly ended = new Map<string, "close" | "keep">();
  readonly scales: Scales;
  readonly #facts: Facts;
  readonly #chains: Chains;
  readonly #standings: Standings;
  readonly #onlookers: readonly Onlooker[];
  readonly #target: Find;
  readonly #reduction: Find;

  constructor(
    facts: Facts,
    chains: Chains,
    standings: Standings,
    finds: { readonly target: Find; readonly reduction: Find },
    onlookers: readonly Onlooker[],
  ) {
    this.#facts = facts;
    this.#chains = chains;
    this.#standings = standings;
    this.scales = new Scales(facts, chains);
    this.#target = finds.target;
    this.#reduction = finds.reduction;
    this.#onlookers = onlookers;
  }

  of(followId: string, instrument: string): Letters {
    const known = this.letters.get(key(followId, instrument));
    if (known !== undefined) return known;
    const story = this.#chains.stories.get(followId);
    const sign = story?.follow.settings.direction === "reverse" ? -1 : 1;
    return lettersAt((this.#chains.bases.get(key(followId, instrument)) ?? 0) * sign);
  }

  /** What leaders traded an instrument at in the acts that this chapter answers, and those of so many ms before, USD. */
  pricesUntil({ index, at }: Chapter, instrument: string, ms: number): number[] {
    const { chapters } = this.#facts;
    const from = chapters.findLastIndex((one) => one.at < at - ms) + 1;
    return chapters
      .slice(from, index + 1)
      .flatMap(({ change }) => change.decisions)
      .filter((one) => one.instrument === instrument)
      .flatMap(({ id }) => this.#chains.moves.get(id) ?? [])
      .flatMap(({ price }) => price ?? []);
  }

  run(): void {
    for (const chapter of this.#facts.chapters) {
      const { decisions } = chapter.change;
      for (const [index, decision] of decisions.entries()) {
        if (decision.outcome === "not-copyable" || this.ended.has(decision.followId)) continue;
        const later = decisions.filter(
          (one, place) =>
            place > index &&
            one.at === decision.at &&
            one.followId === decision.followId &&
            one.instrument === decision.instrument,
        );
        this.#step(decision, chapter, later);
        if (later.length === 0 && !this.#stops(decision, chapter)) this.#compare(decision);
      }
      this.#end(chapter);
    }
  }

  /** What comes in the same chapter as a stop, and takes nothing or all that was left to the user, may come behind it. */
  #stops({ followId, source, target, forgone }: Decision, chapter: Chapter): boolean {
    const stop = this.#standings.end(chapter.index).follows.get(followId)?.stop ?? null;
    const takesAll = target === "0" && forgone.every(({ reason }) => reason === "closed-by-hand");
    return source === "own" && (forgone.length === 0 || takesAll) && (stop === "close" || stop === "keep");
  }

  /** "Close now" and "leave the positions to me" end what the leader has to say. */
  #end(chapter: Chapter): void {
    for (const [followId, { stop }] of this.#standings.end(chapter.index).follows) {
      if (stop !== "close" && stop !== "keep") continue;
      // What was being closed may still be left to the user, and what was left to him may still be closed.
      if (this.ended.get(followId) === stop) continue;
      this.ended.set(followId, stop);
      for (const [name, letters] of this.letters) {
        if (name.startsWith(`${followId}|`))
          this.letters.set(name, { ...letters, target: 0, forgone: new Map() });
      }
    }
  }

  #step(decision: Decision, chapter: Chapter, later: readonly Decision[]): void {
    const story = this.#chains.stories.get(decision.followId);
    if (story === undefined) return this.#say(decision, "was made before the follow had begun");
    const standings = this.#standings
      .during(chapter.index, decision.at)
      .flatMap((one) => one.follows.get(decision.followId) ?? []);
    const settings = [...new Set(standings.map((one) => one.settings))];
    const scales = this.scales.of(decision, chapter, story.follow, settings);
    const before = this.of(decision.followId, decision.instrument);
    const ways = scales.map((scale) => this.#way(decision, before, scale));
    const told = toldBy(decision, later);
    // The nearest first: by the scale of another reading it may come to nearly the same, and what is left of it later not.
    const off = ({ after }: Way): number => Math.min(...told.map((one) => Math.abs(after.target - one)));
    const fit = ways
      .filter((one) => told.some((target) => near(one.after.target, target, this.#lot(decision))))
      .toSorted((a, b) => off(a) - off(b));
    const way = fit[0] ?? ways[0];
    if (way === undefined) return this.#say(decision, "no settings are known for it");
    this.letters.set(key(decision.followId, decision.instrument), way.after);
    this.#checkChange(decision, way);
    const fitting = fit.map(({ scale }) => scale);
    const judged = { ...way, decision, chapter, follow: story.follow, standings, scales, fitting, before };
    for (const look of this.#onlookers) look(judged, this);
  }

  #way(decision: Decision, before: Letters, scale: Scale): Way {
    const moves = decision.source === "own" ? [] : (this.#chains.moves.get(decision.id) ?? []);
    const sign = scale.settings.direction === "reverse" ? -1 : 1;
    let whole = before;
    let growth = 0;
    const growths: number[] = [];
    let passedZero = false;
    let shrank = false;
    let summit = FLAT;
    for (const { to, price } of moves) {
      const moved = moveTo(whole, to * sign, price ?? Number.NaN, scale);
      shrank ||= moved.share !== 1;
      passedZero ||= whole.copyable * moved.letters.copyable <= 0;
      whole = moved.letters;
      growth = (moved.share === 0 ? 0 : growth * moved.share) + (moved.growth ?? 0);
      growths.push(moved.growth ?? 0);
      summit = summitAfter(summit, moved, growth);
    }
    // Without a price a fixed amount of coins cannot be told; all of it must then be forgone.
    if (Number.isNaN(growth)) {
      growth = sumOf(decision.forgone.map(({ size }) => Number(size)));
      whole = { ...whole, target: growth };
      summit = summitAfter(FLAT, { share: 1, growth, letters: whole }, growth);
    }
    if (moves.length === 0) summit = { ...FLAT, target: Math.abs(whole.target) };
    let after = forgo(whole, decision.forgone);
    if (decision.reason === "raised-to-minimum") after = { ...after, target: Number(decision.target) };
    const onlyShrinks = moves.length > 0 && growths.every((grown) => grown === 0);
    return { scale, moves, whole, after, growth, growths, passedZero, shrank, summit, onlyShrinks };
  }

  #checkChange(decision: Decision, way: Way): void {
    const refused = sumOf(decision.forgone.map(({ size }) => Number(size)));
    const lot = this.#lot(decision);
    // A decision of our own takes from T what a leader's never let in.
    const from = decision.source === "own" ? way.whole.target : way.growth;
    const tooMuch = Math.abs(refused) > Math.abs(from) && !near(refused, from, lot);
    if (refused !== 0 && (tooMuch || refused * from < 0))
      this.#say(decision, `forgoes ${words(refused)} of ${words(from)}`);
    if (
      way.onlyShrinks &&
      Math.abs(Number(decision.target)) > Math.abs(way.whole.target) &&
      !near(Number(decision.target), way.whole.target, lot)
    )
      this.#reduction(
        `${nameOf(decision)}: the leader only reduced, to ${decision.leaderTo}, and what is wanted became ${decision.target} (by the table ${words(way.whole.target)})`,
      );
    if (way.onlyShrinks && Number(decision.targetChange) > 0)
      this.#reduction(
        `${nameOf(decision)}: the leader only reduced, and the target grew by ${decision.targetChange}`,
      );
  }

  #compare(decision: Decision): void {
    const letters = this.of(decision.followId, decision.instrument);
    const told = Number(decision.target);
    if (near(letters.target, told, this.#lot(decision))) return;
    this.#say(
      decision,
      `of ${decision.leaderFrom} to ${decision.leaderTo} says a target of ${decision.target}; by the table it is ${words(letters.target)}`,
    );
    // Said once; what follows is judged from what was written.
    this.letters.set(key(decision.followId, decision.instrument), { ...letters, target: told });
  }

  #lot({ instrument }: Decision): number {
    return this.#facts.instrument(instrument).lot;
  }

  #say(decision: Decision, what: string): void {
    this.#target(`${nameOf(decision)} ${what}`);
  }
}

/**
 * What a decision may have come to: each of one step says what all of them came to, and of those behind it in its
 * millisecond some may be of a later step.
 */
function toldBy(decision: Decision, later: readonly Decision[]): readonly number[] {
  const taken = later
    .filter(({ source }) => source === "own")
    .map(({ forgone }) => sumOf(forgone.map(({ size }) => Number(size))));
  return [...taken.keys(), taken.length].map((few) => Number(decision.target) + sumOf(taken.slice(0, few)));
}

const FLAT: Summit = { target: 0, growth: 0, kept: 1 };

function summitAfter(before: Summit, { share, growth, letters }: Moved, grown: number): Summit {
  const base = share === 0 || before.growth === 0 ? FLAT : { ...before, kept: before.kept * share };
  if (growth === null) return base;
  const target = Math.max(base.target, Math.abs(letters.target));
  return { target, growth: Math.max(base.growth, Math.abs(grown)), kept: base.kept };
}

/** How a decision is called in a sentence. */
export function nameOf({ id, at, source, followId, instrument }: Decision): string {
  return `decision ${id} (${source}, ${followId} ${instrument}, ${at})`;
}

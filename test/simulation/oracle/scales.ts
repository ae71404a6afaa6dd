import type { Decision, Follow } from "../../../lib/model/follow.ts";
import type { FollowSettings } from "../../../lib/model/follow-settings.ts";
import type { Chains } from "./chains.ts";
import type { Chapter, Facts } from "./facts.ts";
import type { Scale } from "./letters.ts";
import { newestAt } from "./marks.ts";

/** What is assumed of a leverage that nobody told. */
const UNKNOWN_LEVERAGE = 1;

/** The scales that a decision may have been made by: all that was served by then, the newest first. */
export class Scales {
  readonly #facts: Facts;
  readonly #chains: Chains;
  /** Account equities as told: by life. */
  readonly #equities: readonly {
    readonly at: number;
    readonly life: number;
    readonly shown: number;
    readonly equity: number;
  }[];
  /** Whether the account's row named an equity, as its rows were written. */
  readonly #rows: { readonly chapter: number[]; readonly known: boolean[] } = { chapter: [], known: [] };

  constructor(facts: Facts, chains: Chains) {
    this.#facts = facts;
    this.#chains = chains;
    this.#equities = facts.record.venue.told.flatMap(({ at, life, report }) =>
      report.kind === "account-read" ? [{ at, life, shown: report.at, equity: Number(report.equity) }] : [],
    );
    for (const { index, change } of facts.chapters) {
      for (const { id, equity } of change.accounts.put) {
        if (id !== facts.record.accountId) continue;
        this.#rows.chapter.push(index);
        this.#rows.known.push(equity !== null);
      }
    }
  }

  of(decision: Decision, chapter: Chapter, follow: Follow, settings: readonly FollowSettings[]): Scale[] {
    const leaderEquity = decision.leaderEquity === null ? null : Number(decision.leaderEquity);
    return settings.flatMap((one) =>
      this.#allocations(one, decision, chapter).flatMap((allocation) =>
        this.#leverages(one, decision, chapter, follow).map((leverage) => ({
          settings: one,
          allocation,
          leaderEquity,
          leverage,
        })),
      ),
    );
  }

  /** USD that a follow with these settings may have had to work with. */
  #allocations(settings: FollowSettings, decision: Decision, chapter: Chapter): (number | null)[] {
    const { allocation } = settings;
    if (allocation.kind === "amount") return [Number(allocation.amount)];
    const known = this.accountEquities(chapter).map((equity) => (equity * allocation.percent) / 100);
    return this.#mayBeUnread(decision, chapter) ? [...known, null] : known;
  }

  /** No row named an equity of the account, and no answer had surely been taken: it comes in one chapter with others. */
  #mayBeUnread({ at }: Decision, chapter: Chapter): boolean {
    const { chapter: chapters, known } = this.#rows;
    if (known[newestAt(chapters, chapter.index)] !== true) return true;
    if (known[newestAt(chapters, chapter.index - 1)] === true) return false;
    return !this.#equities.some((one) => one.life === chapter.life && one.at < chapter.at && one.shown < at);
  }

  /** The last equities of the account that were told before a chapter; an answer may be told and not yet be taken. */
  accountEquities(chapter: Chapter): number[] {
    return this.#equities
      .filter(({ at, life }) => at <= chapter.at && life <= chapter.life)
      .slice(-3)
      .toReversed()
      .map(({ equity }) => equity);
  }

  /**
   * Whether the account's last reading before a decision was so young by the product's clock. That may have been set
   * meanwhile: what seems to come is taken for as old as it is ahead.
   */
  accountReadWithin(decision: Decision, chapter: Chapter, ms: number): boolean {
    const moment = this.#facts.momentOf(decision.at, chapter.at);
    const last = this.#equities.findLast(({ at }) => at < moment);
    return last !== undefined && Math.abs(decision.at - last.shown) < ms;
  }

  #leverages(settings: FollowSettings, decision: Decision, chapter: Chapter, follow: Follow): number[] {
    if (settings.sizing.kind !== "fixed-margin") return [1];
    const { leverage } = settings;
    const most = this.#facts.instrument(decision.instrument).maxLeverage;
    if (leverage.kind === "fixed") return [Math.min(leverage.times, most)];
    const cap = leverage.kind === "capped" ? Math.min(leverage.times, most) : most;
    const told = this.leaderLeverages(follow, decision.instrument, chapter);
    return [...new Set([...told, UNKNOWN_LEVERAGE].map((times) => Math.min(times, cap)))];
  }

  /** The leverages that were told of a leader in an instrument before a chapter, the newest first. */
  leaderLeverages(follow: Follow, instrument: string, chapter: Chapter): number[] {
    const served = this.#chains.paths.get(follow.leaderId)?.served ?? [];
    const told = new Set<number>();
    for (let index = served.length - 1; index >= 0; index -= 1) {
      const one = served[index];
      if (one === undefined || one.at > chapter.at) continue;
      const position = one.event.snapshot.positions.find((held) => held.instrument === instrument);
      if (position?.leverage !== null && position !== undefined) told.add(position.leverage);
    }
    return [...told];
  }
}

import type { ClientOrderId } from "../../../lib/model/identity.ts";
import type { JournalChange } from "../../../lib/model/journal-change.ts";
import type { Intent } from "../../../lib/model/order.ts";
import type { FillRow, IntentRow } from "../../../lib/model/state.ts";
import type { FaultName } from "../fault-names.ts";
import type { ScheduleRecord, VenueFillTruth } from "../record.ts";
import { Marks, newestAt } from "./marks.ts";
import { lotsOf } from "./numbers.ts";

export interface InstrumentFacts {
  /** Coins. */
  readonly lot: number;
  /** USD. */
  readonly minNotional: number;
  readonly maxLeverage: number;
  readonly delisted: boolean;
}

/** A change that became durable. Chapters count from 0, in the order in which they became durable. */
export interface Chapter {
  readonly index: number;
  readonly at: number;
  readonly life: number;
  readonly change: JournalChange;
}

/** An order from its first row in the journal to its last. */
export interface IntentStory {
  readonly intent: Intent;
  /** Where it became durable. */
  readonly born: Chapter;
  /** Each row of it, and the chapter that wrote it. */
  readonly rows: readonly { readonly chapter: number; readonly row: IntentRow }[];
  readonly last: IntentRow;
}

const REFUSALS: ReadonlySet<FaultName> = new Set(["journal-full", "journal-unwritable"]);

const OTHER: InstrumentFacts = { lot: 1, minNotional: 0, maxLeverage: 1, delisted: false };

/** A finished schedule, looked up in the ways that the rules need. */
export class Facts {
  readonly record: ScheduleRecord;
  readonly chapters: readonly Chapter[];
  readonly intents: ReadonlyMap<ClientOrderId, IntentStory>;
  readonly marks: Marks;
  readonly fills: readonly { readonly chapter: number; readonly row: FillRow }[];
  readonly #instruments: ReadonlyMap<string, InstrumentFacts>;
  readonly #venueFills = new Map<string, VenueFillTruth[]>();
  readonly #clockAt: readonly number[];

  constructor(record: ScheduleRecord) {
    this.record = record;
    this.marks = new Marks(record.marks);
    this.#clockAt = record.clock.map(({ at }) => at);
    this.#instruments = new Map(
      record.instruments.map((one) => [
        one.id,
        {
          lot: Number(one.lotSize),
          minNotional: Number(one.minNotional),
          maxLeverage: one.maxLeverage,
          delisted: one.delisted,
        },
      ]),
    );
    this.chapters = record.journal.changes.map(({ at, life, change }, index) => ({
      index,
      at,
      life,
      change,
    }));
    this.intents = storiesOf(this.chapters);
    this.fills = this.chapters.flatMap(({ index, change }) =>
      change.fills.map((row) => ({ chapter: index, row })),
    );
    for (const fill of record.venue.fills) {
      if (fill.clientOrderId === null) continue;
      const fills = this.#venueFills.get(fill.clientOrderId);
      if (fills === undefined) this.#venueFills.set(fill.clientOrderId, [fill]);
      else fills.push(fill);
    }
  }

  instrument(id: string): InstrumentFacts {
    return this.#instruments.get(id) ?? OTHER;
  }

  knows(instrument: string): boolean {
    return this.#instruments.has(instrument);
  }

  lots(instrument: string, size: string): number {
    return lotsOf(size, this.instrument(instrument).lot);
  }

  /** Signed lots of a fill. */
  signedLots(fill: {
    readonly instrument: string;
    readonly side: "buy" | "sell";
    readonly size: string;
  }): number {
    return this.lots(fill.instrument, fill.size) * (fill.side === "buy" ? 1 : -1);
  }

  venueFillsOf(clientOrderId: string): readonly VenueFillTruth[] {
    return this.#venueFills.get(clientOrderId) ?? [];
  }

  /** What the product's clock showed at a moment of the simulation. */
  shown(at: number): number {
    return at + (this.record.clock[newestAt(this.#clockAt, at)]?.offsetMs ?? 0);
  }

  /** The newest moment, not after `latest`, at which the product's clock showed this; `latest` when it never did. */
  momentOf(shown: number, latest: number): number {
    for (let index = newestAt(this.#clockAt, latest); index >= -1; index -= 1) {
      const at = shown - (this.record.clock[index]?.offsetMs ?? 0);
      if (at <= latest && at >= (this.#clockAt[index] ?? 0)) return at;
    }
    return latest;
  }

  /**
   * Whether the journal had refused a change by then, and had not taken one since: what leaders tell is dropped so
   * long, and the first change that is taken again tells of it.
   */
  journalFailed(at: number): boolean {
    const failure = this.record.faults.findLast((fault) => fault.at <= at && REFUSALS.has(fault.name));
    if (failure === undefined) return false;
    return !this.chapters.some((chapter) => chapter.at > failure.at && chapter.at <= at);
  }

  /** Whether the product's clock was set anew between two moments. */
  clockJumped(from: number, to: number): boolean {
    return Math.max(0, newestAt(this.#clockAt, to)) !== Math.max(0, newestAt(this.#clockAt, from));
  }
}

function storiesOf(chapters: readonly Chapter[]): Map<ClientOrderId, IntentStory> {
  const stories = new Map<
    ClientOrderId,
    { intent: Intent; born: Chapter; rows: { chapter: number; row: IntentRow }[]; last: IntentRow }
  >();
  for (const chapter of chapters) {
    for (const row of chapter.change.intents) {
      const told = { chapter: chapter.index, row };
      const story = stories.get(row.intent.clientOrderId);
      if (story === undefined) {
        stories.set(row.intent.clientOrderId, { intent: row.intent, born: chapter, rows: [told], last: row });
      } else {
        story.rows.push(told);
        story.last = row;
      }
    }
  }
  return stories;
}

/** How an order is called in a sentence. */
export function nameOf(intent: Pick<Intent, "clientOrderId" | "instrument" | "side" | "size">): string {
  return `order ${intent.clientOrderId} (${intent.side} ${intent.size} ${intent.instrument})`;
}

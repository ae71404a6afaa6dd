import type { StopOrder, StopRow } from "../../../../lib/model/stop.ts";
import type { Chapter, Facts } from "../facts.ts";

/** A stop from its first row in the journal to its last. */
export interface StopStory {
  readonly stop: StopOrder;
  readonly born: Chapter;
  readonly rows: readonly { readonly chapter: Chapter; readonly row: StopRow }[];
}

export function stopStories(facts: Facts): Map<string, StopStory> {
  const stories = new Map<
    string,
    { stop: StopOrder; born: Chapter; rows: { chapter: Chapter; row: StopRow }[] }
  >();
  for (const chapter of facts.chapters) {
    for (const row of chapter.change.stops) {
      const story = stories.get(row.stop.clientOrderId);
      if (story === undefined)
        stories.set(row.stop.clientOrderId, { stop: row.stop, born: chapter, rows: [{ chapter, row }] });
      else story.rows.push({ chapter, row });
    }
  }
  return stories;
}

export function nameOfStop(stop: Pick<StopOrder, "clientOrderId" | "instrument" | "side" | "size">): string {
  return `stop ${stop.clientOrderId} (${stop.side} ${stop.size} ${stop.instrument})`;
}

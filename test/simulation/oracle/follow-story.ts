import type { Follow } from "../../../lib/model/follow.ts";
import type { Chapter, Facts } from "./facts.ts";

/** A follow from the moment at which it took its baseline. */
export interface FollowStory {
  readonly follow: Follow;
  readonly begun: Chapter;
  /** The chapter from which on the leader's acts are no business of it; null while they are. */
  readonly overFrom: number | null;
}

/** The follows that have begun, as the journal has them. */
export function storiesOf(facts: Facts): Map<string, FollowStory> {
  const stories = new Map<string, { follow: Follow; begun: Chapter; overFrom: number | null }>();
  for (const chapter of facts.chapters) {
    for (const follow of chapter.change.follows.put) {
      const story = stories.get(follow.id);
      const over = follow.status === "closing" || follow.status === "stopped";
      if (story === undefined && follow.baselineAt !== null)
        stories.set(follow.id, { follow, begun: chapter, overFrom: over ? chapter.index : null });
      else if (story !== undefined && over) story.overFrom ??= chapter.index;
    }
    for (const id of chapter.change.follows.remove) {
      const story = stories.get(id);
      if (story !== undefined) story.overFrom ??= chapter.index;
    }
  }
  return stories;
}

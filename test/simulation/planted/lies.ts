import type { EngineEvent } from "../../../lib/engine/engine-event.ts";
import type { EngineState } from "../../../lib/engine/engine-state.ts";
import type { Step } from "../../../lib/engine/step.ts";
import type { Overlay } from "../../../lib/engine/work.ts";
import type { EntryLimits } from "../../../lib/model/limits.ts";
import type { FollowSettings } from "../../../lib/model/follow-settings.ts";
import type { Follow, FollowBook } from "../../../lib/model/follow.ts";
import type { StepFunction } from "./planted-bug.ts";

/** Rows as an engine with a bug sees them. Null: it does not see the row at all. */
export function seen<K, V>(rows: ReadonlyMap<K, V>, lie: (row: V) => V | null): ReadonlyMap<K, V> {
  const lies = new Map<K, V>();
  for (const [key, row] of rows) {
    const told = lie(row);
    if (told !== null) lies.set(key, told);
  }
  return lies;
}

/** After the step: what was not changed is as it was, and of what was changed `truth` puts right what was only seen. */
export function putBack<K, V>(
  overlay: Overlay<K, V>,
  rows: ReadonlyMap<K, V>,
  lies: ReadonlyMap<K, V>,
  truth: (after: V, before: V) => V,
): void {
  for (const [key, before] of rows) {
    const lie = lies.get(key);
    const after = overlay.get(key);
    if (lie === before) continue;
    if (after === lie) overlay.keep(key, before);
    else if (after !== undefined) overlay.put(key, truth(after, before));
  }
}

/** The step's state once its work was changed. */
export function again(step: Step): Step {
  return { ...step, state: step.work.state() };
}

type Settings = FollowSettings;

/** A step of an engine that takes the settings of follows for others. */
export function withSettings(
  step: StepFunction,
  state: EngineState,
  event: EngineEvent,
  lie: (settings: Settings, follow: Follow) => Settings,
): Step {
  const follows = seen(state.follows, (follow) => ({ ...follow, settings: lie(follow.settings, follow) }));
  const done = step({ ...state, follows }, event);
  const edits = event.kind === "command" && event.command.kind === "edit-follow";
  putBack(done.work.follows, state.follows, follows, (after, before) =>
    edits ? after : { ...after, settings: before.settings },
  );
  return again(done);
}

export function withLimits(
  step: StepFunction,
  state: EngineState,
  event: EngineEvent,
  lie: Partial<EntryLimits>,
): Step {
  return withSettings(step, state, event, (settings) => ({
    ...settings,
    limits: { ...settings.limits, ...lie },
  }));
}

/** A step of an engine that takes books for others; `truth` as for putBack. */
export function withBooks(
  step: StepFunction,
  state: EngineState,
  event: EngineEvent,
  lie: (book: FollowBook) => FollowBook,
  truth: (after: FollowBook, before: FollowBook) => FollowBook,
): Step {
  const books = seen(state.books, lie);
  const done = step({ ...state, books }, event);
  putBack(done.work.books, state.books, books, truth);
  return again(done);
}

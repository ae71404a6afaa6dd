import type { EngineState } from "../engine/engine-state.ts";

/** The part of `browser.runtime` that is used. */
export interface UpdatePorts {
  readonly onUpdateAvailable: { addListener(listener: () => void): void };
  reload(): void;
}

/** While one of these is under way an update would end the life that is about to hear of it. */
function hasOrderInFlight({ openIntents }: EngineState): boolean {
  return openIntents.size > 0;
}

/**
 * Lets an update of the extension wait until no order is in flight. The browser installs one as soon as the worker
 * sleeps, which one that mirrors never does; where somebody listens it is installed by `runtime.reload` or at the
 * browser's next start (Chrome docs, "runtime.onUpdateAvailable"). `state`: null before this life has booted.
 */
export function updateWhenIdle(runtime: UpdatePorts, state: () => EngineState | null): { changed(): void } {
  let waiting = false;
  const changed = (): void => {
    const now = state();
    if (!waiting || now === null || hasOrderInFlight(now)) return;
    waiting = false;
    runtime.reload();
  };
  runtime.onUpdateAvailable.addListener(() => {
    waiting = true;
    changed();
  });
  return { changed };
}

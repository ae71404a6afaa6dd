import type { EngineState } from "../engine/engine-state.ts";
import { mirrorsRealMoney } from "./mirrors-real-money.ts";

/** The part of `browser.runtime` that is used. */
export interface UpdatePorts {
  readonly onUpdateAvailable: { addListener(listener: () => void): void };
  reload(): void;
}

/**
 * While an order is under way an update would end the life that is about to hear of it. And the browser forgets its
 * session storage with every reload of the extension (tried), the open vault's key too: while real money is mirrored
 * nothing could be reduced after it until somebody comes and types the passphrase.
 */
function mustNotEnd(state: EngineState): boolean {
  return state.openIntents.size > 0 || mirrorsRealMoney(state, null) === true;
}

/**
 * Lets an update of the extension wait until no order is in flight and no real money is mirrored. The browser installs
 * one as soon as the worker sleeps, which one that mirrors never does; where somebody listens it is installed by
 * `runtime.reload` or at the browser's next start (Chrome docs, "runtime.onUpdateAvailable"), when the vault is locked
 * anyway. `state`: null before this life has booted.
 */
export function updateWhenIdle(runtime: UpdatePorts, state: () => EngineState | null): { changed(): void } {
  let waiting = false;
  const changed = (): void => {
    const now = state();
    if (!waiting || now === null || mustNotEnd(now)) return;
    waiting = false;
    runtime.reload();
  };
  runtime.onUpdateAvailable.addListener(() => {
    waiting = true;
    changed();
  });
  return { changed };
}

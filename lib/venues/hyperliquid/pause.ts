import type { Clock } from "../../model/request.ts";

/** So long what could not even be sent takes to be told, ms: it is wanted again at once, and would fail again. */
const UNSENT_MS = 1_000;

/** Waits before something is told as not sent, so that trying again keeps a pace. */
export function unsentPause(clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    clock.setTimeout(resolve, UNSENT_MS);
  });
}

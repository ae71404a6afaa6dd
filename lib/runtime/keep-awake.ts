import { browser } from "wxt/browser";

/** Chrome's shortest period of an alarm (Chrome 120): a dead worker is woken within this time. */
const ALARM_MINUTES = 0.5;
/** Chrome stops a worker that has called no extension API for 30 s, even if it fetches (tried). */
const CALL_MS = 20_000;

/**
 * Keeps this worker from being stopped while it has work, and has it started again when it was stopped all
 * the same. Every life sets the alarm anew, because the browser may drop alarms when it is updated.
 */
export function keepAwake(): { set(active: boolean): void } {
  const failed = (error: unknown): void => console.warn("Pilotfish: the worker may be stopped.", error);
  let timer: ReturnType<typeof setInterval> | null = null;
  return {
    set(active) {
      if (active === (timer !== null)) return;
      if (timer !== null) {
        clearInterval(timer);
        timer = null;
        browser.alarms.clear("wake").catch(failed);
        return;
      }
      timer = setInterval(() => {
        browser.runtime.getPlatformInfo().catch(failed);
      }, CALL_MS);
      browser.alarms.create("wake", { periodInMinutes: ALARM_MINUTES }).catch(failed);
    },
  };
}

import { browser } from "wxt/browser";

/** Chrome's shortest period of an alarm (Chrome 120): a dead worker is woken within this time. */
const ALARM_MINUTES = 0.5;
/** Chrome stops a worker that has called no extension API for 30 s, even if it fetches (tried). */
const CALL_MS = 20_000;

/**
 * Keeps this worker from being stopped while it has work, and has it started again when it was stopped all
 * the same. The alarm is set at every change, because the browser may drop alarms when it is updated.
 */
export function keepAwake(): { set(active: boolean): void } {
  let timer: ReturnType<typeof setInterval> | null = null;
  return {
    set(active) {
      if (active === (timer !== null)) return;
      if (timer !== null) {
        clearInterval(timer);
        timer = null;
        void browser.alarms.clear("wake");
        return;
      }
      timer = setInterval(() => void browser.runtime.getPlatformInfo(), CALL_MS);
      void browser.alarms.create("wake", { periodInMinutes: ALARM_MINUTES });
    },
  };
}

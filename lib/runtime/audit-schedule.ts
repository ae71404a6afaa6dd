import type { KeyFinding } from "../model/account-key.ts";

const HOUR_MS = 3_600_000;

/** So long a passed audit lets an account grow. */
export const AUDIT_HOLDS_MS = 24 * HOUR_MS;
/** It is renewed some hours before, so that an exchange that does not answer at that moment stops nothing. */
const AUDIT_EVERY_MS = 20 * HOUR_MS;
const FIRST_PAUSE_MS = 5_000;
/** A question that got no answer is put again after at most this. */
const LONGEST_PAUSE_MS = 10 * 60_000;
/** A key that was refused is looked at again so often: the user may have mended it at the exchange. */
const REFUSED_PAUSE_MS = HOUR_MS;

/** True while an audit that passed `at` (our clock) still counts. One from a clock that was ahead counts for nothing. */
export function holds(at: number, now: number): boolean {
  return at <= now && now - at < AUDIT_HOLDS_MS;
}

/** When a key that passed is audited again. */
export function afterPass(now: number): number {
  return now + AUDIT_EVERY_MS;
}

/** When a key that did not pass is audited again. `failures` counts the audits in a row that did not, this one included. */
export function afterFailure(finding: KeyFinding, failures: number, now: number): number {
  if (finding !== "unreachable") return now + REFUSED_PAUSE_MS;
  return now + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
}

/** Whether an audit is due. A clock that was set back must not put it off for longer than it was meant to be. */
export function isDue(at: number, now: number): boolean {
  return now >= at || at - now > AUDIT_EVERY_MS;
}

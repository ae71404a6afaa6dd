import type { Millis } from "../model/identity.ts";
import type { VaultStatus } from "../model/vault-status.ts";

const MINUTE_MS = 60_000;

interface LockQuestion extends Pick<VaultStatus, "state" | "autoLockMinutes"> {
  /** Our clock at the last use. */
  readonly usedAt: Millis;
  readonly now: Millis;
  /** Whether an account mirrors with real money; null while that is not known. */
  readonly mirrors: boolean | null;
}

/**
 * When an unlocked vault locks by itself, our clock; null while it will not. An account that mirrors keeps it open: a
 * locked vault could sign no reduction. So does not knowing, which lasts as long as the engine takes to start. A use
 * in the future is one of before the clock was set back: it counts from now.
 */
export function locksAt({ state, autoLockMinutes, usedAt, now, mirrors }: LockQuestion): Millis | null {
  if (state !== "unlocked" || autoLockMinutes === null || mirrors !== false) return null;
  return Math.min(usedAt, now) + autoLockMinutes * MINUTE_MS;
}

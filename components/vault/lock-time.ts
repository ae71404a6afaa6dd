import type { Millis } from "../../lib/model/identity.ts";
import type { VaultStatus } from "../../lib/model/vault-status.ts";
import { formatAge } from "../format/duration.ts";
import { words } from "../words/current.ts";

const MINUTE_MS = 60_000;

/** In how long the vault will lock by itself, in whole minutes upwards: "24 min"; null when it will not. */
export function timeToLock({ locksAt }: VaultStatus, now: Millis): string | null {
  return locksAt === null ? null : formatAge(Math.ceil(Math.max(0, locksAt - now) / MINUTE_MS) * MINUTE_MS);
}

/** When an unlocked vault locks, in a sentence. */
export function lockSentence(status: VaultStatus, now: Millis): string {
  const say = words.vault;
  const left = timeToLock(status, now);
  if (left !== null) return say.locksIn(left);
  if (status.autoLockMinutes === null) return say.locksWithBrowser;
  return say.locksWhenIdle(formatAge(status.autoLockMinutes * MINUTE_MS));
}

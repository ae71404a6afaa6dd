import { z } from "zod";
import { Millis } from "./identity.ts";

/** What views may know of the vault. */
export const VaultStatus = z.object({
  id: z.literal("vault"),
  /** none: never made, or wiped. damaged: there, and cannot be read. */
  state: z.enum(["none", "locked", "unlocked", "damaged"]),
  since: Millis,
  /** How many keys are in it. */
  keys: z.number().int().nonnegative(),
  /** Locks after so many minutes without use, unless an account mirrors; null: only with the browser. */
  autoLockMinutes: z.number().int().positive().nullable(),
  /** When it will lock by itself; null when it will not. */
  locksAt: Millis.nullable(),
  /** For `damaged`: what is wrong, in words. */
  detail: z.string().max(500).nullable(),
});
export type VaultStatus = z.infer<typeof VaultStatus>;

import { z } from "zod";

/**
 * What outlasts a worker, but not the browser. The data key is in it as raw bytes (64 hexadecimal digits): the
 * browser's session storage takes JSON only, so a CryptoKey that cannot be read out does not fit, and without the key
 * a worker that the browser stops after 30 quiet seconds would ask for the passphrase at every order. The store is in
 * memory, is cleared with the browser, and only the extension's own contexts may read it.
 */
export const SessionEntry = z.strictObject({
  /** Salt of the header whose data key this is. */
  salt: z.string(),
  /** The newest generation seen: an older vault than this was put back by somebody. */
  generation: z.number().int().positive(),
  /** Null while the vault is locked. */
  dataKey: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** When the vault was last used, our clock, ms. */
  usedAt: z.number().int().nonnegative(),
});
export type SessionEntry = z.infer<typeof SessionEntry>;

/** `browser.storage.session`, for trusted contexts only. Each call may reject with the browser's error. */
export interface SessionStore {
  /** Null where nothing was written in this browser session. What it answers is judged by SessionEntry. */
  read(): Promise<unknown>;
  write(entry: SessionEntry): Promise<void>;
  clear(): Promise<void>;
}

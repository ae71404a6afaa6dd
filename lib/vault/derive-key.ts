import type { Secret } from "../model/secret.ts";
import type { Bytes } from "./hex.ts";

/**
 * Least iterations that are taken of a stored vault: fewer would make a stolen copy cheap to guess at. OWASP asks for
 * 600,000 with SHA-256 (Password Storage Cheat Sheet, 2023); we keep half as many again above that.
 */
export const ITERATIONS_FLOOR = 900_000;
/** Most that are taken: ten million keep a laptop busy for several seconds, and more would freeze the browser. */
export const ITERATIONS_CEILING = 10_000_000;
/** For new vaults, and whenever the passphrase is changed. About 0.3 s on a laptop, 1 s on a slow one. */
export const ITERATIONS = 900_000;

export const SALT_BYTES = 32;

/** Makes a key from a passphrase. Tests whose subject is no cryptography bring a quick one. */
export type DeriveKey = (passphrase: Secret, salt: Bytes, iterations: number) => Promise<CryptoKey>;

/**
 * PBKDF2 with SHA-256 to a key of 256 bits for AES-GCM, which cannot be read out. The passphrase is taken in Unicode's
 * form NFKC, so that the same letters from another keyboard or system are the same passphrase.
 */
export const deriveKey: DeriveKey = async (passphrase, salt, iterations) => {
  const typed = new TextEncoder().encode(passphrase.reveal().normalize("NFKC"));
  const material = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  typed.fill(0);
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
};

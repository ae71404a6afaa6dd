import { z } from "zod";
import { ITERATIONS_CEILING, ITERATIONS_FLOOR, SALT_BYTES } from "./derive-key.ts";
import { isWhole } from "./row-checksum.ts";
import { VaultError } from "./vault-error.ts";

/** At least an IV and a tag. */
const Box = z.string().regex(/^(?:[0-9a-f]{2}){28,}$/);
const Salt = z.string().regex(new RegExp(`^[0-9a-f]{${2 * SALT_BYTES}}$`));
const Checksum = z.string().regex(/^[0-9a-f]{64}$/);

export const FORMAT = 1;
export const KDF = "PBKDF2-SHA-256";
export const HEADER = "header";

/** Names of the two tables. */
export const HEADER_TABLE = "header";
export const RECORD_TABLE = "records";

/** The one row by which a passphrase is known and the data key is got. Boxes are texts of sealBox. */
export const VaultHeader = z.strictObject({
  id: z.literal(HEADER),
  format: z.literal(FORMAT),
  kdf: z.literal(KDF),
  iterations: z.number().int().min(ITERATIONS_FLOOR).max(ITERATIONS_CEILING),
  /** New with every passphrase; it names this keying of the vault, too. */
  salt: Salt,
  /** The data key, sealed under the passphrase's key and bound to all fields above. */
  wrapped: Box,
  /** For the verifier, which is bound to nothing: it knows the passphrase where a parameter above was changed. */
  proofSalt: Salt,
  proof: Box,
  /** Counts the writes. */
  generation: z.number().int().positive(),
  /** Minutes without use after which the vault locks itself; null: only with the browser. */
  autoLockMinutes: z.number().int().positive().max(1_440).nullable(),
  /** Which records there are and in which version, sealed under the data key and bound to all fields above. */
  seal: Box,
  checksum: Checksum,
});
export type VaultHeader = z.infer<typeof VaultHeader>;

/** One kept secret. */
export const VaultRecord = z.strictObject({
  id: z.string().min(1).max(60),
  /** The header's generation at the write: no two writes of one id ever have the same. */
  version: z.number().int().positive(),
  /** The secret, sealed under the data key and bound to id, version and the header's parameters. */
  box: Box,
  checksum: Checksum,
});
export type VaultRecord = z.infer<typeof VaultRecord>;

/** What a record says of itself before its seal is tried: the row, or why it cannot be used. */
export type InspectedRecord = VaultRecord | VaultError;

/** The stored header, or null where there is none. Throws a VaultError: `damaged` or `changed`. */
export async function inspectHeader(stored: unknown): Promise<VaultHeader | null> {
  if (stored === undefined) return null;
  if (!(await isWhole(HEADER_TABLE, stored))) {
    throw new VaultError("damaged", "The vault's header is damaged: its checksum does not hold.");
  }
  const parsed = VaultHeader.safeParse(stored);
  if (parsed.success) return parsed.data;
  const { fieldErrors } = z.flattenError(parsed.error);
  const fields = Object.keys(fieldErrors).length === 0 ? "a field" : Object.keys(fieldErrors).join(", ");
  throw new VaultError("changed", `The vault's header was changed: ${fields} cannot be so.`);
}

/** A stored record under its key, judged by itself. */
export async function inspectRecord(key: string, stored: unknown): Promise<InspectedRecord> {
  if (!(await isWhole(RECORD_TABLE, stored))) {
    return new VaultError("damaged", `The key of ${key} is damaged: its checksum does not hold.`);
  }
  const parsed = VaultRecord.safeParse(stored);
  if (parsed.success && parsed.data.id === key) return parsed.data;
  return new VaultError("changed", `The key of ${key} was changed: it is of no form that is written.`);
}

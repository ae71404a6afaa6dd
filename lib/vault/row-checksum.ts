import { toHex } from "./hex.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * SHA-256 over the table's name and all fields of a row but the checksum itself. It stands outside of the encryption
 * and needs no key: a row that a failing disk changed is told from a wrong passphrase before any is tried. Null for
 * what has no text, as a bigint: that was never written by us.
 */
async function checksumOf(table: string, row: Row): Promise<string | null> {
  const fields = Object.entries(row)
    .filter(([name]) => name !== "checksum")
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  let text: string;
  try {
    text = JSON.stringify([table, fields]);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return toHex(new Uint8Array(digest));
}

/** The row with its checksum. Throws a TypeError for one that has no text. */
export async function withChecksum<Fields extends Row>(
  table: string,
  row: Fields,
): Promise<Fields & { readonly checksum: string }> {
  const checksum = await checksumOf(table, row);
  if (checksum === null) throw new TypeError("A row of the vault has no text.");
  return { ...row, checksum };
}

/** Whether a stored row is as it was written. */
export async function isWhole(table: string, row: unknown): Promise<boolean> {
  if (typeof row !== "object" || row === null || !("checksum" in row)) return false;
  const expected = await checksumOf(table, { ...row });
  return expected !== null && row.checksum === expected;
}

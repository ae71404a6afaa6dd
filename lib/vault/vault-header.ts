import { z } from "zod";
import type { Secret } from "../model/secret.ts";
import { type DataKey, dataKeyOf, newDataKeyBytes } from "./data-key.ts";
import { type DeriveKey, ITERATIONS, ITERATIONS_FLOOR, SALT_BYTES } from "./derive-key.ts";
import { fromHex, toHex } from "./hex.ts";
import { withChecksum } from "./row-checksum.ts";
import { openBox, sealBox } from "./sealed-box.ts";
import { VaultError } from "./vault-error.ts";
import { FORMAT, HEADER, HEADER_TABLE, KDF, type VaultHeader } from "./vault-rows.ts";

/** What of the header says how the data key is got. Every record is bound to it, too. */
export type Keying = Pick<VaultHeader, "format" | "kdf" | "iterations" | "salt">;
/** The part of the header that lasts as long as a passphrase. */
export type KeyedHeader = Omit<VaultHeader, "generation" | "autoLockMinutes" | "seal" | "checksum">;

export const keyingOf = ({ format, kdf, iterations, salt }: Keying): readonly unknown[] => [
  format,
  kdf,
  iterations,
  salt,
];

const PROOF = ["pilotfish-vault-proof"] as const;
const randomSalt = (): string => toHex(crypto.getRandomValues(new Uint8Array(SALT_BYTES)));

/** A new data key under a passphrase, with new salts. */
export async function newKeying(
  passphrase: Secret,
  derive: DeriveKey,
): Promise<{ readonly header: KeyedHeader; readonly dataKey: DataKey }> {
  const keying: Keying = { format: FORMAT, kdf: KDF, iterations: ITERATIONS, salt: randomSalt() };
  const proofSalt = randomSalt();
  const [wrapping, proving] = await Promise.all([
    derive(passphrase, fromHex(keying.salt), keying.iterations),
    derive(passphrase, fromHex(proofSalt), ITERATIONS_FLOOR),
  ]);
  const bytes = newDataKeyBytes();
  const wrapped = await sealBox(wrapping, bytes, ["pilotfish-vault-key", ...keyingOf(keying)]);
  const proof = await sealBox(proving, new Uint8Array(), PROOF);
  return { header: { id: HEADER, ...keying, wrapped, proofSalt, proof }, dataKey: await dataKeyOf(bytes) };
}

/**
 * The data key, by the passphrase. Throws a VaultError: `wrong-passphrase`, or `changed` where the passphrase is right
 * and the box does not open all the same.
 *
 * A changed salt or number of iterations makes another key, to which a right passphrase looks like a wrong one. So the
 * header has a second salt whose key opens the verifier, with the floor's iterations and bound to no parameter. It is
 * asked only after the first has failed, and costs a thief as much for each guess as the first.
 */
export async function unwrapDataKey(
  header: VaultHeader,
  passphrase: Secret,
  derive: DeriveKey,
): Promise<DataKey> {
  const wrapping = await derive(passphrase, fromHex(header.salt), header.iterations);
  const bytes = await openBox(wrapping, header.wrapped, ["pilotfish-vault-key", ...keyingOf(header)]);
  if (bytes !== null) return dataKeyOf(bytes);
  const proving = await derive(passphrase, fromHex(header.proofSalt), ITERATIONS_FLOOR);
  if ((await openBox(proving, header.proof, PROOF)) !== null) {
    throw new VaultError("changed", "The passphrase is right, but a parameter of the vault was changed.");
  }
  throw new VaultError("wrong-passphrase", "The passphrase does not open the vault.");
}

type Sealed = Omit<VaultHeader, "seal" | "checksum">;

/** All fields but the seal and the checksum, in a fixed order. */
const sealBound = (header: Sealed): readonly unknown[] => [
  "pilotfish-vault-seal",
  ...keyingOf(header),
  header.wrapped,
  header.proofSalt,
  header.proof,
  header.generation,
  header.autoLockMinutes,
];

/** The version of each record that belongs to the vault. */
export type Manifest = ReadonlyMap<string, number>;
const ManifestRows = z.array(z.tuple([z.string(), z.number()]));

/** Closes the header over its fields and the records that belong to it. */
export async function sealHeader(header: Sealed, manifest: Manifest, { key }: DataKey): Promise<VaultHeader> {
  const plain = new TextEncoder().encode(JSON.stringify([...manifest]));
  const seal = await sealBox(key, plain, sealBound(header));
  return withChecksum(HEADER_TABLE, { ...header, seal });
}

/** Box of the manifest, opened; null where the header was not sealed by this key. */
export async function openSeal(header: VaultHeader, { key }: DataKey): Promise<Manifest | null> {
  const plain = await openBox(key, header.seal, sealBound(header));
  return plain === null ? null : new Map(ManifestRows.parse(JSON.parse(new TextDecoder().decode(plain))));
}

import { Secret } from "../model/secret.ts";
import type { DataKey } from "./data-key.ts";
import { withChecksum } from "./row-checksum.ts";
import { openBox, sealBox } from "./sealed-box.ts";
import { VaultError } from "./vault-error.ts";
import { type Keying, type Manifest, keyingOf } from "./vault-header.ts";
import { type InspectedRecord, RECORD_TABLE, type VaultRecord } from "./vault-rows.ts";

const boundOf = (keying: Keying, id: string, version: number): readonly unknown[] => [
  "pilotfish-vault-record",
  ...keyingOf(keying),
  id,
  version,
];

export async function sealRecord(
  keying: Keying,
  { key }: DataKey,
  id: string,
  version: number,
  secret: Secret,
): Promise<VaultRecord> {
  const plain = new TextEncoder().encode(secret.reveal());
  const box = await sealBox(key, plain, boundOf(keying, id, version));
  plain.fill(0);
  return withChecksum(RECORD_TABLE, { id, version, box });
}

/**
 * The secret of a record; null where there is none of this id, and there is to be none. Throws a VaultError: `damaged`
 * where the record is gone or its checksum does not hold, `changed` where it is another than the one that was written.
 */
export async function openRecord(
  keying: Keying,
  { key }: DataKey,
  id: string,
  stored: InspectedRecord | undefined,
  manifest: Manifest,
): Promise<Secret | null> {
  const version = manifest.get(id);
  if (stored === undefined) {
    if (version === undefined) return null;
    throw new VaultError("damaged", `The key of ${id} is gone from the vault.`);
  }
  if (stored instanceof VaultError) throw stored;
  if (version === undefined) {
    throw new VaultError("changed", `A key of ${id} was put into the vault from outside.`);
  }
  if (stored.version !== version) {
    throw new VaultError("changed", `The key of ${id} is not the newest one: an old one was put back.`);
  }
  const plain = await openBox(key, stored.box, boundOf(keying, id, version));
  if (plain === null) throw new VaultError("changed", `The key of ${id} was changed or swapped.`);
  const secret = new Secret(new TextDecoder().decode(plain));
  plain.fill(0);
  return secret;
}

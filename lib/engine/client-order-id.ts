import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { type AccountId, ClientOrderId, type InstrumentId } from "../model/identity.ts";

/**
 * The id under which a venue knows an order: the first 128 bits of SHA-256 over installation, account,
 * instrument and sequence. The same intent always has the same id, two intents never do, and a second
 * installation cannot make ours by chance.
 */
export function clientOrderId(
  installationId: string,
  accountId: AccountId,
  instrument: InstrumentId,
  sequence: number,
): ClientOrderId {
  const text = [installationId, accountId, instrument, String(sequence)].join("\n");
  return ClientOrderId.parse(`0x${bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32)}`);
}

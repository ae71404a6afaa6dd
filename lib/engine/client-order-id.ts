import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { type AccountId, ClientOrderId, type InstrumentId } from "../model/identity.ts";

/** The first four bytes of every id of ours, whichever installation made it: "pfsh". */
const MARK = "70667368";

/** Ids that were made before: each reading of an account asks for those of its fills again. */
const made = new Map<string, ClientOrderId>();
const MOST_MADE = 1_000;

/**
 * The id under which a venue knows an order: our mark, then the first 96 bits of SHA-256 over installation,
 * account, instrument and sequence. The same intent always has the same id, two intents never do, and a second
 * installation cannot make ours by chance.
 */
export function clientOrderId(
  installationId: string,
  accountId: AccountId,
  instrument: InstrumentId,
  sequence: number,
): ClientOrderId {
  const text = [installationId, accountId, instrument, String(sequence)].join("\n");
  const before = made.get(text);
  if (before !== undefined) return before;
  const id = ClientOrderId.parse(`0x${MARK}${bytesToHex(sha256(utf8ToBytes(text))).slice(0, 24)}`);
  if (made.size >= MOST_MADE) made.clear();
  made.set(text, id);
  return id;
}

/** True for an id that some installation of Pilotfish made. */
export function hasOurMark(id: ClientOrderId): boolean {
  return id.startsWith(`0x${MARK}`);
}

/** More orders than one instrument gets between two readings of its account. */
const REMEMBERED = 500;

/** True when this journal made the id: one of the newest orders of the instrument, up to `sequence`. */
export function isOurOwn(
  installationId: string,
  accountId: AccountId,
  instrument: InstrumentId,
  sequence: number,
  id: ClientOrderId,
): boolean {
  for (let made = sequence; made > Math.max(0, sequence - REMEMBERED); made -= 1) {
    if (clientOrderId(installationId, accountId, instrument, made) === id) return true;
  }
  return false;
}

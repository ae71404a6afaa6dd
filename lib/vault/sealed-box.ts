import { type Bytes, fromHex, toHex } from "./hex.ts";

/** As NIST SP 800-38D (8.2.2) has random ones; a key seals far fewer than 2^32 boxes. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Bytes that AES-GCM is called with beside its text: a box opens only where they are the same. */
const aadOf = (bound: readonly unknown[]): Bytes => new TextEncoder().encode(JSON.stringify(bound));

/**
 * Seals bytes with AES-256-GCM under a fresh random IV; `bound` is the additional data. Answers the IV, the sealed
 * bytes and the tag as one text.
 */
export async function sealBox(key: CryptoKey, plain: Bytes, bound: readonly unknown[]): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: aadOf(bound) },
    key,
    plain,
  );
  return toHex(iv) + toHex(new Uint8Array(sealed));
}

/** Null where the box is not of this key, was changed, or is bound to something else: GCM cannot tell which. */
export async function openBox(key: CryptoKey, box: string, bound: readonly unknown[]): Promise<Bytes | null> {
  const bytes = fromHex(box);
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  const iv = bytes.slice(0, IV_BYTES);
  const sealed = bytes.slice(IV_BYTES);
  try {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv, additionalData: aadOf(bound) },
      key,
      sealed,
    );
    return new Uint8Array(plain);
  } catch (error) {
    // What WebCrypto says of every box that does not open.
    if (error instanceof DOMException && error.name === "OperationError") return null;
    throw error;
  }
}

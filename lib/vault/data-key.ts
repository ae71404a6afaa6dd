import { type Bytes, fromHex, toHex } from "./hex.ts";

/** The key that all records are sealed with. It is random; the passphrase only wraps it. */
export interface DataKey {
  /** Cannot be read out. */
  readonly key: CryptoKey;
  /** The same, for the browser's session storage alone (session-store.ts says why). */
  readonly hex: string;
}

export function newDataKeyBytes(): Bytes {
  return crypto.getRandomValues(new Uint8Array(32));
}

/** Takes the bytes over: they are cleared. */
export async function dataKeyOf(bytes: Bytes): Promise<DataKey> {
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  const hex = toHex(bytes);
  bytes.fill(0);
  return { key, hex };
}

export function dataKeyOfHex(hex: string): Promise<DataKey> {
  return dataKeyOf(fromHex(hex));
}

import { secp256k1 } from "@noble/curves/secp256k1.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { Address } from "../../model/identity.ts";
import type { Secret } from "../../model/secret.ts";

const FORM = /^0x[0-9a-f]{64}$/;

/**
 * The address that a private key signs for: the last 20 bytes of keccak-256 of its public key on secp256k1 (Ethereum
 * Yellow Paper, appendix F). Null for what is no key: another form, 0, or not below the curve's order.
 */
export function addressOfKey(key: Secret): Address | null {
  // Before anything else takes it: an error of the library would repeat what it does not like.
  if (!FORM.test(key.reveal())) return null;
  const bytes = hexToBytes(key.reveal().slice(2));
  try {
    if (!secp256k1.utils.isValidSecretKey(bytes)) return null;
    // Without the leading byte that says "uncompressed".
    const point = secp256k1.getPublicKey(bytes, false).subarray(1);
    return Address.parse(`0x${bytesToHex(keccak_256(point).subarray(-20))}`);
  } finally {
    bytes.fill(0);
  }
}

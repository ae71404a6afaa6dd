import type { Address } from "../../lib/model/identity.ts";

/** "0x7a3f…c91e": 0x and the first and last four digits. */
export function shortAddress(address: Address): string {
  return `${address.slice(0, 6)}\u2026${address.slice(-4)}`;
}

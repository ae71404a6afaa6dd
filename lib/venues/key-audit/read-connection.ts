import type { KeyFinding } from "../../model/account-key.ts";
import { Address } from "../../model/identity.ts";
import { Secret } from "../../model/secret.ts";
import { addressOfKey } from "./address-of-key.ts";
import { readPasted } from "./pasted-text.ts";

/** What was pasted to connect an account. Any text; never repeated in an answer. */
export interface PastedConnection {
  /** The account's own address. */
  readonly address: string;
  /** The API wallet's private key. */
  readonly key: string;
}

type Connection =
  | { readonly ok: true; readonly owner: Address; readonly agent: Address; readonly secret: Secret }
  | { readonly ok: false; readonly finding: KeyFinding; readonly detail: string | null };

const refused = (finding: KeyFinding, detail: string | null = null): Connection => ({
  ok: false,
  finding,
  detail,
});

/** Reads both fields, without asking anybody. Tells no more of what was typed than how long it is. */
export function readConnection(pasted: PastedConnection): Connection {
  const address = readPasted(pasted.address);
  const key = readPasted(pasted.key);
  // Words that restore a wallet are its own key, wherever they were put.
  if (address.is === "recovery-phrase" || key.is === "recovery-phrase") return refused("main-wallet");
  if (key.is === "address" || address.is === "key") return refused("swapped");
  if (key.is === "neither") {
    const counted = key.digits === null ? null : `${key.digits} hexadecimal digits, where a key has 64.`;
    return refused("no-key", counted);
  }
  if (address.is === "neither") {
    return refused("unknown-account", "An address is 0x followed by 40 hexadecimal digits.");
  }
  const secret = new Secret(key.hex);
  const agent = addressOfKey(secret);
  if (agent === null) return refused("no-key");
  return { ok: true, owner: Address.parse(address.hex), agent, secret };
}

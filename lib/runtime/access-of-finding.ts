import type { AccountAccess, KeyFinding } from "../model/account-key.ts";

/**
 * What may be done with an account whose key is in the vault and whose audit found this. restricted: it signs, but it
 * has, or may have, rights that no key here should have; what is open can be reduced. unusable: the exchange takes
 * nothing that it signs. unreachable says nothing of the key.
 */
export function accessOf(finding: KeyFinding): AccountAccess["state"] {
  switch (finding) {
    case "main-wallet":
    case "can-withdraw":
    case "can-transfer":
    case "rights-unreadable":
    case "right-unknown":
      return "restricted";
    case "not-approved":
    case "other-account":
    case "expired":
    case "unknown-account":
    case "cannot-trade":
    case "no-key":
    case "swapped":
      return "unusable";
    case "unreachable":
      return "unchecked";
  }
}

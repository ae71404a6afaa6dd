import type { KeyFinding } from "../../../lib/model/account-key.ts";

/** What an audit found of a key: what is wrong, then what to do. */
interface FindingWords {
  readonly what: string;
  readonly todo: string;
}

const MAKE_ONE =
  "Make an API wallet for Pilotfish at app.hyperliquid.xyz/API and paste its key: it can trade and can’t withdraw.";

export const keyFindings: Record<KeyFinding, FindingWords> = {
  "main-wallet": {
    what: "This is the main wallet’s own key, which can withdraw.",
    todo: `Never paste that key anywhere. ${MAKE_ONE}`,
  },
  "not-approved": {
    what: "No account has approved this API wallet, or the approval was withdrawn.",
    todo: "Authorize it with your main wallet at app.hyperliquid.xyz/API, or make a new one there.",
  },
  "other-account": {
    what: "This API wallet was approved by another account than the one you named.",
    todo: "Enter the address of the account that approved it: your main wallet’s, not the API wallet’s.",
  },
  expired: {
    what: "This API wallet’s approval has expired.",
    todo: "Make a new API wallet at app.hyperliquid.xyz/API and paste its key.",
  },
  "unknown-account": {
    what: "Hyperliquid knows no account at this address.",
    todo: "Check the address. An account is there from its first deposit on.",
  },
  "can-withdraw": {
    what: "This key can withdraw.",
    todo: `Delete it at the exchange if you made it for Pilotfish. ${MAKE_ONE}`,
  },
  "can-transfer": {
    what: "This key can move money to other accounts.",
    todo: `Delete it at the exchange if you made it for Pilotfish. ${MAKE_ONE}`,
  },
  "cannot-trade": {
    what: "This key can’t trade.",
    todo: MAKE_ONE,
  },
  "rights-unreadable": {
    what: "The exchange did not say what this key may do, or in a form that Pilotfish can’t read.",
    todo: "Try again later. If it stays so, look for an update of Pilotfish.",
  },
  "right-unknown": {
    what: "This key has a right that Pilotfish doesn’t know.",
    todo: `Look for an update of Pilotfish. Until then: ${MAKE_ONE.charAt(0).toLowerCase()}${MAKE_ONE.slice(1)}`,
  },
  unreachable: {
    what: "The exchange did not answer, so the key could not be checked.",
    todo: "Check your connection and try again in a moment.",
  },
  "no-key": {
    what: "What you entered is no private key: one is 64 characters, 0–9 and a–f, with or without 0x before them.",
    todo: "Copy it whole from app.hyperliquid.xyz/API. It is shown there once; if it is gone, make a new API wallet.",
  },
  swapped: {
    what: "Address and key look swapped.",
    todo: "The account’s address has 40 characters after 0x, the API wallet’s key 64. Enter each in its own field.",
  },
};

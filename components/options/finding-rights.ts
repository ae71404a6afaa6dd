import type { KeyFinding } from "../../lib/model/account-key.ts";

export type Right = "yes" | "no" | "unknown";

/** What a refused key may do, as far as its finding says. */
export interface Rights {
  readonly trade: Right;
  readonly withdraw: Right;
}

const NOTHING: Rights = { trade: "no", withdraw: "no" };
const UNKNOWN: Rights = { trade: "unknown", withdraw: "unknown" };

export const FINDING_RIGHTS: Readonly<Record<KeyFinding, Rights>> = {
  "main-wallet": { trade: "yes", withdraw: "yes" },
  "not-approved": NOTHING,
  "other-account": NOTHING,
  expired: NOTHING,
  "unknown-account": UNKNOWN,
  "can-withdraw": { trade: "unknown", withdraw: "yes" },
  "can-transfer": { trade: "unknown", withdraw: "unknown" },
  "cannot-trade": { trade: "no", withdraw: "unknown" },
  "rights-unreadable": UNKNOWN,
  "right-unknown": UNKNOWN,
  unreachable: UNKNOWN,
  "no-key": UNKNOWN,
  swapped: UNKNOWN,
};

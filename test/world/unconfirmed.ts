/** What nobody documents about the exchange: tests choose, and the extension has to be right either way. */
export interface Unconfirmed {
  /**
   * A second order with a client order id that was used before. refused: an error. as-the-first: nothing is done, the
   * first one's outcome is told again. accepted: it is an order of its own.
   */
  duplicateCloid: "refused" | "as-the-first" | "accepted";
  /** A change of a resting order whose new terms are refused: whether the old one still rests. */
  refusedModify: "old-gone" | "old-stands";
  /** Whether `extraAgents` still lists an API wallet after its last valid moment. */
  expiredAgents: "listed" | "left-out";
}

export function unconfirmed(): Unconfirmed {
  return { duplicateCloid: "refused", refusedModify: "old-gone", expiredAgents: "listed" };
}

import type { Exact } from "../exact.ts";

/** What an instrument forbids at the moment; all of it can change while the world runs. */
export interface MarketRules {
  /** Cross margin cannot be set. */
  onlyIsolated: boolean;
  /** No longer traded: `meta` says so, orders are refused. */
  delisted: boolean;
  /** Open interest is capped: orders that would add to it are refused. */
  atOpenInterestCap: boolean;
  /** USD: a position above it exceeds the margin tier. */
  tierNotional: Exact | undefined;
}

export function openRules(): MarketRules {
  return { onlyIsolated: false, delisted: false, atOpenInterestCap: false, tierNotional: undefined };
}

import type { Address } from "../model/identity.ts";

/** What the loader can do about a card. */
export interface CardPorts {
  /** Says which leader is to be shown, null for none. True when a card is there and does it. */
  want(address: Address | null): boolean;
  /** Asks for the card's script to be injected into this document. False when that was refused or failed. */
  inject(address: Address): Promise<boolean>;
  /** Calls back after `ms`, unless the loader has been stopped by then. */
  later(ms: number, callback: () => void): void;
}

export interface LeaderWatch {
  /** To be called with the page's URL at the start and whenever it may have changed. */
  look(url: URL): void;
}

/** The worker may be starting; then it answers a moment later. */
const RETRY_AFTER_MS = [1_000, 4_000, 15_000];

/**
 * Follows the page's URL: one card where a leader is shown, none elsewhere. The card's script is asked for
 * once per document; from then on it is told what to show.
 */
export function createLeaderWatch(leaderOf: (url: URL) => Address | null, ports: CardPorts): LeaderWatch {
  let wanted: Address | null = null;
  let asking = false;
  let failures = 0;

  async function ask(address: Address): Promise<void> {
    asking = true;
    const injected = await ports.inject(address);
    asking = false;
    if (injected) {
      failures = 0;
      return;
    }
    const wait = RETRY_AFTER_MS[failures];
    failures += 1;
    if (wait !== undefined) ports.later(wait, show);
  }

  function show(): void {
    if (ports.want(wanted) || wanted === null || asking) return;
    void ask(wanted);
  }

  return {
    look(url) {
      const leader = leaderOf(url);
      if (leader === wanted) return;
      wanted = leader;
      failures = 0;
      show();
    },
  };
}

/** What of a ccxt class is needed to build and sign requests without a network. */
export interface OfflineExchange {
  privateKey: string;
  /** By symbol; a market has dozens of fields, of which a builder reads a few. */
  markets: Readonly<Record<string, object>> | undefined;
  fetch(...request: readonly unknown[]): Promise<unknown>;
  loadMarkets(...options: readonly unknown[]): Promise<unknown>;
}

/**
 * Takes the network from a ccxt class: what is left builds and signs. Its own calls are never used, because they send
 * more than what was asked (fee approvals, referrals, broker codes), under numbers and with expiries of their own.
 */
export function takeOffline<Exchange extends OfflineExchange>(exchange: Exchange): Exchange {
  const refuse = async (): Promise<never> => {
    throw new Error("This ccxt class only builds and signs; it sends nothing.");
  };
  return Object.assign(exchange, { fetch: refuse, loadMarkets: refuse, initializeClient: refuse });
}

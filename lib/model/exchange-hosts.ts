/** Where an exchange's API and sockets live. */
interface ExchangeHosts {
  readonly https: readonly string[];
  readonly wss: readonly string[];
}

/**
 * The exchanges that Pilotfish may ever talk to. A content security policy cannot be changed while running, so it
 * names also those that the user has not connected: without the browser's permission for their hosts, which is asked
 * when an account or leader there is added, nothing of theirs can be read.
 */
const HOSTS: Readonly<Record<string, ExchangeHosts>> = {
  hyperliquid: { https: ["api.hyperliquid.xyz"], wss: ["api.hyperliquid.xyz"] },
  binance: {
    https: ["fapi.binance.com", "demo-fapi.binance.com"],
    wss: ["fstream.binance.com", "ws-fapi.binance.com", "demo-fstream.binance.com"],
  },
  bybit: {
    https: ["api.bybit.com", "api-demo.bybit.com"],
    wss: ["stream.bybit.com", "stream-demo.bybit.com"],
  },
  okx: {
    https: ["www.okx.com", "eea.okx.com", "us.okx.com"],
    wss: ["ws.okx.com:8443", "wspap.okx.com:8443"],
  },
  bitget: { https: ["api.bitget.com"], wss: ["ws.bitget.com", "wspap.bitget.com"] },
};

/** For a signal stream on the user's own machine. */
const LOOPBACK = ["http://127.0.0.1:*", "ws://127.0.0.1:*", "http://localhost:*", "ws://localhost:*"];

/** All that an extension page or the worker may connect to, in the words of a content security policy. */
export const CONNECT_SOURCES: readonly string[] = [
  ...Object.values(HOSTS).flatMap(({ https, wss }) => [
    ...https.map((host) => `https://${host}`),
    ...wss.map((host) => `wss://${host}`),
  ]),
  ...LOOPBACK,
];

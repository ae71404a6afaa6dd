const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** The exchange allows 30 new connections a minute and IP (docs, "Rate limits"); other tabs need some. */
const CONNECTIONS_A_MINUTE = 15;

/**
 * How long to wait before connecting again, in ms: full-jitter exponential back-off, and never more than 15
 * connections a minute however short each of them lives. `attempt` counts from 1, `random` is in [0, 1),
 * `connectedAt` are the moments of the last connections, oldest first.
 */
export function reconnectDelay(
  attempt: number,
  random: number,
  connectedAt: readonly number[],
  now: number,
): number {
  const backOff = random * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 16));
  const limiting = connectedAt.at(-CONNECTIONS_A_MINUTE);
  const allowedIn = limiting === undefined ? 0 : limiting + 60_000 - now;
  return Math.ceil(Math.max(backOff, allowedIn, 0));
}

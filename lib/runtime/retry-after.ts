/** However long an exchange asks for, it is asked again after this. */
const LONGEST_RETRY_AFTER_MS = 10 * 60_000;

/** The ms that a `Retry-After` header asks to wait: a number of seconds or a date (RFC 9110, 10.2.3); null without one. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (!header) return null;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS) : null;
}

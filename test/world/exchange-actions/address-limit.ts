import { z } from "zod";
import type { Account } from "../accounts/account.ts";

/** What every address may send before it traded anything. */
const INITIAL_REQUESTS = 10_000;
const CANCELS_MORE = 100_000;
const ONE_PER_MS = 10_000;

const Batch = z.looseObject({
  type: z.string(),
  orders: z.array(z.unknown()).optional(),
  cancels: z.array(z.unknown()).optional(),
  modifies: z.array(z.unknown()).optional(),
});

/** Requests that an account may make: one per USD traded since it began, and a first stock. */
export function requestsCap(account: Account): number {
  return INITIAL_REQUESTS + Math.floor(account.volumeUsd.toNumber());
}

/**
 * Counts an action against its account's limit; the exchange's words when that is used up. Beyond it one request in
 * ten seconds is let through; cancels have a limit of their own, min(limit + 100,000, 2 * limit).
 */
export function overAddressLimit(account: Account, action: unknown, now: number): string | undefined {
  const { type, orders, cancels, modifies } = Batch.parse(action);
  account.requests += Math.max(1, orders?.length ?? cancels?.length ?? modifies?.length ?? 1);
  const cap = requestsCap(account);
  const allowed = type.startsWith("cancel") ? Math.min(cap + CANCELS_MORE, 2 * cap) : cap;
  if (account.requests <= allowed) return undefined;
  if (now - account.lastBeyondLimitAt >= ONE_PER_MS) {
    account.lastBeyondLimitAt = now;
    return undefined;
  }
  const traded = account.volumeUsd.toFixed(2);
  return `Too many cumulative requests sent (${account.requests} > ${allowed}) for cumulative volume traded $${traded}. Place taker orders to free up 1 request per USDC traded.`;
}

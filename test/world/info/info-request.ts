import type { Exchange } from "../exchange.ts";

/** Answers one info type. The request is an object with that type; the rest is the handler's to check. */
export type InfoHandler = (exchange: Exchange, request: Record<string, unknown>) => unknown;

/** A request that the exchange cannot read: HTTP 422 and a plain sentence. */
export class UnreadableRequest extends Error {
  override readonly name = "UnreadableRequest";
}

export const UNREADABLE = "Failed to deserialize the JSON body into the target type";

export function addressIn(request: Record<string, unknown>, key = "user"): string {
  const value = request[key];
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{40}$/.test(value))
    throw new UnreadableRequest(UNREADABLE);
  return value.toLowerCase();
}

export function textIn(request: Record<string, unknown>, key: string): string {
  const value = request[key];
  if (typeof value !== "string") throw new UnreadableRequest(UNREADABLE);
  return value;
}

export function numberIn(request: Record<string, unknown>, key: string, fallback?: number): number {
  const value = request[key] ?? fallback;
  if (typeof value !== "number") throw new UnreadableRequest(UNREADABLE);
  return value;
}

/** True for a dex other than the main one; the world has none of them. */
export function isOtherDex(request: Record<string, unknown>): boolean {
  return typeof request["dex"] === "string" && request["dex"] !== "";
}

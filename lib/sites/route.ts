import type { Address } from "../model/identity.ts";

/**
 * The parts of a URL's path without empty ones: "/address/0xab/" gives ["address", "0xab"]. A site that keeps
 * its route in the hash ("/#/address/0xab?tab=1") is read from there; a hash that is only a mark ("#perps")
 * is not a route.
 */
export function routeOf(url: URL): readonly string[] {
  const path = url.pathname === "/" && url.hash.startsWith("#/") ? hashPath(url.hash) : url.pathname;
  return path.split("/").filter((part) => part !== "");
}

function hashPath(hash: string): string {
  return hash.slice(1).split(/[?#]/, 1)[0] ?? "";
}

/**
 * The address that a whole part of a path is, in lower case. Kept apart from the schema in
 * lib/model/identity.ts: this runs on every page of every site, and zod is ten times as large as all of it.
 * The whole part must match, so the first 40 digits of a transaction hash are never an address.
 */
export function addressOfPart(part: string | undefined): Address | null {
  return part !== undefined && /^0x[0-9a-f]{40}$/i.test(part) ? (part.toLowerCase() as Address) : null;
}

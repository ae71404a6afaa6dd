import { z } from "zod";

/** A Hyperliquid account, vault or sub-account: 0x and 40 hex digits, always lower case inside. */
export const Address = z
  .string()
  .trim()
  .regex(/^0x[0-9a-fA-F]{40}$/, "An address is 0x followed by 40 hexadecimal digits.")
  .transform((text) => text.toLowerCase())
  .brand<"Address">();
export type Address = z.infer<typeof Address>;

/** Which leader: the kind of source and, within it, who. Today always `hyperliquid:0x…`. */
export const LeaderId = z
  .string()
  .regex(/^hyperliquid:0x[0-9a-f]{40}$/)
  .brand<"LeaderId">();
export type LeaderId = z.infer<typeof LeaderId>;

export function leaderIdOf(address: Address): LeaderId {
  return LeaderId.parse(`hyperliquid:${address}`);
}

export function addressOf(leaderId: LeaderId): Address {
  return Address.parse(leaderId.slice("hyperliquid:".length));
}

/** An instrument as its venue names it; on Hyperliquid's main dex the coin: "BTC", "kBONK". */
export const InstrumentId = z.string().min(1).max(40).brand<"InstrumentId">();
export type InstrumentId = z.infer<typeof InstrumentId>;

export const AccountId = z.string().min(1).max(60).brand<"AccountId">();
export type AccountId = z.infer<typeof AccountId>;

/** Where orders go. */
export const VenueName = z.enum(["paper", "hyperliquid"]);
export type VenueName = z.infer<typeof VenueName>;

/** The one paper account. */
export const PAPER_ACCOUNT: AccountId = AccountId.parse("paper");

/** The account of an address at a venue: "hyperliquid:0x…". */
export function realAccountId(venue: Exclude<VenueName, "paper">, owner: Address): AccountId {
  return AccountId.parse(`${venue}:${owner}`);
}

/** Whether the id is that of this owner's account, at a venue that we know. */
export function isAccountOf(id: AccountId, owner: Address): boolean {
  const real = VenueName.exclude(["paper"]).options;
  return real.some((venue) => realAccountId(venue, owner) === id);
}

/** Whose account it is. Throws a ZodError for an account without an address (paper). */
export function ownerOf(id: AccountId): Address {
  return Address.parse(id.slice(id.indexOf(":") + 1));
}

/** Where the orders of an account go. Throws a ZodError for an id that names no venue. */
export function venueOf(id: AccountId): VenueName {
  return VenueName.parse(id.split(":")[0]);
}

export const FollowId = z.string().min(1).max(60).brand<"FollowId">();
export type FollowId = z.infer<typeof FollowId>;

/** Client order id: 0x and 32 hex digits, the form Hyperliquid takes (`cloid`). */
export const ClientOrderId = z
  .string()
  .regex(/^0x[0-9a-f]{32}$/)
  .brand<"ClientOrderId">();
export type ClientOrderId = z.infer<typeof ClientOrderId>;

/** Milliseconds since the epoch. */
export const Millis = z.number().int().nonnegative();
export type Millis = number;

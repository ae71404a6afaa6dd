import type { Address } from "../model/identity.ts";

/** The card, as the loader sees it. */
export interface CardControl {
  /** Shows this leader; null takes the card and its host element away. */
  show(address: Address | null): void;
}

/** What the loader and the card share in one document. */
export interface CardSlot {
  wanted: Address | null;
  card: CardControl | null;
}

const KEY = Symbol.for("pilotfish.card-slot");

/**
 * The slot of this document. Both scripts run in the extension's isolated world, which has a global object of
 * its own: the page can neither see nor touch what is kept there, as it could with events on `window`.
 */
export function cardSlot(world: object = globalThis): CardSlot {
  const found: unknown = Reflect.get(world, KEY);
  if (isSlot(found)) return found;
  const slot: CardSlot = { wanted: null, card: null };
  Object.defineProperty(world, KEY, { value: slot, configurable: true });
  return slot;
}

function isSlot(value: unknown): value is CardSlot {
  return typeof value === "object" && value !== null && "wanted" in value && "card" in value;
}

/** Writes down which leader is wanted, and tells the card if there is one. True when there is. */
export function wantCard(slot: CardSlot, address: Address | null): boolean {
  slot.wanted = address;
  slot.card?.show(address);
  return slot.card !== null;
}

import { describe, expect, it } from "vitest";
import { cardSlot, wantCard } from "../../lib/messages/card-slot.ts";
import type { Address } from "../../lib/model/identity.ts";

const A = `0x${"a".repeat(40)}` as Address;

describe("cardSlot", () => {
  it("is one and the same for both scripts of a document, and another in another", () => {
    const world = {};
    expect(cardSlot(world)).toBe(cardSlot(world));
    expect(cardSlot({})).not.toBe(cardSlot(world));
  });

  it("does not show in the keys of the global object", () => {
    const world = {};
    cardSlot(world);
    expect(Object.keys(world)).toEqual([]);
  });

  it("keeps what is wanted for a card that comes later, and tells one that is there", () => {
    const slot = cardSlot({});
    expect(wantCard(slot, A)).toBe(false);
    expect(slot.wanted).toBe(A);
    const told: (Address | null)[] = [];
    slot.card = { show: (address) => void told.push(address) };
    expect(wantCard(slot, null)).toBe(true);
    expect(told).toEqual([null]);
  });
});

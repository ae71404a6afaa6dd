import type { ClientOrderId, InstrumentId } from "../../lib/model/identity.ts";
import type { StopOrder } from "../../lib/model/stop.ts";
import type { FaultDesk } from "./fault-desk.ts";
import type { VenueFillTruth, VenueStop } from "./record.ts";
import { type SimMarket, isTick } from "./sim-market.ts";
import type { SimVenue } from "./sim-venue.ts";
import { unitsOf } from "./units.ts";

/** A stop as it goes over the wire; `expiresAt` is the simulation's time after which the exchange refuses it. */
export type WireStop = Pick<
  StopOrder,
  "clientOrderId" | "instrument" | "side" | "size" | "triggerPrice" | "limitPrice" | "replaces" | "expiresAt"
>;

/** What the exchange says of a stop that it was given. */
export type StopOutcome =
  | { readonly kind: "resting" }
  | { readonly kind: "refused"; readonly detail: string; readonly replacedStands: boolean | null };

/** The exchange's stops: reduce-only orders that rest until the price comes to them. Each id once. */
export class SimStops {
  readonly all: VenueStop[] = [];
  readonly #market: SimMarket;
  readonly #venue: SimVenue;
  readonly #faults: FaultDesk;

  constructor(market: SimMarket, venue: SimVenue, faults: FaultDesk) {
    this.#market = market;
    this.#venue = venue;
    this.#faults = faults;
  }

  of(id: ClientOrderId): VenueStop | undefined {
    return this.all.find((stop) => stop.clientOrderId === id && stop.refused === null);
  }

  resting(): VenueStop[] {
    return this.all.filter((stop) => stop.refused === null && stop.end === null);
  }

  receive(stop: WireStop, at: number): StopOutcome {
    const replaced = stop.replaces === null ? null : (this.of(stop.replaces)?.end ?? null);
    const stands = stop.replaces === null ? null : this.of(stop.replaces) !== undefined && replaced === null;
    const refused = this.#whyNot(stop, at, stands);
    this.all.push({ ...stop, at, refused, endedAt: null, end: null, sold: 0 });
    if (refused !== null) return { kind: "refused", detail: refused, replacedStands: stands };
    const before = stop.replaces === null ? undefined : this.of(stop.replaces);
    if (before !== undefined) end(before, "replaced", at);
    return { kind: "resting" };
  }

  #whyNot(stop: WireStop, at: number, stands: boolean | null): string | null {
    const listing = this.#market.listings.get(stop.instrument);
    if (listing === undefined) return "unknown instrument";
    if (this.all.some((one) => one.clientOrderId === stop.clientOrderId)) return "duplicate id";
    if (at > stop.expiresAt) return "expired";
    if (stands === false) return "Cannot modify canceled or filled order";
    if (this.#faults.take("reject", stop.clientOrderId)) return "The exchange is in a bad mood.";
    const lots = unitsOf(stop.size, listing.lotDecimals);
    const trigger = unitsOf(stop.triggerPrice, listing.priceDecimals);
    const limit = unitsOf(stop.limitPrice, listing.priceDecimals);
    if (lots === null || lots <= 0) return "bad size";
    if (
      trigger === null ||
      limit === null ||
      limit <= 0 ||
      !isTick(listing, trigger) ||
      !isTick(listing, limit)
    )
      return "bad price";
    if (this.#isReached(stop, at)) return "Invalid TP/SL price.";
    return this.#lotsToSell(stop) === 0 ? "Reduce only order would increase position." : null;
  }

  /** True when it was there to be removed. */
  cancel(id: ClientOrderId, at: number): boolean {
    const stop = this.of(id);
    if (stop === undefined || stop.end !== null) return false;
    end(stop, "cancelled", at);
    return true;
  }

  /** The price as it is now: what it has come to fires. Answers the fills. */
  look(at: number): VenueFillTruth[] {
    return this.resting().flatMap((stop) => {
      if (!this.#isReached(stop, at)) return [];
      const lots = this.#lotsToSell(stop);
      // A reduce-only order without a position to reduce is refused as it fires.
      end(stop, lots === 0 ? "cancelled" : "fired", at);
      if (lots === 0) return [];
      const fill = this.#fill(stop, lots, at);
      return fill === null ? [] : [fill];
    });
  }

  #fill(stop: VenueStop, wanted: number, at: number): VenueFillTruth | null {
    const { instrument, clientOrderId, side } = stop;
    const sign = side === "buy" ? 1 : -1;
    const price = this.#market.priceAt(instrument, at) + sign;
    const limit = unitsOf(stop.limitPrice, this.#market.listing(instrument).priceDecimals) ?? 0;
    if (price <= 0 || sign * (limit - price) < 0) return null;
    const short = wanted > 1 && this.#faults.take("partial-fill", clientOrderId);
    const lots = short ? Math.floor(wanted / 2) : wanted;
    stop.sold = lots;
    return this.#venue.ledger.book(
      { instrument, lots: lots * sign, price, cause: "stop", clientOrderId },
      at,
    );
  }

  #isReached({ instrument, side, triggerPrice }: WireStop, at: number): boolean {
    const trigger = unitsOf(triggerPrice, this.#market.listing(instrument).priceDecimals) ?? 0;
    const mark = this.#market.priceAt(instrument, at);
    return side === "sell" ? mark <= trigger : mark >= trigger;
  }

  /** Never more than the account holds on that side. */
  #lotsToSell({ instrument, side, size }: WireStop): number {
    const held = this.#venue.ledger.lotsOf(instrument) * (side === "sell" ? 1 : -1);
    return Math.max(0, Math.min(held, unitsOf(size, this.#market.listing(instrument).lotDecimals) ?? 0));
  }

  /** The user removes one by hand, without a word to the product. */
  removeByHand(instrument: InstrumentId, at: number): boolean {
    const stop = this.resting().find((one) => one.instrument === instrument);
    if (stop !== undefined) end(stop, "by-hand", at);
    return stop !== undefined;
  }
}

function end(stop: VenueStop, how: NonNullable<VenueStop["end"]>, at: number): void {
  stop.end = how;
  stop.endedAt = at;
}

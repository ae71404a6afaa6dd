import type { DecimalString } from "../../lib/model/decimal.ts";
import type { ClientOrderId, InstrumentId } from "../../lib/model/identity.ts";
import type { LeverageSetting } from "../../lib/model/leverage-setting.ts";
import type { Intent, RejectReason } from "../../lib/model/order.ts";
import type { Dice } from "./dice.ts";
import type { FaultDesk } from "./fault-desk.ts";
import type { VenueFillTruth, VenueOrder } from "./record.ts";
import { type Listing, MIN_NOTIONAL, type SimMarket, isTick, notionalOf, tickOf } from "./sim-market.ts";
import { textOf, unitsOf } from "./units.ts";
import { VenueLedger } from "./venue-ledger.ts";
import { VenueSettings } from "./venue-settings.ts";

/** An order as it goes over the wire. */
export type WireOrder = Pick<
  Intent,
  "clientOrderId" | "instrument" | "side" | "size" | "limitPrice" | "reduceOnly" | "nonce"
> & {
  /** Simulation's time after which the exchange refuses it. */
  readonly expiresAt: number;
};

/** What became of an order: all its fills, or why it was refused. */
export type Outcome =
  | {
      readonly kind: "taken";
      readonly fills: readonly VenueFillTruth[];
      readonly unfilled: "price-left-limit" | "depth-ran-out" | null;
    }
  | { readonly kind: "refused"; readonly reason: RejectReason };

/** An order of whole lots that is well formed. */
interface Understood {
  readonly listing: Listing;
  /** Above 0. */
  readonly lots: number;
  readonly limit: number;
}

const PROVOKED: readonly RejectReason[] = [
  "insufficient-margin",
  "other",
  "no-market-data",
  "bad-price",
  "maintenance",
  "address-limit",
];

/** The exchange: immediate-or-cancel limit orders on one account, each client order id once. */
export class SimVenue {
  readonly ledger: VenueLedger;
  readonly settings: VenueSettings;
  readonly orders: VenueOrder[] = [];
  readonly #market: SimMarket;
  readonly #faults: FaultDesk;
  readonly #dice: Dice;
  readonly #outcomes = new Map<ClientOrderId, Outcome>();

  constructor(
    market: SimMarket,
    faults: FaultDesk,
    dice: Dice,
    settings: ReadonlyMap<InstrumentId, LeverageSetting>,
  ) {
    this.#market = market;
    this.#faults = faults;
    this.#dice = dice;
    this.ledger = new VenueLedger(market);
    this.settings = new VenueSettings(this.ledger, faults, settings);
  }

  outcomeOf(id: ClientOrderId): Outcome | undefined {
    return this.#outcomes.get(id);
  }

  receive(order: WireOrder, from: VenueOrder["from"], at: number): Outcome {
    const positionBefore = this.ledger.sizeText(order.instrument);
    const { outcome, provoked } = this.#judge(order, from, at);
    const seen =
      outcome.kind === "refused"
        ? { ...outcome, provoked }
        : {
            kind: outcome.kind,
            filled: this.ledger.text(
              order.instrument,
              Math.abs(this.ledger.lotsOf(order.instrument) - this.#lots(positionBefore, order.instrument)),
            ),
          };
    this.orders.push({ ...order, at, from, positionBefore, outcome: seen });
    // The exchange remembers the first order of an id, and refuses any other.
    if (!this.#outcomes.has(order.clientOrderId)) this.#outcomes.set(order.clientOrderId, outcome);
    return outcome;
  }

  #lots(text: string, instrument: InstrumentId): number {
    return unitsOf(text, this.#market.listing(instrument).lotDecimals) ?? 0;
  }

  #judge(order: WireOrder, from: VenueOrder["from"], at: number): { outcome: Outcome; provoked: boolean } {
    const refuse = (reason: RejectReason, provoked = false): { outcome: Outcome; provoked: boolean } => ({
      outcome: { kind: "refused", reason },
      provoked,
    });
    const understood = this.#understand(order);
    if (typeof understood === "string") return refuse(understood);
    if (this.#outcomes.has(order.clientOrderId)) return refuse("duplicate-id");
    if (at > order.expiresAt) return refuse("expired", true);
    if (from === "product" && this.#faults.take("reject", order.clientOrderId)) {
      return refuse(this.#dice.pick(PROVOKED), true);
    }
    const held = this.ledger.lotsOf(order.instrument);
    const sign = order.side === "buy" ? 1 : -1;
    const shrinks = held !== 0 && Math.sign(held) !== sign;
    if (order.reduceOnly && !shrinks) return refuse("reduce-only-would-increase");
    const { listing, lots, limit } = understood;
    const closesAll = order.reduceOnly && lots >= Math.abs(held);
    if (!closesAll && notionalOf(listing, lots, limit) < MIN_NOTIONAL) return refuse("below-minimum");
    const wanted = order.reduceOnly ? Math.min(lots, Math.abs(held)) : lots;
    return { outcome: this.#match(order, understood, wanted, from, at), provoked: false };
  }

  #understand(order: WireOrder): Understood | RejectReason {
    const listing = this.#market.listings.get(order.instrument);
    if (listing === undefined) return "unknown-instrument";
    const lots = unitsOf(order.size, listing.lotDecimals);
    if (lots === null || lots <= 0) return "bad-size";
    const limit = unitsOf(order.limitPrice, listing.priceDecimals);
    if (limit === null || limit <= 0 || !isTick(listing, limit)) return "bad-price";
    return { listing, lots, limit };
  }

  /** Fills against a book around the mark: half a spread away, a little worse with each level, as deep as chance has it. */
  #match(
    order: WireOrder,
    { limit }: Understood,
    wanted: number,
    from: VenueOrder["from"],
    at: number,
  ): Outcome {
    const { instrument, clientOrderId, side } = order;
    const sign = side === "buy" ? 1 : -1;
    const cause = from === "product" ? "order" : "other-installation";
    const mark = this.#market.priceAt(instrument, at);
    const step = Math.max(1, Math.ceil(mark / 20_000));
    let price = mark + sign * Math.ceil(mark * this.#dice.pick([0, 0.0001, 0.0003]));
    let left = wanted;
    const { reach, reason } = this.#depth(order, wanted);
    let within = reach;
    const fills: VenueFillTruth[] = [];
    while (left > 0 && within > 0 && sign * (limit - price) >= 0) {
      const lots = Math.min(left, within, Math.max(1, Math.ceil(wanted * this.#dice.pick([0.2, 0.5, 1, 1]))));
      fills.push(this.ledger.book({ instrument, lots: lots * sign, price, cause, clientOrderId }, at));
      left -= lots;
      within -= lots;
      price += sign * step;
    }
    const why = within <= 0 && reason !== null ? reason : "price-left-limit";
    return { kind: "taken", fills, unfilled: left === 0 ? null : why };
  }

  #depth(
    order: WireOrder,
    wanted: number,
  ): { reach: number; reason: "depth-ran-out" | "price-left-limit" | null } {
    if (this.#faults.take("no-fill", order.clientOrderId)) {
      return { reach: 0, reason: this.#dice.pick(["depth-ran-out", "price-left-limit"] as const) };
    }
    if (wanted > 1 && this.#faults.take("partial-fill", order.clientOrderId)) {
      return { reach: this.#dice.int(1, wanted - 1), reason: "depth-ran-out" };
    }
    return { reach: wanted, reason: null };
  }

  /** Lots worth about 50 USD. */
  smallLots(instrument: InstrumentId, at: number): number {
    const listing = this.#market.listing(instrument);
    return Math.max(1, Math.round(50 / notionalOf(listing, 1, this.#market.priceAt(instrument, at))));
  }

  /** Buys so many lots at nearly any price. */
  marketOrder(clientOrderId: ClientOrderId, instrument: InstrumentId, lots: number, at: number): WireOrder {
    const listing = this.#market.listing(instrument);
    const limit = tickOf(
      listing,
      (this.#market.priceAt(instrument, at) * 1.05) / 10 ** listing.priceDecimals,
    );
    return {
      clientOrderId,
      instrument,
      side: "buy",
      size: this.ledger.text(instrument, lots),
      limitPrice: textOf(limit, listing.priceDecimals) as DecimalString,
      reduceOnly: false,
      nonce: null,
      expiresAt: at,
    };
  }

  priceDecimals(instrument: InstrumentId): number {
    return this.#market.listing(instrument).priceDecimals;
  }

  /** The user trades himself, or the exchange takes his position away. Answers the fill. */
  trade(instrument: InstrumentId, lots: number, cause: "user" | "liquidation", at: number): VenueFillTruth {
    const mark = this.#market.priceAt(instrument, at);
    const worse = cause === "liquidation" ? Math.ceil(mark * 0.01) * Math.sign(lots) : 0;
    return this.ledger.book(
      { instrument, lots, price: Math.max(1, mark + worse), cause, clientOrderId: null },
      at,
    );
  }
}

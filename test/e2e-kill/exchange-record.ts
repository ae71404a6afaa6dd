import { z } from "zod";
import type { AccountControl } from "../world/accounts/account-control.ts";
import type { OrderView } from "../world/trading/order-view.ts";
import type { Fill } from "../world/wire/fill.ts";
import type { World } from "../world/world.ts";

/** An order as it stood in a request: what the exchange was asked for, whether or not it answered. */
export interface SentOrder {
  readonly cloid: string;
  readonly size: string;
  readonly limitPx: string;
  readonly reduceOnly: boolean;
  /** Null for an order that waits for no mark. */
  readonly triggerPx: string | null;
}

export interface CoinRecord {
  /** Signed coins. */
  readonly position: string;
  /** USD. */
  readonly mid: string;
  /** USD; null where the exchange would liquidate at no price. */
  readonly liquidationPrice: string | null;
}

/** What the exchange's own ledger knows of a customer, with no word from the extension. */
export interface ExchangeRecord {
  /** Every order in every request that arrived, in its order. */
  readonly sent: readonly SentOrder[];
  /** Every order that the exchange took notice of, oldest first. */
  readonly orders: readonly OrderView[];
  readonly fills: readonly Pick<Fill, "cloid" | "sz">[];
  readonly coins: ReadonlyMap<string, CoinRecord>;
  /** Acts that nobody may ever make for a follower, and orders that pay somebody. */
  readonly passengers: readonly string[];
}

const WireOrder = z.looseObject({
  c: z.string(),
  s: z.string(),
  p: z.string(),
  r: z.boolean(),
  t: z.looseObject({ trigger: z.looseObject({ triggerPx: z.string() }).optional() }),
});
const Act = z.looseObject({
  action: z.looseObject({
    orders: z.array(WireOrder).default([]),
    modifies: z.array(z.looseObject({ order: WireOrder })).default([]),
  }),
});

export function exchangeRecord(world: World, customer: AccountControl): ExchangeRecord {
  const acts = world.ledger.requests.filter(({ path }) => path === "/exchange");
  const orders = customer.orders();
  const fills = customer.fills();
  const names = new Set([...orders, ...fills].map(({ coin }) => coin));
  const builders = world.ledger
    .ordersAccepted(customer.address)
    .filter(({ builder }) => builder !== undefined && builder !== null);
  return {
    sent: acts.flatMap(({ body }) => {
      const { action } = Act.parse(body);
      return [...action.orders, ...action.modifies.map(({ order }) => order)].map(({ c, s, p, r, t }) => ({
        cloid: c,
        size: s,
        limitPx: p,
        reduceOnly: r,
        triggerPx: t.trigger?.triggerPx ?? null,
      }));
    }),
    orders,
    fills,
    coins: new Map(
      [...names].map((coin) => [
        coin,
        {
          position: customer.position(coin),
          mid: world.ledger.midAt(coin, Date.now()),
          liquidationPrice: customer.liquidationPrice(coin),
        },
      ]),
    ),
    passengers: [
      ...world.recordedActions.map(({ action }) => JSON.stringify(action)),
      ...builders.map(({ cloid }) => `the order ${cloid} pays a builder`),
    ],
  };
}

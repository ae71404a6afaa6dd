import { Address } from "../../lib/model/identity.ts";
import type { SeededScript } from "../world/leaders/leader-script.ts";

/**
 * Three leaders who trade about once a second each. An order that was cut off freezes its instrument for some
 * seconds, so they have many; the second shares half of his with the others, so that orders of two follows are
 * netted.
 */
const COINS: readonly (readonly string[])[] = [
  ["BTC", "ETH", "SOL", "HYPE", "LTC", "BCH"],
  ["BTC", "SOL", "LTC", "ZEC", "WLD", "ENA"],
  ["ZEC", "WLD", "ENA", "ONDO", "FARTCOIN", "PENDLE"],
];
const TRADES_PER_MINUTE = 50;

export const TRADING_LEADERS: readonly (SeededScript & { readonly address: Address })[] = COINS.map(
  (coins, index) => ({
    kind: "seeded",
    address: Address.parse(`0x${"7e".repeat(19)}0${index + 1}`),
    // A simulated $1,000 is a twelfth of it: his usual position is well above the exchange's smallest order.
    equity: "12000",
    coins,
    tradesPerMinute: TRADES_PER_MINUTE,
    maxLeverage: 2,
  }),
);

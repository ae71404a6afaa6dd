import { fundingRateAt } from "../funding-rate.ts";
import type { Exchange } from "../exchange.ts";
import { mainDexPositions } from "./margin.ts";

/** Charges the funding of one full hour: longs pay shorts when the rate is positive. */
export function chargeFunding(exchange: Exchange, hour: number): void {
  for (const account of exchange.accounts()) {
    for (const position of mainDexPositions(account, exchange.markets)) {
      const rate = fundingRateAt(exchange, position.coin, hour);
      const amount = position.size.times(exchange.markets.mark(position.coin)).times(rate).negated();
      account.fund(position.coin, rate, amount, hour, exchange.ids.hash());
      const row = account.fundings.at(-1);
      if (row === undefined) continue;
      const { type: _type, ...funding } = row.delta;
      const data = { time: row.time, ...funding };
      exchange.hub.publish(`userEvents|${account.address}`, "user", () => ({ funding: data }));
      exchange.hub.publish(`userFundings|${account.address}`, "userFundings", () => ({
        user: account.address,
        fundings: [data],
      }));
    }
  }
}

import type { Account } from "../accounts/account.ts";
import { marginOf } from "../accounts/margin.ts";
import { NIL, usd } from "../exact.ts";
import type { Exchange } from "../exchange.ts";

const DAY = 86_400_000;
const PERIODS: readonly (readonly [name: string, ms: number])[] = [
  ["day", DAY],
  ["week", 7 * DAY],
  ["month", 30 * DAY],
  ["allTime", Infinity],
];

/** `portfolio`: account value and result over time, per period. Result = value less what was put in. */
export function portfolioOf(exchange: Exchange, account: Account | undefined) {
  const now = exchange.clock.now();
  const points = [...(account?.history ?? [])];
  if (account !== undefined) {
    points.push({ time: now, equity: marginOf(account, exchange.markets).accountValue });
  }
  const period = ([name, ms]: readonly [string, number], prefix: string) => {
    const inside = points.filter((point) => now - point.time <= ms);
    const first = inside[0]?.equity ?? NIL;
    return [
      prefix === "" ? name : `perp${name[0]?.toUpperCase() ?? ""}${name.slice(1)}`,
      {
        accountValueHistory: inside.map((point) => [point.time, usd(point.equity)]),
        pnlHistory: inside.map((point) => [point.time, usd(point.equity.minus(first))]),
        vlm: usd(account?.volumeUsd ?? NIL),
      },
    ];
  };
  return [...PERIODS.map((p) => period(p, "")), ...PERIODS.map((p) => period(p, "perp"))];
}

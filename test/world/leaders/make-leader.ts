import { exact } from "../exact.ts";
import type { Exchange } from "../exchange.ts";
import { Leader } from "./leader.ts";
import type { LeaderScript } from "./leader-script.ts";
import { RecordedLeader } from "./recorded-leader.ts";
import { SeededLeader } from "./seeded-leader.ts";

export function makeLeader(exchange: Exchange, script: LeaderScript): Leader {
  if (script.kind === "recorded") return new RecordedLeader(exchange, script);
  if (script.kind === "seeded") return new SeededLeader(exchange, script);
  const leader = new Leader(exchange, script);
  const account = exchange.account(script.address);
  for (const { coin, size, entryPx } of script.positions ?? []) {
    account.positions.set(coin, {
      coin,
      size: exact(size),
      entryPx: exact(entryPx),
      fundingPaid: exact(0),
    });
  }
  return leader;
}

import { decimal, decimalString } from "../../model/decimal.ts";
import { type AccountId, type FollowId, PAPER_ACCOUNT } from "../../model/identity.ts";
import type { FillRow, FillShare } from "../../model/state.ts";
import { csvText } from "./csv.ts";

/** Columns with their units. Results are of the closed part, for the follow alone. */
const HEADER = [
  "Time (UTC)",
  "Money",
  "Account",
  "Follow",
  "Leader",
  "Instrument",
  "Side",
  "Size (coins)",
  "Price (USD)",
  "Notional (USD)",
  "Fee (USD)",
  "Closed result before fee (USD)",
  "Closed result net of fee (USD)",
  "Leader's price (USD)",
  "Cause",
  "Client order id",
  "Fill id",
] as const;

/** Who a follow's leader is; null where no row tells any more. */
export type LeaderOf = (followId: FollowId) => string | null;

/** One row for each follow's share of each fill, oldest first. Funding is no trade and not in it. */
export function tradesCsv(fills: readonly FillRow[], leaderOf: LeaderOf): string {
  const rows = fills
    .toSorted((a, b) => a.fill.time - b.fill.time || (a.fill.id < b.fill.id ? -1 : 1))
    .flatMap(({ fill, shares }) => shares.map((share) => tradeOf(fill, share, leaderOf)));
  return csvText(HEADER, rows);
}

function tradeOf(fill: FillRow["fill"], share: FillShare, leaderOf: LeaderOf): string[] {
  const size = decimal(share.size);
  return [
    new Date(fill.time).toISOString(),
    moneyOf(fill.accountId),
    fill.accountId,
    share.followId,
    leaderOf(share.followId) ?? "",
    fill.instrument,
    size.isNegative() ? "sell" : "buy",
    decimalString(size.abs()),
    fill.price,
    decimalString(size.abs().times(fill.price)),
    share.fee,
    share.realised,
    decimalString(decimal(share.realised).minus(share.fee)),
    share.leaderPrice ?? "",
    fill.cause,
    fill.clientOrderId ?? "",
    fill.id,
  ];
}

/** Paper and real trades stand in one file and must never be taken for each other. */
function moneyOf(accountId: AccountId): "paper" | "real" {
  return accountId === PAPER_ACCOUNT ? "paper" : "real";
}

import { type Decimal, ZERO, decimal, decimalString } from "../../model/decimal.ts";
import type { Decision } from "../../model/follow.ts";
import { type AccountId, PAPER_ACCOUNT, addressOf } from "../../model/identity.ts";
import type { FillRow, IntentRow } from "../../model/state.ts";
import type { ActivityItem } from "../../model/view.ts";
import { journalDatabase } from "../database.ts";
import { worseBps } from "./journal-view.ts";

/** The newest decisions with the orders and fills that came of them, newest first. */
export async function readActivity(limit: number): Promise<readonly ActivityItem[]> {
  const database = journalDatabase();
  const decisions = await database.decisions.orderBy("id").reverse().limit(limit).toArray();
  const ids = [...new Set(decisions.flatMap((decision) => decision.clientOrderId ?? []))];
  const [intents, fills, follows] = await Promise.all([
    database.intents.bulkGet(ids),
    database.fills.where("fill.clientOrderId").anyOf(ids).toArray(),
    database.follows.toArray(),
  ]);
  const accountOf = new Map(follows.map((follow) => [follow.id, follow.accountId]));
  const intentById = new Map(
    intents.flatMap((row) => (row ? [[row.intent.clientOrderId as string, row]] : [])),
  );
  return decisions.map((decision) =>
    itemOf(decision, intentById, fills, accountOf.get(decision.followId) ?? null),
  );
}

function itemOf(
  decision: Decision,
  intents: ReadonlyMap<string, IntentRow>,
  fills: readonly FillRow[],
  followed: AccountId | null,
): ActivityItem {
  const intent = decision.clientOrderId === null ? null : (intents.get(decision.clientOrderId) ?? null);
  const own = fills.filter(
    (row) =>
      decision.clientOrderId !== null &&
      row.fill.clientOrderId === decision.clientOrderId &&
      row.shares.some((share) => share.followId === decision.followId),
  );
  // What came short of an order has no fill of its own: that is told with the order's decision.
  const cameShort = decision.source === "own" && decision.outcome === "forgone";
  const filled = cameShort ? null : filledOf(decision, own);
  const accountId = followed ?? intent?.intent.accountId ?? null;
  const leaderPrice = decision.leaderPrice ?? leaderPriceOf(decision, own);
  const bought = filled !== null && decimal(filled.size).gt(0);
  return {
    decision,
    address: addressOf(decision.leaderId),
    kind: accountId === null ? null : accountId === PAPER_ACCOUNT ? "paper" : "real",
    intent,
    filled,
    slippageBps: filled === null ? null : worseBps(filled.price, leaderPrice, bought),
  };
}

function leaderPriceOf(decision: Decision, rows: readonly FillRow[]): Decision["leaderPrice"] {
  for (const row of rows) {
    for (const share of row.shares) if (share.followId === decision.followId) return share.leaderPrice;
  }
  return null;
}

function filledOf(decision: Decision, rows: readonly FillRow[]): ActivityItem["filled"] {
  let size: Decimal = ZERO;
  let notional: Decimal = ZERO;
  let fee: Decimal = ZERO;
  let realised: Decimal = ZERO;
  for (const row of rows) {
    for (const share of row.shares) {
      if (share.followId !== decision.followId) continue;
      size = size.plus(share.size);
      notional = notional.plus(decimal(share.size).times(row.fill.price));
      fee = fee.plus(share.fee);
      realised = realised.plus(share.realised);
    }
  }
  const [first] = rows;
  if (first === undefined || size.isZero()) return null;
  return {
    size: decimalString(size),
    price: decimalString(notional.div(size)),
    fee: decimalString(fee),
    realised: decimalString(realised),
    at: first.fill.time,
    fills: rows.map((row) => row.fill),
  };
}

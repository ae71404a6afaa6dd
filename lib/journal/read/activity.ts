import { type Decimal, ZERO, decimal, decimalString } from "../../model/decimal.ts";
import type { Decision, Follow } from "../../model/follow.ts";
import { type AccountId, type Millis, PAPER_ACCOUNT, addressOf } from "../../model/identity.ts";
import type { FillRow, IntentRow } from "../../model/state.ts";
import type { ActivityItem } from "../../model/view.ts";
import { journalDatabase } from "../database.ts";
import { copiedActs } from "./copied-acts.ts";
import { readFillsOf } from "./fills-of.ts";
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
  const waits = waitsOf(decisions, follows, await readFillsOf(database, decisions));
  return decisions.map((decision) => ({
    ...itemOf(decision, intentById, fills, accountOf.get(decision.followId) ?? null),
    copiedAt: waits.copiedAt.get(decision) ?? null,
    forEarlier:
      decision.source === "own" &&
      decision.clientOrderId !== null &&
      waits.orders.has(decision.clientOrderId),
  }));
}

/** Acts that waited and were carried out by the order of a later decision: when, and by which orders. */
function waitsOf(
  newest: readonly Decision[],
  follows: readonly Follow[],
  fillsOf: (decision: Decision) => readonly FillRow[],
): { copiedAt: ReadonlyMap<Decision, Millis>; orders: ReadonlySet<string> } {
  const copiedAt = new Map<Decision, Millis>();
  const orders = new Set<string>();
  const oldest = newest.toReversed();
  for (const { id, settings } of follows) {
    const own = oldest.filter(({ followId }) => followId === id);
    for (const { act, fills } of copiedActs(own, fillsOf, settings.direction)) {
      const [first] = fills;
      if (first !== undefined && act.outcome === "waiting") copiedAt.set(act, first.fill.time);
      for (const { fill } of fills) if (fill.clientOrderId !== null) orders.add(fill.clientOrderId);
    }
  }
  return { copiedAt, orders };
}

function itemOf(
  decision: Decision,
  intents: ReadonlyMap<string, IntentRow>,
  fills: readonly FillRow[],
  followed: AccountId | null,
): Omit<ActivityItem, "copiedAt" | "forEarlier"> {
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

import { ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { ForgoneReason } from "../model/forgone.ts";
import type { Command } from "../model/command.ts";
import type { ClientOrderId } from "../model/identity.ts";
import type { VenueFill, VenueReport } from "../model/order.ts";
import type { IntentRow } from "../model/state.ts";
import { askForAccount, doubtUntilRead } from "./account-readings.ts";
import { comeShort, waitAgain } from "./come-short.ts";
import { takeHeldBack } from "./foreign-fills.ts";
import { freeze } from "./frozen.ts";
import { impossibleReport } from "./impossible-report.ts";
import { moveOrder } from "./move-order.ts";
import { openOrders } from "./open-orders.ts";
import { bookOrderFills, together } from "./order-fills.ts";
import type { OrderEvent } from "./order-state.ts";
import { pauseAfterRefusal } from "./passing-refusal.ts";
import type { Work } from "./work.ts";

type OrderDone = Extract<VenueReport, { kind: "order-done" }>;
type OrderRejected = Extract<VenueReport, { kind: "order-rejected" }>;

/** The order of a report, where the report can be true of it. What cannot be freezes the instrument. */
function orderOf(work: Work, report: OrderDone | OrderRejected): IntentRow | null {
  const row = work.intents.get(report.clientOrderId);
  if (row === undefined) {
    judgeLate(work, report);
    return null;
  }
  const words = impossibleReport(row.intent, report);
  if (words === null) return row;
  const { accountId, instrument, clientOrderId } = row.intent;
  moveOrder(work, row, "impossible", { detail: `The venue told ${words}.` });
  freeze(work, accountId, instrument, clientOrderId, `The venue told ${words}.`);
  return null;
}

/** A report of an order that has ended: the same again is no news; another end is impossible. */
function judgeLate(work: Work, report: OrderDone | OrderRejected): void {
  const { accountId, instrument, clientOrderId } = report;
  const booked = work.ended.get(clientOrderId)?.filled;
  if (booked === undefined) return;
  const told = report.kind === "order-done" ? together(report.fills).size : ZERO;
  if (told.eq(booked)) return;
  const words = `The venue told fills of ${told.toFixed()} of an order that had ended with ${booked}.`;
  freeze(work, accountId, instrument, clientOrderId, words);
  askForAccount(work, accountId);
}

/** The order's end: its fills go to its follows in whole lots, what came short is forgone or tried again. */
export function applyOrderDone(work: Work, report: OrderDone): void {
  const row = orderOf(work, report);
  if (row === null) return;
  const parts = end(work, row, "done", report.fills, report.handedAt);
  const reason: ForgoneReason = report.unfilled === "depth-ran-out" ? "depth" : "slippage";
  for (const share of parts === null ? [] : row.intent.shares) {
    const short = decimal(share.size).minus(parts?.get(share.followId) ?? ZERO);
    if (!short.isZero()) comeShort(work, row.intent, share, short, reason);
  }
}

/** Ends an order with these fills; answers each follow's signed part, or null when the order takes no such event. */
function end(
  work: Work,
  row: IntentRow,
  event: OrderEvent,
  fills: readonly VenueFill[],
  handedAt: number | null,
): ReturnType<typeof bookOrderFills> | null {
  const { size, notional } = together(fills);
  const status = moveOrder(work, row, event, {
    handedAt: handedAt ?? row.handedAt,
    filled: decimalString(size),
    averagePrice: size.isZero() ? null : decimalString(notional.div(size)),
  });
  if (status === null) return null;
  const { accountId, instrument } = row.intent;
  const first = Math.min(...fills.map((fill) => fill.time));
  // What others did before it met another position than what they did after it.
  if (fills.length > 0 && openOrders(work, accountId, instrument).length === 0) {
    takeHeldBack(work, accountId, instrument, first);
  }
  return bookOrderFills(work, row.intent, fills);
}

/** Refused by the venue: nothing was filled, for certain. */
export function applyOrderRejected(work: Work, report: OrderRejected): void {
  const row = orderOf(work, report);
  if (row === null) return;
  const { reason: why, detail } = report;
  const handedAt = report.handedAt ?? row.handedAt;
  if (moveOrder(work, row, "rejected", { handedAt, rejectReason: why, detail }) === null) return;
  // The venue holds something else than we think.
  if (why === "reduce-only-would-increase") askForAccount(work, row.intent.accountId);
  const pause = pauseAfterRefusal(why);
  const reason: ForgoneReason = why === "insufficient-margin" ? noMargin(work, row) : "rejected";
  for (const share of row.intent.shares) {
    if (pause !== null && share.growth) waitAgain(work, row.intent, share, decimal(share.size), pause);
    else comeShort(work, row.intent, share, decimal(share.size), reason);
  }
}

function noMargin(work: Work, { intent }: IntentRow): ForgoneReason {
  return work.accounts.get(intent.accountId)?.kind === "real" ? "no-margin" : "paper-account-empty";
}

/** It never left: what it was for is wanted as before, and judged anew. */
export function applyOrderNotSent(work: Work, clientOrderId: ClientOrderId, why: string | null): void {
  const row = work.intents.get(clientOrderId);
  if (row !== undefined) comeToNothing(work, row, "not-sent", why);
}

/** Evidence that it never reached the venue. */
export function settleAbsent(work: Work, row: IntentRow): void {
  comeToNothing(work, row, "not-found-twice");
}

/** Its account was begun anew, and it with it. */
export function dropOrder(work: Work, row: IntentRow): void {
  comeToNothing(work, row, "dropped");
}

function comeToNothing(
  work: Work,
  row: IntentRow,
  event: "not-sent" | "not-found-twice" | "dropped",
  why: string | null = null,
): void {
  if (moveOrder(work, row, event, why === null ? {} : { detail: why }) === null) return;
  for (const share of row.intent.shares) waitAgain(work, row.intent, share, decimal(share.size), 0);
}

/**
 * The user says what became of an unknown order: so many coins at this price, its fee not known. What the venue
 * says of the position is read again afterwards. A word that cannot be true of the order changes nothing.
 */
export function settleByHand(work: Work, command: Extract<Command, { kind: "settle-order" }>): void {
  const row = work.intents.get(command.clientOrderId);
  if (row === undefined) return;
  const { intent } = row;
  const { accountId, instrument, clientOrderId, side } = intent;
  const size = decimal(command.filled);
  if (size.lt(0) || size.gt(intent.size) || (!size.isZero() && decimal(command.price).lte(0))) return;
  const fill: VenueFill = {
    id: `by-hand:${clientOrderId}`,
    accountId,
    instrument,
    clientOrderId,
    side,
    price: command.price,
    size: command.filled,
    fee: decimalString(0),
    time: work.at,
    cause: "order",
  };
  const parts = end(work, row, "settled-by-hand", size.isZero() ? [] : [fill], null);
  if (parts === null) return;
  doubtUntilRead(work, accountId, instrument);
  for (const share of intent.shares) {
    const short = decimal(share.size).minus(parts.get(share.followId) ?? ZERO);
    if (!short.isZero()) waitAgain(work, intent, share, short, 0);
  }
}

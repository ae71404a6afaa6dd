import { type Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { Follow } from "../../lib/model/follow.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import type { IntentRow } from "../../lib/model/state.ts";
import { type FollowHistory, inSpans } from "./follow-history.ts";
import { openingsBefore } from "./journal-facts.ts";
import type { JournalDump } from "./journal-dump.ts";

/** Orders and fills of the whole account that must not be: none without an intent, none twice, none uncounted. */
export function accountFindings(journal: JournalDump): string[] {
  return [...orderFindings(journal), ...positionFindings(journal)];
}

function orderFindings(journal: JournalDump): string[] {
  const findings: string[] = [];
  const ids = new Set<string>();
  const places = new Set<string>();
  for (const { intent } of journal.intents) {
    if (ids.has(intent.clientOrderId)) findings.push(`two intents have the id ${intent.clientOrderId}`);
    ids.add(intent.clientOrderId);
    const place = `${intent.accountId} ${intent.instrument} ${intent.sequence}`;
    if (places.has(place)) findings.push(`two intents are the same of ${place}`);
    places.add(place);
  }
  const orders = new Set<string>();
  for (const { clientOrderId } of journal.paperOrders) {
    if (!ids.has(clientOrderId))
      findings.push(`the venue has the order ${clientOrderId}, the journal has not`);
    if (orders.has(clientOrderId)) findings.push(`the venue has the order ${clientOrderId} twice`);
    orders.add(clientOrderId);
  }
  for (const row of journal.intents) findings.push(...fillFindings(journal, row));
  return findings;
}

/** An order's fills are no more than it asked for, no worse than its limit, and shared out to the last lot. */
function fillFindings(journal: JournalDump, { intent, filled }: IntentRow): string[] {
  const findings: string[] = [];
  const rows = journal.fills.filter(({ fill }) => fill.clientOrderId === intent.clientOrderId);
  const name = `order ${intent.clientOrderId} (${intent.instrument})`;
  const size = rows.reduce((sum, { fill }) => sum.plus(fill.size), ZERO);
  if (!size.eq(filled)) findings.push(`${name}: its fills are ${size.toFixed()}, not ${filled}`);
  if (size.gt(intent.size)) findings.push(`${name}: filled ${size.toFixed()} of ${intent.size}`);
  for (const { fill, shares } of rows) {
    const worse =
      intent.side === "buy"
        ? decimal(fill.price).gt(intent.limitPrice)
        : decimal(fill.price).lt(intent.limitPrice);
    if (worse) findings.push(`${name}: filled at ${fill.price}, worse than ${intent.limitPrice}`);
    if (fill.side !== intent.side || fill.instrument !== intent.instrument)
      findings.push(`${name}: its fill ${fill.id} is of another side or instrument`);
    const shared = shares.reduce((sum, share) => sum.plus(share.size), ZERO).abs();
    if (!shared.eq(fill.size)) findings.push(`${name}: ${shared.toFixed()} of ${fill.size} are shared out`);
  }
  return findings;
}

/** Every account holds what its fills add up to. Of a real one only its exchange's own ledger knows the positions. */
function positionFindings(journal: JournalDump): string[] {
  const accounts = new Set<string>([
    PAPER_ACCOUNT,
    ...journal.fills.map(({ fill }) => fill.accountId),
    ...journal.accountBooks.map((book) => book.accountId),
  ]);
  return [...accounts].flatMap((accountId) => {
    const net = netOf(journal, accountId);
    const books = journal.accountBooks.filter((book) => book.accountId === accountId);
    const told: [string, Map<string, Decimal>][] = [
      ["the account's book says", new Map(books.map((one) => [one.instrument, decimal(one.net)]))],
    ];
    if (accountId === PAPER_ACCOUNT) {
      const positions = journal.paperPositions.map(
        (one) => [one.instrument, decimal(one.size)] satisfies [string, Decimal],
      );
      told.unshift(["the account holds", new Map(positions)]);
    }
    return told.flatMap(([who, sizes]) => otherThan(net, who, sizes));
  });
}

/** What an account's fills add up to: signed coins by instrument. */
function netOf(journal: JournalDump, accountId: string): Map<string, Decimal> {
  const since = accountId === PAPER_ACCOUNT ? (journal.meta[0]?.paperSince ?? 0) : 0;
  const net = new Map<string, Decimal>();
  for (const { fill } of journal.fills) {
    if (fill.accountId !== accountId || fill.cause === "cross" || fill.time < since) continue;
    const signed = decimal(fill.size).times(fill.side === "buy" ? 1 : -1);
    net.set(fill.instrument, (net.get(fill.instrument) ?? ZERO).plus(signed));
  }
  return net;
}

function otherThan(
  net: ReadonlyMap<string, Decimal>,
  who: string,
  sizes: ReadonlyMap<string, Decimal>,
): string[] {
  return [...new Set<string>([...net.keys(), ...sizes.keys()])].flatMap((instrument) => {
    const fills = net.get(instrument) ?? ZERO;
    const told = sizes.get(instrument) ?? ZERO;
    return fills.eq(told)
      ? []
      : [`${who} ${told.toFixed()} ${instrument}, its fills add up to ${fills.toFixed()}`];
  });
}

/** What a follow's decisions and orders say of each other: one order for one decision, inside its limits. */
export function followOrderFindings(journal: JournalDump, follow: Follow, history: FollowHistory): string[] {
  const findings: string[] = [];
  const byOrder = new Map<string, string>();
  for (const decision of journal.decisions) {
    const { clientOrderId, outcome } = decision;
    // That T was raised stays told, also where the order was withdrawn before it was durable.
    const raised = decision.reason === "raised-to-minimum" && clientOrderId !== null;
    const ordered = outcome === "ordered" || outcome === "partly";
    const withdrawn = !ordered && (decision.reason === "overtaken" || raised);
    if (decision.followId !== follow.id) continue;
    if (!ordered && !withdrawn) continue;
    if (decision.reason === "crossed-inside") continue;
    if (clientOrderId === null) {
      findings.push(`decision ${decision.id} says ${outcome} and names no order`);
      continue;
    }
    const other = byOrder.get(clientOrderId);
    if (other !== undefined) findings.push(`decisions ${other} and ${decision.id} name one order`);
    byOrder.set(clientOrderId, decision.id);
    const row = journal.intents.find(({ intent }) => intent.clientOrderId === clientOrderId);
    if (row === undefined) findings.push(`decision ${decision.id} names an order that has no intent`);
    else if (withdrawn && row.status !== "not-sent")
      findings.push(`decision ${decision.id} says its order was withdrawn, but it was ${row.status}`);
    else if (row.intent.instrument !== decision.instrument)
      findings.push(`decision ${decision.id} names an order of ${row.intent.instrument}`);
  }
  for (const { intent } of journal.intents) {
    const share = intent.shares.find((one) => one.followId === follow.id);
    if (share === undefined) continue;
    const name = `order ${intent.clientOrderId} (${intent.instrument})`;
    if (!byOrder.has(intent.clientOrderId)) findings.push(`${name}: no decision stands behind it`);
    const at = intent.committedAt;
    if (inSpans(history.halts, at, true)) findings.push(`${name}: is made while halted`);
    if (!share.growth) continue;
    if (inSpans(history.pauses, at, true)) findings.push(`${name}: grows while paused`);
    const { limits } = history.settingsAt(at);
    const common = history.accountSettingsAt(at).limits;
    const maxSlippageBps = Math.min(limits.maxSlippageBps, common.maxSlippageBps ?? limits.maxSlippageBps);
    findings.push(
      ...rateFindings(journal, follow, name, at, limits.maxOrdersPerMinute, common.maxOrdersPerMinute),
    );
    const notional = decimal(share.size)
      .abs()
      .times(share.leaderPrice ?? 0);
    if (limits.maxOrder !== null && notional.gt(decimal(limits.maxOrder).times("1.000001")))
      findings.push(`${name}: grows by ${notional.toFixed(2)} USD, more than ${limits.maxOrder}`);
    const worst = decimal(share.leaderPrice ?? 0).times(
      1 + ((intent.side === "buy" ? 1 : -1) * maxSlippageBps) / 10_000,
    );
    const past = intent.side === "buy" ? worst.lt(intent.limitPrice) : worst.gt(intent.limitPrice);
    // A last digit may be lost in the factor above.
    if (past && worst.minus(intent.limitPrice).abs().gt(worst.times("1e-9")))
      findings.push(`${name}: its limit ${intent.limitPrice} is past ${worst.toFixed(8)}`);
  }
  return findings;
}

function rateFindings(
  journal: JournalDump,
  follow: Follow,
  name: string,
  at: number,
  own: number | null,
  common: number | null,
): string[] {
  const findings: string[] = [];
  const mine = openingsBefore(journal, follow, at, false);
  const all = openingsBefore(journal, follow, at, true);
  if (own !== null && mine > own) findings.push(`${name}: is number ${mine} of ${own} within a minute`);
  if (common !== null && all > common) findings.push(`${name}: is the account's number ${all} of ${common}`);
  return findings;
}

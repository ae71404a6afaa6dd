import { z } from "zod";
import { ZERO, decimal } from "../../lib/model/decimal.ts";
import type { IntentRow } from "../../lib/model/state.ts";
import { PaperOrder } from "../../lib/venues/paper-store.ts";
import { checkFollow } from "../check/check-follow.ts";
import type { JournalDump } from "../check/journal-dump.ts";
import { worldFacts } from "../check/world-facts.ts";
import type { World } from "../world/world.ts";

const FINAL: readonly IntentRow["status"][] = [
  "filled",
  "partly-filled",
  "unfilled",
  "rejected",
  "not-sent",
  "absent",
];

export const isOpen = ({ status }: IntentRow): boolean => !FINAL.includes(status);

/** Whether the venue has it. */
export const isBooked = ({ paperOrders }: JournalDump, { intent }: IntentRow): boolean =>
  paperOrders.some((order) => order.clientOrderId === intent.clientOrderId);

/** What is known in the moment after a stop, while nobody writes: no order without an intent that is durable. */
export function ordersWithoutIntent({ intents, paperOrders }: JournalDump): string[] {
  const known = new Set<string>(intents.map(({ intent }) => intent.clientOrderId));
  return paperOrders
    .filter(({ clientOrderId }) => !known.has(clientOrderId))
    .map(({ clientOrderId }) => `the venue has the order ${clientOrderId}, the journal has not`);
}

/** Journal and ledger say the same of each order: it is there once, as it was meant, and filled as it is booked. */
function ledgerFindings({ intents, paperOrders }: JournalDump): string[] {
  const findings: string[] = [];
  const orders = new Map<string, PaperOrder[]>();
  for (const order of z.array(PaperOrder).parse(paperOrders)) {
    orders.set(order.clientOrderId, [...(orders.get(order.clientOrderId) ?? []), order]);
  }
  for (const { intent, status, filled } of intents) {
    const [order, ...more] = orders.get(intent.clientOrderId) ?? [];
    const name = `order ${intent.clientOrderId} (${intent.instrument}, ${status})`;
    if (more.length > 0) findings.push(`${name}: it is ${more.length + 1} times in the ledger`);
    if (!FINAL.includes(status)) findings.push(`${name}: it is not final`);
    const fills = order?.outcome.kind === "done" ? order.outcome.fills : [];
    const size = fills.reduce((sum, fill) => sum.plus(fill.size), ZERO);
    if (!size.eq(filled))
      findings.push(`${name}: the ledger filled ${size.toFixed()}, the journal ${filled}`);
    const same =
      order === undefined ||
      (order.instrument === intent.instrument &&
        order.side === intent.side &&
        decimal(order.size).eq(intent.size) &&
        decimal(order.limitPrice).eq(intent.limitPrice));
    if (!same) findings.push(`${name}: the ledger's order is another one`);
  }
  return findings;
}

/** The follows' parts and nothing else make up what the account holds: the user trades nothing here. */
function partsFindings({ books, accountBooks }: JournalDump): string[] {
  return accountBooks.flatMap(({ instrument, net }) => {
    const parts = books
      .filter((book) => book.instrument === instrument)
      .reduce((sum, book) => sum.plus(book.held), ZERO);
    return parts.eq(net) ? [] : [`${instrument}: the follows hold ${parts.toFixed()}, the account ${net}`];
  });
}

/** What journal and ledger say of each other when all rests; empty when all is well. */
export function journalFindings(journal: JournalDump): string[] {
  return [...ordersWithoutIntent(journal), ...ledgerFindings(journal), ...partsFindings(journal)];
}

export interface Verdict {
  /** Instruments of follows whose target was compared with what is held. */
  readonly compared: number;
  readonly mismatches: readonly string[];
}

/** Compares what is held with the independent target of every follow, and the journal with the ledger. */
export function verdictOf(world: World, journal: JournalDump): Verdict {
  const { compared, mismatches } = driftFindings(world, journal);
  return { compared, mismatches: [...new Set([...journalFindings(journal), ...mismatches])] };
}

/** Compares what is held with the independent target of every follow. */
export function driftFindings(world: World, journal: JournalDump): Verdict {
  const mismatches: string[] = [];
  let compared = 0;
  for (const follow of journal.follows) {
    const address = follow.leaderId.slice("hyperliquid:".length);
    const facts = worldFacts(world.ledger, address);
    const checked = checkFollow({ facts, journal, followId: follow.id, at: Date.now() });
    compared += Object.keys(checked.instruments).length;
    mismatches.push(...checked.findings);
    for (const [name, one] of Object.entries(checked.instruments)) {
      if (one.driftLots === 0 || one.excuse === "below-minimum") continue;
      mismatches.push(
        `${follow.id} ${name}: target ${one.target}, held ${one.held} (${one.excuse ?? "no excuse"})`,
      );
    }
  }
  return { compared, mismatches };
}

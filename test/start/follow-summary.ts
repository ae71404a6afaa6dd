import type { CheckResult } from "../check/check-follow.ts";
import type { JournalDump } from "../check/journal-dump.ts";
import type { WorldFacts } from "../check/world-facts.ts";

/** What `npm start -- --json` writes. Counts are numbers, positions decimal strings in coins. */
export interface FollowSummary {
  readonly leaderFills: number;
  readonly orders: number;
  readonly fills: number;
  readonly decisions: number;
  readonly instruments: Readonly<
    Record<string, { leader: string; target: string; held: string; forgone: string }>
  >;
  readonly driftLots: number;
  readonly tickToOrderMs: { readonly p50: number; readonly p99: number };
}

/** The value below which a share of the sorted values lies (nearest rank); 0 of none. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/**
 * From the leader's fill received to the order for it handed over, ms; also where that order had to wait
 * behind another one. What waits below the exchange's minimum waits for the leader, and is not counted.
 */
function tickToOrder(journal: JournalDump): number[] {
  const handed = journal.intents.flatMap(({ handedAt, intent }) =>
    handedAt === null ? [] : [{ id: intent.clientOrderId, instrument: intent.instrument, at: handedAt }],
  );
  return journal.decisions.flatMap((act) => {
    if (act.source === "own") return [];
    const behind = act.outcome === "waiting" && act.reason === "order-in-flight";
    const order = behind
      ? handed
          .filter((one) => one.instrument === act.instrument && one.at > act.at)
          .toSorted((a, b) => a.at - b.at)[0]
      : handed.find((one) => one.id === act.clientOrderId);
    return order === undefined ? [] : [order.at - act.at];
  });
}

/** `since`: when the follow began; the leader's fills before it are not counted. */
export function followSummary(
  facts: WorldFacts,
  journal: JournalDump,
  checked: CheckResult,
  since: number,
): FollowSummary {
  const delays = tickToOrder(journal).toSorted((a, b) => a - b);
  return {
    leaderFills: facts.fills.filter((fill) => fill.at >= since).length,
    orders: journal.paperOrders.length,
    fills: journal.fills.length,
    decisions: journal.decisions.length,
    instruments: Object.fromEntries(
      Object.entries(checked.instruments).map(([name, { leader, target, held, forgone }]) => [
        name,
        { leader, target, held, forgone },
      ]),
    ),
    driftLots: checked.driftLots,
    tickToOrderMs: { p50: percentile(delays, 0.5), p99: percentile(delays, 0.99) },
  };
}

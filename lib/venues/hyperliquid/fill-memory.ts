import type { ClientOrderId } from "../../model/identity.ts";
import type { WireFill } from "./account-answers.ts";
import { clientOrderIdOf, fillKey } from "./venue-fill-of.ts";

/** More than one history of the socket (2,000 rows) and what comes until the next. */
const MOST = 6_000;
const KEPT = 4_000;

/** Fills of one account that were seen in this life, each once, whoever told them. */
export interface FillMemory {
  /** Takes rows of any order; answers those that were not known, oldest first. */
  take(rows: readonly WireFill[]): readonly WireFill[];
  /** Oldest first. */
  ofOrder(oid: number): readonly WireFill[];
  ofClientOrder(clientOrderId: ClientOrderId): readonly WireFill[];
  /** The venue's times from one to another, both included; oldest first. */
  between(from: number, to: number): readonly WireFill[];
  /** Fills before this moment (venue's time) may have been forgotten, so that an unknown one is no news. */
  forgottenBefore(): number;
}

export function createFillMemory(): FillMemory {
  let rows = new Map<string, WireFill>();
  let forgotten = 0;

  /** Rows of one millisecond stay in the order in which the exchange told them. */
  const sorted = (list: Iterable<WireFill>): WireFill[] => [...list].toSorted((a, b) => a.time - b.time);

  function forget(): void {
    const all = sorted(rows.values());
    const kept = all.slice(-KEPT);
    forgotten = kept[0]?.time ?? forgotten;
    rows = new Map(kept.map((row) => [fillKey(row), row]));
  }

  return {
    take(told) {
      const fresh: WireFill[] = [];
      for (const row of told) {
        const key = fillKey(row);
        if (rows.has(key)) continue;
        rows.set(key, row);
        fresh.push(row);
      }
      if (rows.size > MOST) forget();
      return sorted(fresh);
    },
    ofOrder: (oid) => sorted([...rows.values()].filter((row) => row.oid === oid)),
    ofClientOrder: (id) => sorted([...rows.values()].filter((row) => clientOrderIdOf(row) === id)),
    between: (from, to) => sorted([...rows.values()].filter(({ time }) => time >= from && time <= to)),
    forgottenBefore: () => forgotten,
  };
}

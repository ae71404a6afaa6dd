import { z } from "zod";
import { type Decimal, decimal } from "../../model/decimal.ts";
import type { AccountId, InstrumentId } from "../../model/identity.ts";
import type { MarkRow } from "../../model/state.ts";
import { StopRow } from "../../model/stop.ts";
import type { StopView } from "../../model/view.ts";
import type { JournalDatabase } from "../database.ts";

const OPEN = ["committed", "unknown", "resting", "cancelling"] as const;

/** A stop that rests, or may. */
export interface OpenStop extends StopRow {
  readonly status: StopView["status"];
}

function isOpen(row: StopRow): row is OpenStop {
  return OPEN.some((status) => status === row.status);
}

/** Every stop that rests at a venue, or may. */
export async function readOpenStops(database: JournalDatabase): Promise<readonly OpenStop[]> {
  const rows = await database.stops.where("status").anyOf(OPEN).toArray();
  return z.array(StopRow).parse(rows).filter(isOpen);
}

/** How near a status is to resting: of two, while one takes the other's place, the one that surely rests is shown. */
const NEARNESS = { resting: 3, cancelling: 2, unknown: 1, committed: 0 } as const;

/** The stop of one instrument of an account. */
export function stopOf(
  stops: readonly OpenStop[],
  accountId: AccountId,
  instrument: InstrumentId,
): OpenStop | undefined {
  return stops
    .filter(({ stop }) => stop.accountId === accountId && stop.instrument === instrument)
    .toSorted((a, b) => NEARNESS[b.status] - NEARNESS[a.status] || b.stop.sequence - a.stop.sequence)[0];
}

/** Distance of a price from the mark, as a fraction. */
function awayOf(price: Decimal, mark: MarkRow | undefined): number | null {
  if (mark === undefined || decimal(mark.price).isZero()) return null;
  return price.minus(mark.price).div(mark.price).abs().toNumber();
}

export function stopView(row: OpenStop, mark: MarkRow | undefined, shared: boolean): StopView {
  const { triggerPrice, size, basis } = row.stop;
  return {
    triggerPrice,
    away: awayOf(decimal(triggerPrice), mark),
    size,
    basis,
    status: row.status,
    since: row.statusAt,
    seenRestingAt: row.seenRestingAt,
    shared,
  };
}

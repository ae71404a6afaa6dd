import type { ClientOrderId, InstrumentId, Millis } from "../../model/identity.ts";
import type { VenueFill } from "../../model/order.ts";
import type { AskInfo } from "../../model/request.ts";
import { accountStateOf, endInPositions, isChain } from "./account-state.ts";
import type { FillMemory } from "./fill-memory.ts";
import type { SharedFills } from "./shared-fills.ts";
import { type FillOwner, isPerpFill, venueFillOf } from "./venue-fill-of.ts";

const STATE_WEIGHT = 2;

interface ProofPorts {
  readonly whose: FillOwner;
  readonly ask: AskInfo;
  readonly memory: FillMemory;
  readonly shared: SharedFills;
}

interface EndedOrder {
  readonly clientOrderId: ClientOrderId;
  readonly oid: number;
  readonly instrument: InstrumentId;
  /** Before it was placed, venue's time. */
  readonly since: Millis;
  /** When the exchange ended it, venue's time. */
  readonly endedAt: Millis;
}

/**
 * All fills of an order that has ended, where it is sure that there are no more: each of the instrument's fills begins
 * where the one before it ended, and the position at a later moment is just what the newest left. Null where that is not so (yet). Rejects with a RequestError.
 */
export async function provenFills(
  { whose, ask, memory, shared }: ProofPorts,
  { clientOrderId, oid, instrument, since, endedAt }: EndedOrder,
): Promise<readonly VenueFill[] | null> {
  const { body } = await ask({ type: "clearinghouseState", user: whose.owner }, STATE_WEIGHT, "orders");
  const { time, positions } = accountStateOf(body);
  if (time <= endedAt) return null;
  await shared.readFrom(since);
  const rows = memory.between(since, time).filter((row) => isPerpFill(row) && row.coin === instrument);
  if (!isChain(rows) || !endInPositions(rows, positions)) return null;
  return rows
    .filter((row) => row.oid === oid)
    .map((row): VenueFill => ({ ...venueFillOf(row, whose), clientOrderId, cause: "order" }));
}

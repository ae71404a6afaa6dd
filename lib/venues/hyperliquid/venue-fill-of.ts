import { type AccountId, type Address, ClientOrderId, InstrumentId } from "../../model/identity.ts";
import type { VenueFill } from "../../model/order.ts";
import { type WireFill, isMainDexPerp } from "./account-answers.ts";

/** Whose account it is, and which client order ids mean what. */
export interface FillOwner {
  readonly accountId: AccountId;
  readonly owner: Address;
  /** Whether an installation of Pilotfish made the id. */
  readonly isOurs: (clientOrderId: ClientOrderId) => boolean;
  /** Whether it is that of a protective stop of ours. */
  readonly isStop: (clientOrderId: ClientOrderId) => boolean;
}

/** `tid` alone is shared by both sides of a trade and not unique over time. */
export function fillKey(row: WireFill): string {
  return `${row.coin}|${row.time}|${row.tid}|${row.oid}`;
}

/** The id under which the order was placed; null where it had none, or one that is none. */
export function clientOrderIdOf(row: { readonly cloid?: string | null | undefined }): ClientOrderId | null {
  const parsed = ClientOrderId.safeParse(row.cloid?.toLowerCase());
  return parsed.success ? parsed.data : null;
}

/** True for a trade in a perpetual of the main dex; spot, other dexes, outcome markets and book-keeping rows are none. */
export function isPerpFill(row: WireFill): boolean {
  return isMainDexPerp(row.coin) && row.sz !== "0";
}

/** A fill in the model's words. `row` is one that `isPerpFill`. */
export function venueFillOf(row: WireFill, whose: FillOwner): VenueFill {
  const { clientOrderId, cause } = explanationOf(row, whose);
  return {
    id: fillKey(row),
    accountId: whose.accountId,
    instrument: InstrumentId.parse(row.coin),
    clientOrderId,
    side: row.side === "B" ? "buy" : "sell",
    price: row.px,
    size: row.sz,
    fee: row.fee,
    time: row.time,
    cause,
  };
}

function explanationOf(
  row: WireFill,
  { owner, isOurs, isStop }: FillOwner,
): Pick<VenueFill, "clientOrderId" | "cause"> {
  // The other side of somebody's liquidation is an ordinary trade of ours.
  const liquidated = row.liquidation?.liquidatedUser?.toLowerCase() === owner;
  if (liquidated || row.dir === "Auto-Deleveraging") return { clientOrderId: null, cause: "liquidation" };
  const clientOrderId = clientOrderIdOf(row);
  if (clientOrderId === null) return { clientOrderId, cause: "user" };
  if (isStop(clientOrderId)) return { clientOrderId, cause: "stop" };
  return isOurs(clientOrderId) ? { clientOrderId, cause: "order" } : { clientOrderId: null, cause: "user" };
}

import { decimal, decimalString } from "../../model/decimal.ts";
import type { AccountId, ClientOrderId } from "../../model/identity.ts";
import type { VenueFill } from "../../model/order.ts";
import type { StopOrder } from "../../model/stop.ts";
import { takeForeignFill } from "../foreign-fills.ts";
import { freeze } from "../frozen.ts";
import { impossibleFill } from "../impossible-report.ts";
import { isNews } from "../seen-reports.ts";
import type { Work } from "../work.ts";
import { giveUpProtected, stopOfId } from "./stop-fired.ts";
import { fire } from "./stop-reports.ts";
import { putWatch, watchOf } from "./stop-watch.ts";

/** A venue may round an average price to five figures; one beyond the limit by more than this is not rounding. */
const ROUNDING = "0.0001";

/**
 * A fill of one of our stops, however long ago it was placed and whatever is known of it by now: the follows that it
 * protected give up what they want there, and the fill is theirs. False for any other fill. However often it is told, it
 * counts once.
 */
export function takeStopFill(work: Work, accountId: AccountId, fill: VenueFill, id: ClientOrderId): boolean {
  const { instrument } = fill;
  const recent = stopOfId(work, accountId, instrument, id);
  if (recent === null) return false;
  if (!isNews(work, accountId, instrument, `fill:${fill.id}`)) return true;
  const row = work.stops.get(id);
  const words =
    impossibleFill(fill) ?? (row === undefined ? null : otherThanPlaced(row.stop, accountId, fill));
  if (words !== null) {
    freeze(work, accountId, instrument, null, `The venue told ${words}.`);
    return true;
  }
  if (row === undefined) giveUpProtected(work, accountId, instrument, recent.sequence, fill.side);
  else fire(work, row);
  noteSold(work, accountId, fill);
  takeForeignFill(work, { ...fill, cause: "stop" });
  return true;
}

/** So much less of it is still to be told of. */
function noteSold(work: Work, accountId: AccountId, { instrument, side, size }: VenueFill): void {
  const { fired } = watchOf(work, accountId, instrument);
  if (fired === null || fired.side !== side) return;
  const left = decimal(fired.left).minus(size);
  putWatch(work, accountId, instrument, { fired: left.gt(0) ? { side, left: decimalString(left) } : null });
}

function otherThanPlaced(stop: StopOrder, accountId: AccountId, fill: VenueFill): string | null {
  if (fill.accountId !== accountId) return `a fill in the account ${fill.accountId}`;
  if (fill.side !== stop.side) return `a ${fill.side} for a stop to ${stop.side}`;
  if (decimal(fill.size).gt(stop.size)) return `a fill of ${fill.size} of a stop of ${stop.size} coins`;
  const limit = decimal(stop.limitPrice);
  const worse = stop.side === "buy" ? decimal(fill.price).minus(limit) : limit.minus(fill.price);
  return worse.gt(limit.times(ROUNDING))
    ? `a price of ${fill.price}, past the stop's limit of ${stop.limitPrice}`
    : null;
}

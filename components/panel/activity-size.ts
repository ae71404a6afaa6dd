import { decimal, decimalString } from "../../lib/model/decimal.ts";
import type { DecimalString } from "../../lib/model/decimal.ts";
import type { ActivityItem } from "../../lib/model/view.ts";
import { formatSize } from "../format/size.ts";
import { words } from "../words/current.ts";

/** This follow's part of the order, coins without sign; null without an order. */
export function wantedOf({ decision, intent }: ActivityItem): DecimalString | null {
  const share = intent?.intent.shares.find(({ followId }) => followId === decision.followId);
  return share === undefined ? null : decimalString(decimal(share.size).abs());
}

/** Which way the order went, else which way the leader went; null when neither did. */
export function sideOf({ decision, intent }: ActivityItem): "buy" | "sell" | null {
  const share = intent?.intent.shares.find(({ followId }) => followId === decision.followId);
  const change =
    share === undefined ? decimal(decision.leaderTo).minus(decision.leaderFrom) : decimal(share.size);
  if (change.isZero()) return null;
  return change.isNegative() ? "sell" : "buy";
}

/** "4.80 of 4.80" with an order, else the size that was approved or forgone; null when there is none. */
export function sizeText(item: ActivityItem): string | null {
  const { decision, filled } = item;
  const wanted = wantedOf(item);
  if (wanted !== null) {
    const done = filled === null ? "0" : formatSize(filled.size);
    return words.activity.ofSize(done, formatSize(wanted));
  }
  const forgone = decision.forgone.reduce((sum, part) => sum.plus(decimal(part.size).abs()), decimal("0"));
  const size = decimal(decision.targetChange).abs().plus(forgone);
  return size.isZero() ? null : formatSize(decimalString(size));
}

import type { Decision } from "../../lib/model/follow.ts";
import { decimal, decimalString } from "../../lib/model/decimal.ts";
import type { Millis } from "../../lib/model/identity.ts";
import type { ActivityItem } from "../../lib/model/view.ts";
import { formatSlippage } from "../format/bps.ts";
import { formatAge, formatLatency } from "../format/duration.ts";
import { formatMoney } from "../format/money.ts";
import { formatPrice } from "../format/price.ts";
import { formatSize } from "../format/size.ts";
import { words } from "../words/current.ts";
import { wantedOf } from "./activity-size.ts";

const say = words.activity;

/** The words of what was forgone. The figures belong to a single reason; with several only the first is named. */
function forgoneReason({ forgone, reason, measured, limit }: Decision): string | null {
  const [first] = forgone;
  if (first === undefined) return reason === null ? null : words.decided[reason]({ measured, limit });
  const figures = forgone.length === 1 ? { measured, limit } : { measured: null, limit: null };
  return words.forgone[first.reason](figures);
}

function filledSentence(item: ActivityItem): string {
  const { decision, intent, filled } = item;
  if (intent === null || filled === null) return say.sent;
  const price = formatPrice(filled.price);
  if (decision.source === "own")
    return say[item.forEarlier ? "earlierFill" : "ownFill"](price, formatMoney(filled.fee));
  const delay = formatLatency(Math.max(0, filled.at - intent.intent.causedAt));
  if (closes(item)) return say.closedAt(delay, price, formatMoney(filled.fee));
  return item.slippageBps === null
    ? say.copiedAt(price)
    : say.copiedIn(delay, price, formatSlippage(item.slippageBps));
}

function partlyFilledSentence(item: ActivityItem): string {
  const wanted = wantedOf(item);
  if (wanted === null) return say.sent;
  const rest = decimal(wanted).minus(decimal(item.filled?.size ?? "0").abs());
  return say.partlyFilled(formatSize(decimalString(rest)), item.decision.instrument);
}

function orderSentence(item: ActivityItem): string {
  const { decision, intent } = item;
  if (intent === null) return say.notOrdered;
  switch (intent.status) {
    case "committed":
      return say.sent;
    case "unknown":
      return say.unknown;
    case "filled": {
      const reason = decision.outcome === "partly" ? forgoneReason(decision) : null;
      return reason === null ? filledSentence(item) : say.partlyBecause(reason);
    }
    case "partly-filled":
      return partlyFilledSentence(item);
    case "unfilled":
      return say.unfilled;
    case "rejected":
      return say.rejected(
        intent.rejectReason,
        intent.intent.shares.some(({ growth }) => growth) ? "growth" : "reduction",
      );
    case "not-sent":
      return say.notSent;
    case "absent":
      return say.absent;
  }
}

/** True when the fill took the follow's position to nothing. */
export function closes({ decision, filled }: ActivityItem): boolean {
  return filled !== null && decimal(decision.target).isZero() && decimal(decision.targetChange).isNegative();
}

function timeBetween(from: Millis, until: Millis): string {
  const ms = Math.max(0, until - from);
  return ms < 10_000 ? formatLatency(ms) : formatAge(ms);
}

/** What was done about one decision, and why. */
export function sentenceOf(item: ActivityItem): string {
  const { decision } = item;
  const reason =
    decision.reason === null
      ? null
      : words.decided[decision.reason]({ measured: decision.measured, limit: decision.limit });
  switch (decision.outcome) {
    case "ordered":
    case "partly":
      return orderSentence(item);
    case "forgone":
    case "not-copyable": {
      const why = forgoneReason(decision);
      return why === null ? say.ownNothing : say.skippedBecause(why);
    }
    case "waiting": {
      if (item.copiedAt !== null) return say.waited(timeBetween(decision.at, item.copiedAt), reason);
      return reason === null ? say.waiting : say.waitingBecause(reason);
    }
    case "nothing-to-copy":
      return reason === null ? say.nothing : say.nothingBecause(reason);
  }
}

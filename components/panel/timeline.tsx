import { decimal, decimalString } from "../../lib/model/decimal.ts";
import type { ActivityItem } from "../../lib/model/view.ts";
import { formatSlippage } from "../format/bps.ts";
import { formatLatency } from "../format/duration.ts";
import { formatMoney } from "../format/money.ts";
import { formatPrice } from "../format/price.ts";
import { formatSize } from "../format/size.ts";
import { formatClockMillis } from "../format/time.ts";
import { AddressText } from "../shared/address-text.tsx";
import { words } from "../words/current.ts";

interface Step {
  readonly label: string;
  readonly detail?: string;
  readonly time: string;
}

const say = words.activity.timeline;

/** Delays count from the moment the leader's fill was seen here. */
function stepsOf({ decision, intent, filled, slippageBps }: ActivityItem): readonly Step[] {
  const seenAt = intent?.intent.causedAt ?? decision.at;
  const first = { live: say.seen, late: say.noticed, own: say.commanded }[decision.source];
  const steps: Step[] = [{ label: first, time: formatClockMillis(seenAt) }];
  const after = (at: number): string => say.after(formatLatency(Math.max(0, at - seenAt)));
  if (intent !== null && intent.handedAt !== null)
    steps.push({ label: say.sent, time: after(intent.handedAt) });
  if (filled !== null) {
    const slippage = slippageBps === null ? "" : `, ${formatSlippage(slippageBps)}`;
    steps.push({
      label: say.filledLabel,
      detail: say.filled(formatSize(filled.size), formatPrice(filled.price)),
      time: `${after(filled.at)}${slippage}`,
    });
  }
  return steps;
}

/** What the leader did and how long it took; the feed's delay is told apart. */
function storyOf({ decision, intent, filled }: ActivityItem): readonly string[] {
  const story: string[] = [];
  const change = decimal(decision.leaderTo).minus(decision.leaderFrom);
  if (decision.source !== "own" && !change.isZero()) {
    const verb = change.isNegative() ? "sold" : "bought";
    story.push(
      say.leader(
        verb,
        formatSize(decimalString(change)),
        decision.instrument,
        formatPrice(decision.leaderPrice),
      ),
    );
  }
  if (decision.source === "late") story.push(words.activity.late);
  if (decision.source === "live" && intent !== null && filled !== null) {
    const total = filled.at - decision.leaderTime;
    const feed = intent.intent.causedAt - decision.leaderTime;
    if (feed >= 0 && total >= feed) story.push(say.delay(formatLatency(total), formatLatency(feed)));
  }
  if (filled !== null) story.push(say.fee(formatMoney(filled.fee)));
  if (intent?.status === "rejected" && intent.detail !== null) story.push(say.venueWords(intent.detail));
  if (intent?.status === "not-sent" && intent.detail !== null) story.push(say.notSentWords(intent.detail));
  for (const part of decision.forgone) {
    story.push(say.forgone(formatSize(part.size), decision.instrument, words.forgoneShort[part.reason]));
  }
  return story;
}

/** One decision step by step. */
export function Timeline({ item }: { readonly item: ActivityItem }) {
  const story = storyOf(item);
  return (
    <div className="timeline">
      <ol className="timeline-steps" aria-label={say.label}>
        {stepsOf(item).map(({ label, detail, time }) => (
          <li key={label} className="timeline-step">
            <span>
              {label} {detail !== undefined && <span className="timeline-detail">{detail}</span>}
            </span>
            <span className="timeline-time">{time}</span>
          </li>
        ))}
      </ol>
      <p className="secondary">{story.join(" ")}</p>
      <p className="label">
        {words.positions.from} <AddressText address={item.address} quiet />
      </p>
    </div>
  );
}

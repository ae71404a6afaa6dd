import { Collapsible } from "@base-ui/react/collapsible";
import { Ban, Check, ChevronDown, Hourglass, Minus, TriangleAlert } from "lucide-react";
import { memo } from "react";
import { decimal, decimalString } from "../../lib/model/decimal.ts";
import type { ActivityItem } from "../../lib/model/view.ts";
import { formatClock } from "../format/time.ts";
import { MoneyChange } from "../shared/money-change.tsx";
import { MoneyBadge } from "../shared/money-badge.tsx";
import { words } from "../words/current.ts";
import { kindOf } from "./activity-kind.ts";
import { closes, sentenceOf } from "./activity-sentence.ts";
import { sideOf, sizeText } from "./activity-size.ts";
import { Timeline } from "./timeline.tsx";

const ICONS = {
  copied: Check,
  partly: Check,
  pending: Hourglass,
  waiting: Hourglass,
  skipped: Ban,
  failed: TriangleAlert,
  nothing: Minus,
};

export const ActivityRow = memo(function ActivityRow({ item }: { readonly item: ActivityItem }) {
  const say = words.activity;
  const { decision, filled } = item;
  const kind = kindOf(item);
  const Icon = ICONS[kind];
  const name = `${decision.instrument} ${say[sideOf(item) ?? "trade"]}`;
  const size = sizeText(item);
  const closed = closes(item);
  return (
    <Collapsible.Root render={<li />} className="activity-row">
      <div className="activity-when">
        <time className="activity-time" dateTime={new Date(decision.at).toISOString()}>
          {formatClock(decision.at)}
        </time>
        {item.kind !== null && <MoneyBadge kind={item.kind} />}
      </div>
      <div className="activity-what">
        <div className="activity-title">
          <Icon size={14} strokeWidth={2.25} className={`activity-icon icon-${kind}`} aria-hidden="true" />
          <p>
            <strong>{name}</strong>
            {size !== null && `, ${size}`}
            {closed && `, ${say.positionClosed}`}
          </p>
          {closed && filled !== null && (
            <span className="activity-net">
              <MoneyChange amount={decimalString(decimal(filled.realised).minus(filled.fee))} />
            </span>
          )}
          <Collapsible.Trigger className="button button-icon activity-more" aria-label={say.details(name)}>
            <ChevronDown size={15} aria-hidden="true" />
          </Collapsible.Trigger>
        </div>
        <p className="secondary">{sentenceOf(item)}</p>
        <Collapsible.Panel>
          <Timeline item={item} />
        </Collapsible.Panel>
      </div>
    </Collapsible.Root>
  );
});

import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import { useState } from "react";
import type { Millis } from "../../lib/model/identity.ts";
import { startOfDay } from "../format/time.ts";
import { ACTIVITY_LIMIT, useLive } from "../live-data.ts";
import { EmptyList } from "../shared/empty-list.tsx";
import { Skeleton } from "../shared/skeleton.tsx";
import { StaleNote } from "../shared/stale-note.tsx";
import { words } from "../words/current.ts";
import type { ActivityFilter } from "./activity-kind.ts";
import { matches } from "./activity-kind.ts";
import { ActivityRow } from "./activity-row.tsx";

/** What the leaders did, what was copied of it, and why the rest was not. */
export function ActivityTab({ now }: { readonly now: Millis }) {
  const { activity, overview } = useLive();
  const [filter, setFilter] = useState<ActivityFilter>("all");
  if (activity === undefined) return <Skeleton rows={5} height={52} />;
  const say = words.activity;
  if (activity.length === 0) return <EmptyList title={say.empty} body={say.emptyBody} />;

  const midnight = startOfDay(now);
  const leaders = activity.filter(({ decision }) => decision.source !== "own" && decision.at >= midnight);
  const copied = leaders.filter((item) => matches("copied", item)).length;
  const skipped = leaders.filter((item) => matches("skipped", item)).length;
  const oldest = activity.at(-1);
  const more = activity.length >= ACTIVITY_LIMIT && oldest !== undefined && oldest.decision.at >= midnight;
  const shown = activity.filter((item) => matches(filter, item));
  const filters: readonly (readonly [ActivityFilter, string])[] = [
    ["all", say.all],
    ["copied", say.copied(activity.filter((item) => matches("copied", item)).length)],
    ["skipped", say.skipped(activity.filter((item) => matches("skipped", item)).length)],
  ];
  return (
    <>
      <ToggleGroup
        className="filters"
        aria-label={say.filters}
        value={[filter]}
        onValueChange={([chosen]) => {
          if (chosen !== undefined) setFilter(chosen);
        }}
      >
        {filters.map(([value, label]) => (
          <Toggle key={value} value={value} className="filter">
            {label}
          </Toggle>
        ))}
      </ToggleGroup>
      <p className="secondary">{say.today(leaders.length, copied, skipped, more)}</p>
      {overview !== undefined && <StaleNote overview={overview} now={now} />}
      {shown.length === 0 ? (
        <EmptyList title={say.emptyFilter} />
      ) : (
        <ul className="activity">
          {shown.map((item) => (
            <ActivityRow key={item.decision.id} item={item} />
          ))}
        </ul>
      )}
    </>
  );
}

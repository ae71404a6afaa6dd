import type { ActivityItem } from "../../lib/model/view.ts";

/** What became of something the leader did. */
type ActivityKind = "copied" | "partly" | "pending" | "waiting" | "skipped" | "failed" | "nothing";

function ordered({ decision, intent }: ActivityItem): ActivityKind {
  if (intent === null) return "pending";
  switch (intent.status) {
    case "committed":
    case "unknown":
      return "pending";
    case "filled":
      return decision.outcome === "partly" ? "partly" : "copied";
    case "partly-filled":
      return "partly";
    case "unfilled":
      return "skipped";
    case "rejected":
    case "not-sent":
    case "absent":
      return "failed";
  }
}

export function kindOf(item: ActivityItem): ActivityKind {
  switch (item.decision.outcome) {
    case "ordered":
    case "partly":
      return ordered(item);
    case "forgone":
    case "not-copyable":
      return "skipped";
    case "waiting":
      return item.copiedAt === null ? "waiting" : "copied";
    case "nothing-to-copy":
      return "nothing";
  }
}

export type ActivityFilter = "all" | "copied" | "skipped";

/** Copied: in full or in part. Skipped: nothing of it will be bought, whatever the reason. */
export function matches(filter: ActivityFilter, item: ActivityItem): boolean {
  if (filter === "all") return true;
  const kind = kindOf(item);
  return filter === "copied"
    ? kind === "copied" || kind === "partly"
    : kind === "skipped" || kind === "failed";
}

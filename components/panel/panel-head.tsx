import type { Millis } from "../../lib/model/identity.ts";
import type { Overview } from "../../lib/model/view.ts";
import { allPaused } from "../shared/all-paused.ts";
import { Brand } from "../shared/brand.tsx";
import { brandState } from "../shared/brand-state.ts";
import { FeedHealth } from "../shared/feed-health.tsx";
import { PauseAll } from "../shared/pause-all.tsx";

interface Props {
  readonly overview: Overview | undefined;
  readonly failed: boolean;
  readonly now: Millis;
}

export function PanelHead({ overview, failed, now }: Props) {
  return (
    <header className="panel-head">
      <Brand state={brandState(overview, failed)} />
      {overview !== undefined && (
        <span className="panel-head-end">
          <FeedHealth feed={overview.feed} now={now} />
          {overview.state !== "empty" && overview.state !== "halted" && !failed && (
            <PauseAll paused={allPaused(overview)} size="small" />
          )}
        </span>
      )}
    </header>
  );
}

import { useLive } from "../live-data.ts";
import { HaltButton } from "../shared/halt-button.tsx";
import { Notice } from "../shared/notice.tsx";
import { PauseAll } from "../shared/pause-all.tsx";
import { ProblemNotices } from "../shared/problem-notices.tsx";
import { Skeleton } from "../shared/skeleton.tsx";
import { useEngineSign, withHalt } from "../shared/use-engine-sign.ts";
import { useNow } from "../use-now.ts";
import { words } from "../words/current.ts";
import { EmptyState } from "./empty-state.tsx";
import { Leaders } from "./leaders.tsx";
import { PaperCard } from "./paper-card.tsx";
import { PopupHead } from "./popup-head.tsx";
import { StateTitle } from "./state-title.tsx";

/** The toolbar's popup: what is happening, one press to pause it, today's result. */
export function Popup() {
  const live = useLive();
  const { failed } = live;
  const { asleep, halted } = useEngineSign();
  const overview = withHalt(live.overview, halted);
  const now = useNow();
  const follows = overview?.follows ?? [];
  return (
    <main className="popup">
      <PopupHead overview={overview} failed={failed !== null} now={now} />
      {failed !== null && (
        <>
          <Notice tone="failure" title={words.readFailed.title} alert>
            <span title={failed}>{words.readFailed.body}</span>
          </Notice>
          {/* The worker may be at work all the same, and pausing needs no figures. */}
          <PauseAll paused={false} size="large" />
          <HaltButton halted={false} size="medium" />
        </>
      )}
      {asleep && (
        <Notice tone="warn" title={words.asleep.title}>
          {words.asleep.body}
        </Notice>
      )}
      {overview === undefined && failed === null && <Skeleton rows={3} height={72} />}
      {overview !== undefined && failed === null && (
        <>
          <ProblemNotices overview={overview} now={now} />
          <StateTitle overview={overview} now={now} />
          {overview.state === "empty" && <EmptyState />}
          {follows.length > 0 && (
            <>
              <PaperCard paper={overview.paper} />
              <Leaders overview={overview} />
            </>
          )}
          <p className="popup-foot label">{words.assumptions}</p>
        </>
      )}
    </main>
  );
}

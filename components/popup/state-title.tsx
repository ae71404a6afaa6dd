import type { Millis } from "../../lib/model/identity.ts";
import type { Overview } from "../../lib/model/view.ts";
import { formatMinute } from "../format/time.ts";
import { allPaused } from "../shared/all-paused.ts";
import { CloseAll } from "../shared/close-all.tsx";
import { HaltButton } from "../shared/halt-button.tsx";
import { PauseAll } from "../shared/pause-all.tsx";
import { StaleNote } from "../shared/stale-note.tsx";
import { words } from "../words/current.ts";

function titleOf(overview: Overview): readonly [title: string, detail: string] {
  const { state: say } = words;
  const running = overview.follows.filter(
    ({ follow }) => follow.status === "mirroring" || follow.status === "starting",
  ).length;
  switch (overview.state) {
    case "empty":
      return [say.empty, say.emptyBody];
    case "mirroring":
      if (running === 0) return [words.follows.status.closing, words.follows.closingBody];
      return [say.mirroring(running), say.onPaper];
    case "paused":
      return [
        say.paused,
        overview.pausedSince === null ? say.pausedEach : say.pausedSince(formatMinute(overview.pausedSince)),
      ];
    case "waiting":
      return [say.waiting(running), say.waitingBody];
    case "halted":
      return [
        say.halted,
        overview.haltedSince === null ? say.haltedBody : say.haltedSince(formatMinute(overview.haltedSince)),
      ];
  }
}

/** What is happening, in a line, and the buttons that stop it; smaller where a notice says more. */
export function StateTitle({ overview, now }: { readonly overview: Overview; readonly now: Millis }) {
  const [title, detail] = titleOf(overview);
  const lost = overview.state === "waiting";
  const { haltedSince } = overview;
  return (
    <section className={lost ? "state state-lost" : "state"}>
      <div>
        <h1 className={lost ? "title" : "heading"}>{title}</h1>
        <StaleNote overview={overview} now={now} />
        {!lost && <p className="state-detail">{detail}</p>}
      </div>
      {overview.state !== "empty" && overview.state !== "halted" && (
        <PauseAll paused={allPaused(overview)} size={lost ? "medium" : "large"} />
      )}
      {(overview.state !== "empty" || haltedSince !== null) && (
        <div className="stops">
          <HaltButton halted={haltedSince !== null} size="medium" />
          <CloseAll overview={overview} size="medium" />
          <p className="label stops-hint">
            {haltedSince === null ? words.control.haltHint : words.control.liftHint}
          </p>
        </div>
      )}
    </section>
  );
}

import type { Millis } from "../../lib/model/identity.ts";
import type { FollowView, Overview } from "../../lib/model/view.ts";
import { formatMinute } from "../format/time.ts";
import { allPaused } from "../shared/all-paused.ts";
import { CloseAll } from "../shared/close-all.tsx";
import { HaltButton } from "../shared/halt-button.tsx";
import { usesRealMoney } from "../shared/money-kinds.ts";
import { PauseAll } from "../shared/pause-all.tsx";
import { StaleNote } from "../shared/stale-note.tsx";
import { words } from "../words/current.ts";

/** How many of the follows copy, and with whose money: an account that can't be signed for copies nothing. */
function mirroringTitle(
  overview: Overview,
  mirroring: readonly FollowView[],
): readonly [title: string, detail: string] {
  const { state: say, accounts } = words;
  const copying = mirroring.filter(({ account }) => account.access.state === "ready").length;
  const real = mirroring.filter(({ account }) => account.kind === "real").length;
  const all = mirroring.length;
  if (copying < all) {
    const locked = overview.real.filter(({ access }) => access.state === "locked");
    const since = locked.length === 0 ? null : Math.min(...locked.map(({ access }) => access.since));
    const missed = mirroring.reduce((sum, { notCopied }) => sum + notCopied, 0);
    const detail = since === null ? accounts.notCopying : accounts.lockedSince(formatMinute(since), missed);
    return [accounts.mirroringOf(copying, all), detail];
  }
  if (real === 0) return [say.mirroring(all), say.onPaper];
  return [say.mirroring(all), real === all ? accounts.onReal : accounts.split(real, all - real)];
}

function closingOf(overview: Overview): string {
  return words.follows.closingBody[usesRealMoney(overview) ? "real" : "paper"];
}

function titleOf(overview: Overview): readonly [title: string, detail: string] {
  const { state: say } = words;
  const mirroring = overview.follows.filter(
    ({ follow }) => follow.status === "mirroring" || follow.status === "starting",
  );
  const running = mirroring.length;
  switch (overview.state) {
    case "empty":
      return [say.empty, say.emptyBody];
    case "mirroring":
      if (running === 0) return [words.follows.status.closing, closingOf(overview)];
      return mirroringTitle(overview, mirroring);
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
  const small = lost || overview.real.some(({ access }) => access.state === "locked");
  const { haltedSince } = overview;
  const real = usesRealMoney(overview);
  return (
    <section className={small ? "state state-small" : "state"}>
      <div>
        <h1 className={small ? "title" : "heading"}>{title}</h1>
        <StaleNote overview={overview} now={now} />
        {!lost && <p className="state-detail">{detail}</p>}
      </div>
      {overview.state !== "empty" && overview.state !== "halted" && (
        <PauseAll paused={allPaused(overview)} real={real} size={small ? "medium" : "large"} />
      )}
      {(overview.state !== "empty" || haltedSince !== null) && (
        <div className="stops">
          <HaltButton halted={haltedSince !== null} real={real} size="medium" />
          <CloseAll overview={overview} size="medium" />
          <p className="label stops-hint">
            {haltedSince === null ? words.control.haltHint : words.control.liftHint}
          </p>
        </div>
      )}
    </section>
  );
}

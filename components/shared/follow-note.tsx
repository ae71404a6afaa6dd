import type { FollowView } from "../../lib/model/view.ts";
import { words } from "../words/current.ts";
import { isConnecting } from "./feed-trouble.ts";
import { followState } from "./follow-state.ts";

function noteOf(view: FollowView, pausedByAll: boolean): string | null {
  const say = words.follows;
  switch (followState(view, pausedByAll)) {
    case "starting":
      return say.startingBody;
    case "waiting":
      return isConnecting(view.feed) ? say.connectingBody : say.waitingBody;
    case "leaving":
      return say.leavingBody;
    case "closing":
      return say.closingBody;
    case "mirroring":
    case "paused":
    case "stopped":
      return null;
  }
}

/** Why a follow copies nothing at the moment; nothing when it simply mirrors or is paused. */
export function FollowNote({ view, pausedByAll }: { view: FollowView; pausedByAll: boolean }) {
  const note = noteOf(view, pausedByAll);
  return note === null ? null : <p className="secondary">{note}</p>;
}

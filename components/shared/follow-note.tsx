import type { FollowView } from "../../lib/model/view.ts";
import { words } from "../words/current.ts";
import { isConnecting } from "./feed-trouble.ts";
import { followState, isHeldByLock } from "./follow-state.ts";

/** An account that can't be used in full comes before all else. A locked one that would copy says so in its switch. */
function heldNote(view: FollowView): string | null {
  const { state } = view.account.access;
  if (view.follow.status === "stopped" || state === "ready" || isHeldByLock(view)) return null;
  return words.access[state].note;
}

function noteOf(view: FollowView, pausedByAll: boolean): string | null {
  const say = words.follows;
  const held = heldNote(view);
  if (held !== null) return held;
  switch (followState(view, pausedByAll)) {
    case "starting":
      return say.startingBody;
    case "waiting":
      return isConnecting(view.feed) ? say.connectingBody : say.waitingBody;
    case "leaving":
      return say.leavingBody;
    case "closing":
      return say.closingBody[view.account.kind];
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

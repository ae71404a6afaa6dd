import { LockKeyhole } from "lucide-react";
import { shortAddress } from "../format/address.ts";
import type { FollowView } from "../../lib/model/view.ts";
import type { CommandState } from "../use-command.ts";
import { words } from "../words/current.ts";
import { ActionButton } from "./action-button.tsx";
import { followState, isHeldByLock } from "./follow-state.ts";
import { PauseIcon, PlayIcon } from "./switch-icons.tsx";

interface Props {
  readonly view: FollowView;
  readonly pausedByAll: boolean;
  readonly command: CommandState;
}

/** Pause or Resume of one follow; a plain word where neither can be done. */
export function FollowSwitch({ view, pausedByAll, command }: Props) {
  const { control: say, follows } = words;
  const state = followState(view, pausedByAll);
  const name = shortAddress(view.address);
  if (isHeldByLock(view)) {
    return (
      <span className="follow-state secondary follow-locked">
        <LockKeyhole size={13} aria-hidden="true" />
        {words.access.locked.short}
      </span>
    );
  }
  if (state === "paused" && view.follow.status === "paused") {
    return (
      <ActionButton
        icon={PlayIcon}
        kind={view.account.kind === "real" ? "ink" : "primary"}
        busy={command.busy}
        {...(command.busy ? {} : { name: say.resumeOne(name) })}
        onPress={() => void command.run({ type: "resume-follow", followId: view.follow.id })}
      >
        {command.busy ? say.resuming : say.resume}
      </ActionButton>
    );
  }
  if (state === "mirroring" || state === "starting" || state === "waiting") {
    return (
      <ActionButton
        icon={PauseIcon}
        busy={command.busy}
        {...(command.busy ? {} : { name: say.pauseOne(name) })}
        onPress={() => void command.run({ type: "pause-follow", followId: view.follow.id })}
      >
        {command.busy ? say.pausing : say.pause}
      </ActionButton>
    );
  }
  return (
    <span className="follow-state secondary">
      {state === "paused" && <PauseIcon />}
      {follows.status[state]}
    </span>
  );
}

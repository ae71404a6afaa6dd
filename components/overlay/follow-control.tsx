import type { Address } from "../../lib/model/identity.ts";
import { isCopying, isPaused, type RunningFollow } from "./card-status.ts";
import { wholeMoney } from "./format-figures.ts";
import { LineIcon } from "./icons.tsx";
import type { CardActions } from "./use-card-actions.ts";
import { WORDS } from "./words-en.ts";

export interface FollowButtonProps {
  readonly address: Address;
  readonly allocation: string;
  readonly disabled: boolean;
  readonly actions: CardActions;
}

/** Before a follow: one click starts it, on paper. */
export function FollowButton({ address, allocation, disabled, actions }: FollowButtonProps) {
  const busy = actions.busy === "start-paper-follow";
  return (
    <div className="follow-button">
      <button
        type="button"
        className="primary"
        disabled={disabled}
        aria-busy={busy}
        onClick={(event) => actions.act(event, { type: "start-paper-follow", address })}
      >
        {busy ? WORDS.starting : WORDS.followOnPaper}
      </button>
      <p className="secondary">{WORDS.simulated(wholeMoney(allocation))}</p>
    </div>
  );
}

export interface FollowControlProps {
  readonly follow: RunningFollow;
  readonly actions: CardActions;
}

/** During a follow: its state and, beside it, what can be done. A page may pause and never resume. */
export function FollowControl({ follow, actions }: FollowControlProps) {
  const paused = isPaused(follow);
  const copying = isCopying(follow) && follow.feed.state !== "lost";
  const pausing = actions.busy === "pause-follow";
  return (
    <div className={`follow-control ${follow.kind} ${copying ? "copying" : ""}`}>
      <span className="state">
        <span className="dot" />
        {stateWord(follow)}
      </span>
      {paused ? (
        <button type="button" onClick={(event) => actions.act(event, { type: "open-panel" })}>
          {WORDS.resumeInPanel}
        </button>
      ) : follow.status === "closing" || follow.status === "leaving" ? null : (
        <button
          type="button"
          aria-busy={pausing}
          onClick={(event) => actions.act(event, { type: "pause-follow", followId: follow.id })}
        >
          <LineIcon name="pause" />
          {pausing ? WORDS.pausing : WORDS.pause}
        </button>
      )}
    </div>
  );
}

function stateWord(follow: RunningFollow): string {
  if (isPaused(follow)) return WORDS.paused;
  if (!follow.accountReady) return WORDS.held;
  return STATE_WORD[follow.status];
}

const STATE_WORD: Record<RunningFollow["status"], string> = {
  starting: WORDS.waitingForLeader,
  mirroring: WORDS.mirroring,
  paused: WORDS.paused,
  leaving: WORDS.leaving,
  closing: WORDS.closing,
};

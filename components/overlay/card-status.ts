import type { CardFollow, CardView } from "../../lib/model/view.ts";
import type { MarkState } from "./icons.tsx";
import { WORDS } from "./words-en.ts";

/** The card in one word and one icon, for its collapsed tab. */
export interface CardStatus {
  readonly word: string;
  readonly mark: MarkState;
}

/** The worst news first. */
export function cardStatus(view: CardView | null): CardStatus {
  if (view === null) return { word: WORDS.tab.reading, mark: "active" };
  if (view.halted !== null) return { word: WORDS.tab.halted, mark: "error" };
  const follow = runningFollow(view);
  if (follow !== null) {
    if (isFeedLost(follow)) return { word: WORDS.tab.feedLost, mark: "error" };
    if (isPaused(follow)) return { word: WORDS.tab.paused, mark: "paused" };
    if (!follow.accountReady) return { word: WORDS.held, mark: "error" };
    return { word: WORDS.tab.mirroring, mark: "active" };
  }
  if (view.reading === null && view.readProblem !== null)
    return { word: WORDS.tab.unreadable, mark: "error" };
  return { word: view.reading === null ? WORDS.tab.reading : WORDS.tab.follow, mark: "active" };
}

/** A follow that is not over. */
export type RunningFollow = CardFollow & { readonly status: Exclude<CardFollow["status"], "stopped"> };

function isRunning(follow: CardFollow): follow is RunningFollow {
  return follow.status !== "stopped";
}

/** The follow of this leader; null when there is none, or when it is over. */
export function runningFollow(view: CardView | null): RunningFollow | null {
  const follow = view?.follow ?? null;
  return follow !== null && isRunning(follow) ? follow : null;
}

/**
 * True when a feed that was there, or should be by now, is not. During the first attempt after a start there is
 * none yet, and nothing is wrong.
 */
export function isFeedLost({ feed }: RunningFollow): boolean {
  return feed.state === "lost" && !isConnecting(feed);
}

export function isConnecting(feed: RunningFollow["feed"]): boolean {
  return feed.reason === "connecting" && feed.attempts === 0;
}

export function isPaused(follow: RunningFollow): boolean {
  return (
    follow.status === "paused" ||
    (follow.pausedByAll && follow.status !== "closing" && follow.status !== "leaving")
  );
}

/** True while what the leader buys is copied, as far as this follow and its account are concerned. */
export function isCopying(follow: RunningFollow): boolean {
  return follow.status === "mirroring" && follow.accountReady && !isPaused(follow);
}

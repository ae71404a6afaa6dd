import type { Feed } from "../../lib/model/leader.ts";
import type { Millis } from "../../lib/model/identity.ts";
import { formatAge, formatLatency } from "../format/duration.ts";
import { words } from "../words/current.ts";
import { isConnecting } from "./feed-trouble.ts";

/** The dot's fill changes with the state, not only its hue. */
function Dot({ filled }: { readonly filled: boolean }) {
  return (
    <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
      {filled ? (
        <circle cx="4" cy="4" r="4" fill="currentColor" />
      ) : (
        <circle cx="4" cy="4" r="3" fill="none" stroke="currentColor" strokeWidth="2" />
      )}
    </svg>
  );
}

function textOf(feed: Feed, now: Millis): string {
  const { feed: say } = words;
  if (isConnecting(feed)) return say.connecting;
  switch (feed.state) {
    case "live":
    case "slow":
      return feed.latencyMs === null
        ? say[feed.state]
        : say.withFigure(say[feed.state], formatLatency(feed.latencyMs));
    case "lost":
      return say.withFigure(say.lost, formatAge(now - feed.since));
    case "idle":
      return say.idle;
  }
}

/** The worst feed of the follows: "Live · 42 ms". */
export function FeedHealth({ feed, now }: { readonly feed: Feed | null; readonly now: Millis }) {
  const state = feed === null || isConnecting(feed) ? "idle" : feed.state;
  const reason = feed === null ? words.feed.none : words.feed.reasons[feed.reason];
  return (
    <span className={`feed feed-${state}`} title={reason}>
      <span className="hidden-text">{words.feed.label}: </span>
      <Dot filled={state === "live"} />
      {feed === null ? words.feed.none : textOf(feed, now)}
    </span>
  );
}

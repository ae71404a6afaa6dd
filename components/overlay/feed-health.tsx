import type { Feed } from "../../lib/model/leader.ts";
import { isConnecting } from "./card-status.ts";
import { age, milliseconds } from "./format-figures.ts";
import { WORDS } from "./words-en.ts";

/** The dot's fill tells the state as well as its colour does. Not a live region: it changes all the time. */
export function FeedHealth({ feed, now }: { feed: Feed; now: number }) {
  const latency = feed.latencyMs === null ? null : milliseconds(feed.latencyMs);
  const text = isConnecting(feed)
    ? WORDS.feed.connecting
    : {
        live: WORDS.feed.live(latency),
        slow: WORDS.feed.slow(latency),
        lost: WORDS.feed.lost(age(now - feed.since)),
        idle: WORDS.feed.idle,
      }[feed.state];
  return (
    <span className={`feed ${isConnecting(feed) ? "idle" : feed.state}`}>
      <span className="dot" />
      {text}
    </span>
  );
}

import type { Feed } from "../../lib/model/leader.ts";
import { age, milliseconds } from "./format-figures.ts";
import { WORDS } from "./words-en.ts";

/** The dot's fill tells the state as well as its colour does. Not a live region: it changes all the time. */
export function FeedHealth({ feed, now }: { feed: Feed; now: number }) {
  const latency = feed.latencyMs === null ? null : milliseconds(feed.latencyMs);
  const text = {
    live: WORDS.feed.live(latency),
    slow: WORDS.feed.slow(latency),
    lost: WORDS.feed.lost(age(now - feed.since)),
    idle: WORDS.feed.idle,
  }[feed.state];
  return (
    <span className={`feed ${feed.state}`}>
      <span className="dot" />
      {text}
    </span>
  );
}

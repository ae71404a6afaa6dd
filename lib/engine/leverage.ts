import type { FollowSettings } from "../model/follow-settings.ts";
import type { Instrument } from "../model/instrument.ts";

/** What is assumed of a leader's leverage that nobody told: the smallest there is opens the least. */
const UNKNOWN = 1;

/**
 * The leverage that a follow has in an instrument (times): the leader's there, a fixed one, or the leader's up to
 * a cap; never above the instrument's own highest. It sizes a fixed margin, and is what the venue is told to set.
 */
export function leverageFor(
  settings: FollowSettings,
  leaderLeverage: number | null,
  instrument: Instrument,
): number {
  const { leverage } = settings;
  const leaders = leaderLeverage ?? UNKNOWN;
  switch (leverage.kind) {
    case "leader":
      return Math.min(leaders, instrument.maxLeverage);
    case "fixed":
      return Math.min(leverage.times, instrument.maxLeverage);
    case "capped":
      return Math.min(leaders, leverage.times, instrument.maxLeverage);
  }
}

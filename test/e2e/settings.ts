import { DEFAULT_SETTINGS, FollowSettings } from "../../lib/model/follow-settings.ts";

/** A tenth of the leader's coins, so that targets can be worked out by hand. */
export const TENTH: FollowSettings = FollowSettings.parse({
  ...DEFAULT_SETTINGS,
  sizing: { kind: "fixed-ratio", ratio: "0.1" },
});

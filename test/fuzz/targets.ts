import type { Target } from "./target.ts";
import { exchangeText } from "./targets/exchange-text.ts";
import { journalFiles } from "./targets/journal-files.ts";
import { journalLoad } from "./targets/journal-load.ts";
import { journalRows } from "./targets/journal-rows.ts";
import { leaderReadings, leaderSnapshots } from "./targets/leader-answers.ts";
import { leaderEvents } from "./targets/leader-events.ts";
import { leaderFrames } from "./targets/leader-frames.ts";
import { marketAnswers } from "./targets/market-answers.ts";
import { marketEvents } from "./targets/market-events.ts";
import { messages } from "./targets/messages.ts";
import { paperRows } from "./targets/paper-rows.ts";
import { ruleSets } from "./targets/rule-sets.ts";
import { venueReports } from "./targets/venue-reports.ts";

/** Every edge at which data comes in that somebody else made. */
export const TARGETS: readonly Target[] = [
  leaderFrames,
  leaderReadings,
  leaderSnapshots,
  leaderEvents,
  marketAnswers,
  marketEvents,
  exchangeText,
  messages,
  ruleSets,
  venueReports,
  paperRows,
  journalRows,
  journalLoad,
  journalFiles,
];

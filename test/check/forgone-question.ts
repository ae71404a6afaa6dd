import type { Decimal } from "../../lib/model/decimal.ts";
import type { Decision, Follow } from "../../lib/model/follow.ts";
import type { LeaderMove } from "./cover-fills.ts";
import type { Letters } from "./follow-arithmetic.ts";
import type { FollowHistory } from "./follow-history.ts";
import type { JournalDump } from "./journal-dump.ts";
import type { WorldFacts } from "./world-facts.ts";

export interface ForgoneQuestion {
  readonly facts: WorldFacts;
  readonly journal: JournalDump;
  readonly follow: Follow;
  readonly history: FollowHistory;
  readonly decision: Decision;
  /** The leader's moves behind it; none for a decision of our own. */
  readonly moves: readonly LeaderMove[];
  /**
   * Before the growth, and as if all of it had been let through. Where fills of one message sell and buy, the least and
   * the most that it came to, and the parts may have shrunk since.
   */
  readonly before: Letters;
  readonly whole: Letters;
  readonly takesBack: boolean;
  /** Target notional of the follow's other instruments at the world's mids, USD. */
  readonly others: Decimal;
  /** The same with what was still being sold, and with orders under way. */
  readonly othersMost: Decimal;
  /** How many of those there were, at the most. */
  readonly otherPositions: number;
  /** The newest growth that was let through, and the leader's prices of all that may still wait. */
  readonly newestGrowth: { readonly at: number; readonly late: boolean } | null;
  readonly waitingPrices: readonly Decimal[];
}

import { decimalString } from "../../../lib/model/decimal.ts";
import type { Guard } from "../../../lib/model/guard.ts";
import type { JournalRows } from "../../../lib/model/journal-change.ts";
import type { Schedule } from "../schedule.ts";
import { aLifeEnds, both, someCommand, touchy } from "./occasions.ts";
import { type PlantedBug, journalBug } from "./planted-bug.ts";

/** A life that reads the journal and forgets something of it. */
function forgotten(
  name: string,
  forget: (rows: JournalRows) => Partial<JournalRows>,
  mayShow: PlantedBug["mayShow"] = aLifeEnds,
): PlantedBug {
  return journalBug(
    name,
    (journal) => ({
      async load() {
        const rows = await journal.load();
        return { ...rows, ...forget(rows) };
      },
    }),
    mayShow,
  );
}

const resumed = ({ follows, meta }: JournalRows): Partial<JournalRows> => ({
  follows: follows.map((follow) =>
    follow.status === "paused" && follow.baselineAt !== null
      ? { ...follow, status: "mirroring" as const }
      : follow,
  ),
  meta: meta === null ? null : { ...meta, pausedSince: null },
});

/** What waits is given up without a word. */
const nothingWaits = ({ books }: JournalRows): Partial<JournalRows> => ({
  books: books.map((book) => ({ ...book, target: book.held })),
});

const ZERO = decimalString(0);

/** Rows of guards as a life finds them that forgets something of them. */
const guardsWithout =
  (less: Partial<Guard>) =>
  ({ guards }: JournalRows): Partial<JournalRows> => ({
    guards: guards.map((guard) => ({ ...guard, ...less })),
  });

const AROUND_MS = 13_000;

/** The feeds are lost before a life ends, and still when the next one has begun. */
function feedLostAroundTheEnd(schedule: Schedule): Schedule {
  const lost = schedule.crashes.map(({ from }) => ({
    kind: "feed-lost" as const,
    at: from - AROUND_MS,
    ms: 2 * AROUND_MS,
  }));
  const told = touchy({ feedLost: { limit: 14_000, action: "warn" } })(schedule);
  return { ...told, happenings: [...schedule.happenings, ...lost] };
}

export const RESTARTS: readonly PlantedBug[] = [
  forgotten("highest-forgotten-at-restart", guardsWithout({ peak: null })),
  forgotten("start-of-the-day-forgotten-at-restart", guardsWithout({ dayStart: null })),
  {
    ...forgotten("lost-feed-forgotten-at-restart", guardsWithout({ feedLostMs: 0 })),
    given: feedLostAroundTheEnd,
  },
  forgotten("resumed-by-a-restart", resumed, both(aLifeEnds, someCommand("pause", "pause-all"))),
  forgotten("waiting-forgotten-at-restart", nothingWaits),
  forgotten("forgone-forgotten-at-restart", ({ books }) => ({
    books: books.map((book) => ({ ...book, forgone: [] })),
  })),
  forgotten("positions-forgotten-at-restart", ({ books }) => ({
    books: books.map((book) => ({ ...book, held: ZERO })),
  })),
  forgotten("leader-forgotten-at-restart", () => ({ leaderBooks: [] })),
  forgotten("baseline-forgotten-at-restart", ({ books }) => ({
    books: books.map((book) => ({ ...book, baseline: ZERO })),
  })),
  forgotten("net-forgotten-at-restart", ({ accountBooks }) => ({
    accountBooks: accountBooks.map((book) => ({ ...book, net: ZERO })),
  })),
];

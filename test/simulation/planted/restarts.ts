import { decimalString } from "../../../lib/model/decimal.ts";
import type { JournalRows } from "../../../lib/model/journal-change.ts";
import { aLifeEnds, both, someCommand } from "./occasions.ts";
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

export const RESTARTS: readonly PlantedBug[] = [
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

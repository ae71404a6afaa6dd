import { signed } from "../../lib/journal/checksum.ts";
import { commitChange } from "../../lib/journal/commit.ts";
import { JournalDatabase } from "../../lib/journal/database.ts";
import { createJournal } from "../../lib/journal/dexie-journal.ts";
import type { EngineTable } from "../../lib/journal/tables.ts";
import { writableRows } from "../../lib/journal/writable-rows.ts";
import type { JournalChange } from "../../lib/model/journal-change.ts";
import {
  META,
  accountRows,
  changeWith,
  sampleAccountBook,
  sampleBook,
  sampleLeader,
  sampleLeaderBook,
} from "../journal/sample-rows.ts";
import { order, sampleDecision, sampleIntent } from "../journal/sample-orders.ts";
import { T0 } from "../journal/sample-values.ts";

/** What one act of the leader commits before its order is sent: eight rows and the look at the halt switch. */
function actOf(sequence: number): JournalChange {
  const fills = Array.from({ length: 4 }, (_, n) => ({
    instrument: "ETH",
    price: "2000.1",
    size: "1.25",
    key: `${n}`,
  }));
  return changeWith({
    ...order(sampleIntent(sequence)),
    events: [
      { at: T0, kind: "leader-fills", body: { kind: "leader-fills", at: T0, fills, notCopyable: [] } },
    ],
    meta: { ...META, decisionSequence: sequence },
    leaders: { put: [sampleLeader("a")], remove: [] },
    leaderBooks: { put: [sampleLeaderBook("a")], remove: [] },
    books: { put: [sampleBook("f1")], remove: [] },
    accountBooks: { put: [sampleAccountBook("paper", sequence)], remove: [] },
    decisions: [sampleDecision(sequence)],
  });
}

const MODES = ["strict", "relaxed"] as const;

export interface CommitTimes {
  readonly strict: number[];
  readonly relaxed: number[];
  /** Of each commit: reading its rows through their schemas and signing them, and the signing alone, ms. */
  readonly rowsMs: number;
  readonly signMs: number;
}

/** Times of so many commits with each durability, in turns, so that whatever else the disk does meets both. */
export async function measureCommits(commits: number): Promise<CommitTimes> {
  const rows = rowsOf(actOf(1));
  const times: CommitTimes = {
    strict: [],
    relaxed: [],
    rowsMs: roundMs(() => rows.forEach(([table, row]) => writableRows(table, [row]))),
    signMs: roundMs(() => rows.forEach(([table, row]) => signed(table, row))),
  };
  const databases = new Map<string, JournalDatabase>();
  for (const mode of MODES) {
    const database = new JournalDatabase(`bench-${mode}`, mode);
    databases.set(mode, database);
    const journal = createJournal(database);
    await journal.keepIdentity(META);
    await journal.commit(accountRows("paper", "f1", "a", 1));
  }
  for (let n = 0; n < commits; n += 1) {
    const order = n % 2 === 0 ? MODES : MODES.toReversed();
    for (const mode of order) {
      const database = databases.get(mode);
      if (database === undefined) continue;
      const began = performance.now();
      await commitChange(database, actOf(n + 1));
      // The first ones warm the machine up.
      if (n >= 20) times[mode].push(performance.now() - began);
    }
  }
  return times;
}

/** Time of one round in the fastest of thirty batches, ms: what else the machine does is not counted. */
function roundMs(round: () => void): number {
  const batches = Array.from({ length: 30 }, () => {
    const began = performance.now();
    for (let n = 0; n < 200; n += 1) round();
    return (performance.now() - began) / 200;
  });
  return Math.min(...batches);
}

function rowsOf(change: JournalChange): readonly (readonly [EngineTable, object])[] {
  return [
    ...change.events.map((row) => ["events", row] as const),
    ...(change.meta === null ? [] : [["meta", change.meta] as const]),
    ...change.leaders.put.map((row) => ["leaders", row] as const),
    ...change.leaderBooks.put.map((row) => ["leaderBooks", row] as const),
    ...change.books.put.map((row) => ["books", row] as const),
    ...change.accountBooks.put.map((row) => ["accountBooks", row] as const),
    ...change.intents.map((row) => ["intents", row] as const),
    ...change.decisions.map((row) => ["decisions", row] as const),
  ];
}

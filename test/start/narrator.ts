import type { JournalDump } from "../check/journal-dump.ts";

/** Says in the terminal what happens. */
export interface Narrator {
  say(text: string): void;
  /** One line on where a follow stands. */
  progress(journal: JournalDump, leaderFills: number): void;
  /** What is new in the journal since the last time, one line each. */
  news(journal: JournalDump): void;
}

export function narrator(write: (line: string) => void): Narrator {
  const began = Date.now();
  const decided = new Set<string>();
  const filled = new Set<string>();
  const say = (text: string): void => {
    const seconds = Math.floor((Date.now() - began) / 1_000);
    write(`${String(seconds).padStart(4)} s  ${text}`);
  };
  return {
    say,
    progress(journal, leaderFills) {
      const held = journal.paperPositions.map(({ instrument, size }) => `${instrument} ${size}`).join(", ");
      say(
        `${leaderFills} leader's fills, ${journal.decisions.length} decisions, ${journal.paperOrders.length} orders; held: ${held || "nothing"}`,
      );
    },
    news(journal) {
      for (const one of journal.decisions) {
        if (decided.has(one.id)) continue;
        decided.add(one.id);
        if (one.source === "own") continue;
        const reasons = one.forgone.map(({ reason }) => reason).join(", ");
        const why = reasons || one.reason;
        say(
          `leader ${one.instrument} ${one.leaderFrom} to ${one.leaderTo}: ${one.outcome}${why ? ` (${why})` : ""}`,
        );
      }
      for (const { fill } of journal.fills) {
        if (filled.has(fill.id)) continue;
        filled.add(fill.id);
        say(
          `  paper ${fill.side} ${fill.size} ${fill.instrument} at ${fill.price}, fee $${Number(fill.fee).toFixed(3)}`,
        );
      }
    },
  };
}

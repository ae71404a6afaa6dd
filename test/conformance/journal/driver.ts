import type { Journal } from "../../../lib/model/journal.ts";

/** One store of a journal, with a hand on what can go wrong. */
export interface JournalDriver {
  /** A new life on the same store; what was not durable is gone. */
  open(): Promise<Journal>;
  /** Sets or lifts (null) the halt switch, beside the journal. */
  setHalt(since: number | null): Promise<void>;
  /** The switch can no longer be read. */
  breakHalt(): void;
  /** Every write fails from now on, or (null) works again. */
  failWrites(how: "full" | "unwritable" | null): void;
  /** How many rows a table has. */
  count(table: "events" | "intents" | "stops" | "fills" | "decisions" | "books"): Promise<number>;
  close(): Promise<void>;
}

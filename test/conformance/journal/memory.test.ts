import type { Journal } from "../../../lib/model/journal.ts";
import { type JournalChange, JournalError } from "../../../lib/model/journal-change.ts";
import { sendsAnything } from "../../../lib/journal/refuse-unwritten.ts";
import { MemoryJournal } from "../../simulation/memory-journal.ts";
import type { JournalDriver } from "./driver.ts";
import { journalConformance } from "./suite.ts";

/** The disk below a journal in memory: what it refuses never reaches the journal. */
class Disk implements Journal {
  broken: "full" | "unwritable" | null = null;
  haltUnreadable = false;
  readonly #journal: MemoryJournal;
  readonly #durable: JournalChange[] = [];

  constructor(journal: MemoryJournal) {
    this.#journal = journal;
  }
  load: Journal["load"] = () => this.#journal.load();
  commit: Journal["commit"] = async (change) => {
    this.#write();
    if (this.haltUnreadable && sendsAnything(change)) throw new JournalError("unwritable", "unreadable");
    const committed = await this.#journal.commit(change);
    this.#durable.push(change);
    return committed;
  };
  keepIdentity: Journal["keepIdentity"] = async (meta) => {
    this.#write();
    return this.#journal.keepIdentity(meta);
  };
  /** Rows of a table, by what became durable: a journal in memory keeps no history to be asked for. */
  count(table: "events" | "intents" | "stops" | "fills" | "decisions" | "books"): number {
    if (table === "events") return this.#durable.flatMap((change) => change.events).length;
    if (table === "books")
      return new Set(
        this.#durable.flatMap(({ books }) => books.put.map((row) => `${row.followId}|${row.instrument}`)),
      ).size;
    const keys = this.#durable.flatMap((change): string[] => {
      if (table === "intents") return change.intents.map((row) => row.intent.clientOrderId);
      if (table === "stops") return change.stops.map((row) => row.stop.clientOrderId);
      if (table === "fills") return change.fills.map((row) => row.fill.id);
      return change.decisions.map((row) => row.id);
    });
    return new Set(keys).size;
  }
  #write(): void {
    if (this.broken !== null) throw new JournalError(this.broken, "The disk refuses.");
  }
}

async function openMemory(): Promise<JournalDriver> {
  const journal = new MemoryJournal();
  const disk = new Disk(journal);
  return {
    open: async () => disk,
    setHalt: (since) => journal.setHalt(since),
    breakHalt() {
      disk.haltUnreadable = true;
    },
    failWrites(how) {
      disk.broken = how;
    },
    count: async (table) => disk.count(table),
    close: async () => undefined,
  };
}

journalConformance("the simulation's journal in memory", openMemory);

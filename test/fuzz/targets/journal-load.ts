import { isDeepStrictEqual } from "node:util";
import { loadJournal } from "../../../lib/journal/load.ts";
import type { JournalDatabase } from "../../../lib/journal/database.ts";
import { JournalError, type JournalRows } from "../../../lib/model/journal-change.ts";
import { restoreState } from "../../../lib/runtime/restore-state.ts";
import { MARKS, NOW } from "../story.ts";
import { checkStep, refuseDamaged } from "../state-rules.ts";
import { type StoredRow, storedJournal } from "../stored-journal.ts";
import { takeEvents } from "../take-events.ts";
import { FuzzFault, type Outcome, type Target, refused, taken } from "../target.ts";
import { mutatedRow } from "./journal-rows.ts";

/** False where IndexedDB itself refuses to store such a row. */
async function store(database: JournalDatabase, { table, key }: StoredRow, row: unknown): Promise<boolean> {
  const { keyPath } = database.table(table).schema.primKey;
  const keyed = keyPath === null || keyPath === "";
  // Where the key stands in the row, there must be a row.
  if (!keyed && (row === null || row === undefined)) return false;
  try {
    await (keyed ? database.table(table).put(row, key) : database.table(table).put(row));
    return true;
  } catch (error) {
    if (error instanceof Error && ["DataError", "DataCloneError", "RangeError"].includes(error.name))
      return false;
    throw error;
  }
}

/**
 * A journal with a damaged row: loading tells it, or says in words why the journal cannot be trusted, and writes
 * nothing. What is loaded is a state with which the engine begins a life without breaking a rule.
 */
export const journalLoad: Target = {
  name: "journal-load",
  weight: 2,
  async run(dice): Promise<Outcome> {
    const journal = await storedJournal();
    const { database } = journal;
    const sample = dice.pick(journal.rows.filter((one) => one.table !== "events"));
    const { table } = sample;
    try {
      if (dice.chance(0.1)) await database.table(table).delete(sample.key);
      else if (!(await store(database, sample, mutatedRow(dice, sample))))
        return refused("IndexedDB refuses it.");
      const before = await journal.read(table);
      const outcome = await load(database);
      if (!isDeepStrictEqual(await journal.read(table), before)) {
        throw new FuzzFault("stateChanged", `loading wrote to ${table}`);
      }
      return outcome;
    } finally {
      await journal.restore(table);
    }
  },
};

async function load(database: JournalDatabase): Promise<Outcome> {
  let rows: JournalRows;
  try {
    rows = await loadJournal(database);
  } catch (error) {
    if (error instanceof JournalError) return refused(error.message);
    throw error;
  }
  for (const { detail } of rows.damaged) refused(detail);
  if (rows.meta === null) return refused("A journal without an identity is a new one.");
  const state = restoreState(rows, rows.meta);
  const events = [
    { kind: "boot", at: NOW },
    { kind: "marks", at: NOW, askedAt: NOW, marks: MARKS },
    { kind: "tick", at: NOW + 1_000, day: "2026-11-22", online: true },
  ] as const;
  const told = await takeEvents(state, events, NOW, refuseDamaged);
  const [failure] = told.failures;
  if (failure !== undefined) throw failure.error;
  checkStep(state, told.state, told.change);
  const [damaged] = rows.damaged;
  return damaged === undefined ? taken : refused(damaged.detail);
}

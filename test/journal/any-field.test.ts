import { afterEach, describe, expect, it } from "vitest";
import type { JournalDatabase } from "../../lib/journal/database.ts";
import { loadJournal } from "../../lib/journal/load.ts";
import { STATE_TABLES } from "../../lib/journal/tables.ts";
import { JournalError, type JournalRows } from "../../lib/model/journal-change.ts";
import { accountsIn, twoAccounts } from "./damaged-journal.ts";

let database: JournalDatabase;

afterEach(async () => {
  await database.delete();
});

/** Every place in a row's data: the fields, the fields in them, and so on. */
function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, entry]) => places(entry, [...path, key]));
}

function altered(value: unknown): unknown {
  if (typeof value === "string") return /^\d/.test(value) ? `1${value}` : `${value}x`;
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return "7";
}

function change(value: object, path: readonly (string | number)[]): object {
  return changedAt(value, path) as object;
}

function changedAt(value: unknown, [first, ...rest]: readonly (string | number)[]): unknown {
  if (first === undefined) return altered(value);
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? (structuredClone(value) as never)
    : { ...(value as object) };
  copy[first] = changedAt(copy[first], rest);
  return copy;
}

/** What is wrong with the answer to a damaged row of this key; empty when nothing is. */
function faults(loaded: unknown, before: JournalRows, table: string, key: unknown): string[] {
  if (loaded instanceof JournalError) return loaded.problem === "unreadable" ? [] : [loaded.problem];
  const rows = loaded as JournalRows;
  const stopped = rows.damaged.flatMap(({ accounts }): readonly string[] =>
    accounts === "all" ? [] : accounts,
  );
  const known = new Set([...before.books, ...before.follows].map((row) => JSON.stringify(row)));
  const changed = [...rows.books, ...rows.follows].filter((row) => !known.has(JSON.stringify(row)));
  return [
    ...(rows.damaged.length === 1 && rows.damaged[0]?.table === table && rows.damaged[0].key === key
      ? []
      : ["not told as it is"]),
    ...(stopped.length === 0 ? ["nobody is stopped"] : []),
    ...accountsIn(rows).flatMap((account) => (stopped.includes(account) ? [`${account} goes on`] : [])),
    ...changed.map((row) => `believed: ${JSON.stringify(row)}`),
  ];
}

describe("whatever field of whatever row changes", () => {
  it("nothing of it is believed: its account stops or all is halted, and the rest is as it was", async () => {
    database = await twoAccounts();
    const before = await loadJournal(database);
    let changes = 0;
    for (const table of Object.keys(STATE_TABLES)) {
      const rows = database.table<object, string>(table);
      const inline = (rows.schema.primKey.keyPath ?? "") !== "";
      for (const key of await rows.toCollection().primaryKeys()) {
        const stored = (await rows.get(key)) ?? {};
        for (const path of places(stored)) {
          // Under a changed inline key it would be another row beside this one.
          if (inline && path[0] === rows.schema.primKey.keyPath) continue;
          await (inline ? rows.put(change(stored, path)) : rows.put(change(stored, path), key));
          changes += 1;
          const loaded: unknown = await loadJournal(database).catch((error: unknown) => error);
          expect({ table, key, path, faults: faults(loaded, before, table, key) }).toEqual({
            table,
            key,
            path,
            faults: [],
          });
        }
        await (inline ? rows.put(stored) : rows.put(stored, key));
      }
    }
    expect(changes).toBeGreaterThan(250);
    expect(await loadJournal(database)).toEqual(before);
  }, 60_000);
});

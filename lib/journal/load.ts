import type { Table } from "dexie";
import type { z } from "zod";
import { Follow, FollowBook } from "../model/follow.ts";
import { Instrument } from "../model/instrument.ts";
import { JournalError, type JournalRows } from "../model/journal-change.ts";
import { AccountBook, DayStart, EngineMeta, IntentRow, Leader, LeaderBook, Problem } from "../model/state.ts";
import type { JournalDatabase } from "./database.ts";
import { readFailure } from "./journal-failure.ts";

async function rowsOf<Schema extends z.ZodType>(
  table: Table<unknown>,
  schema: Schema,
  rows: Promise<unknown[]> = table.toArray(),
): Promise<z.infer<Schema>[]> {
  return (await rows).map((row) => {
    const parsed = schema.safeParse(row);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues[0];
    throw new JournalError(
      "unreadable",
      `A row of "${table.name}" is damaged: ${where?.path.join(".") ?? ""} ${where?.message ?? ""}`,
    );
  });
}

/** Reads what the engine needs to go on, at one moment. A damaged row is an error, never a default. */
export async function loadJournal(database: JournalDatabase): Promise<JournalRows> {
  try {
    return await database.transaction("r", database.tables, async () => {
      const open = database.intents.where("status").anyOf("committed", "unknown").toArray();
      const stored = await database.meta.get("engine");
      const [meta] =
        stored === undefined ? [] : await rowsOf(database.meta, EngineMeta, Promise.resolve([stored]));
      return {
        meta: meta ?? null,
        leaders: await rowsOf(database.leaders, Leader),
        leaderBooks: await rowsOf(database.leaderBooks, LeaderBook),
        follows: await rowsOf(database.follows, Follow),
        books: await rowsOf(database.books, FollowBook),
        accountBooks: await rowsOf(database.accountBooks, AccountBook),
        dayStarts: await rowsOf(database.dayStarts, DayStart),
        problems: await rowsOf(database.problems, Problem),
        openIntents: await rowsOf(database.intents, IntentRow, open),
        instruments: await rowsOf(database.instruments, Instrument),
      };
    });
  } catch (error) {
    throw readFailure(error);
  }
}

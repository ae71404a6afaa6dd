import { expect } from "vitest";
import type { Journal } from "../../../lib/model/journal.ts";
import { type JournalChange, JournalError } from "../../../lib/model/journal-change.ts";
import type { JournalDriver } from "./driver.ts";

const TABLES = ["events", "intents", "fills", "decisions", "books", "stops"] as const;

export function countRows(driver: JournalDriver): Promise<number[]> {
  return Promise.all(TABLES.map((table) => driver.count(table)));
}

/** Why a change is refused; it must leave no trace. */
export async function refusalOf(
  driver: JournalDriver,
  journal: Journal,
  change: JournalChange,
): Promise<JournalError["problem"]> {
  const before = await countRows(driver);
  const error: unknown = await journal.commit(change).catch((error: unknown) => error);
  expect(await countRows(driver)).toEqual(before);
  if (error instanceof JournalError) return error.problem;
  throw new Error("the change was taken, or refused without a JournalError");
}

import { JournalError } from "../model/journal-change.ts";

function names(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const inner = "inner" in error ? names(error.inner) : [];
  return [error.name, ...inner, ...(error.cause === undefined ? [] : names(error.cause))];
}

/** What a failed write means. Dexie wraps the browser's error and keeps it as `inner`. */
export function writeFailure(error: unknown): JournalError {
  if (error instanceof JournalError) return error;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const full = names(error).includes("QuotaExceededError");
  return new JournalError(full ? "full" : "unwritable", text.slice(0, 400));
}

export function readFailure(error: unknown): JournalError {
  if (error instanceof JournalError) return error;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new JournalError("unreadable", text.slice(0, 400));
}

import { BEGAN, change } from "./hand-made-rows.ts";
import { type MutableRecord, soundRecord } from "./hand-made.ts";
import { judge } from "./judge.ts";
import type { RuleName } from "./violation.ts";

/** A rule, how it is broken in words, and what breaks it. */
export type Case = readonly [RuleName, string, (record: MutableRecord) => void];

/** The rules that do not hold in the sound record once it is harmed. */
export function brokenRules(harm: (record: MutableRecord) => void): Set<RuleName> {
  const record = soundRecord();
  harm(record);
  return new Set(judge(record).map(({ rule }) => rule));
}

export function firstOf<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined) throw new RangeError("nothing there");
  return first;
}

export type MutableChapter = MutableRecord["journal"]["changes"][number];

export function chapter(record: MutableRecord, index: number): MutableChapter {
  const found = record.journal.changes[index];
  if (found === undefined) throw new RangeError(`no chapter ${index}`);
  return found;
}

/** The user says something in between. */
export function command(record: MutableRecord, at: number, told: Record<string, unknown>): void {
  const event = { at: BEGAN + at, kind: "command", body: { command: { at: BEGAN + at, ...told } } };
  record.journal.changes.push({ at: BEGAN + at + 2, life: 1, change: change({ events: [event] }) as never });
  record.journal.changes.sort((a, b) => a.at - b.at);
}

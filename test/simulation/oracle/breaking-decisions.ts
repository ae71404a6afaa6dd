import { DEFAULT_SETTINGS } from "../../../lib/model/follow-settings.ts";
import { chapter } from "./breaking.ts";
import { BEGAN, change, decision } from "./hand-made-rows.ts";
import type { MutableRecord } from "./hand-made.ts";

/** The decision on the leader's last act: growth of 0.2 BTC at 100 USD. */
export const last = (record: MutableRecord) => {
  const [one] = chapter(record, 6).change.decisions;
  if (one === undefined) throw new RangeError("no decision");
  return one;
};

/** Other settings from the beginning on. */
export function settings(record: MutableRecord, more: Record<string, unknown>): void {
  for (const { change: parts } of record.journal.changes) {
    for (const event of parts.events)
      Object.assign((event.body as { command: object }).command, {
        settings: { ...DEFAULT_SETTINGS, ...more },
      });
    for (const follow of parts.follows.put)
      Object.assign(follow, { settings: { ...DEFAULT_SETTINGS, ...more } });
  }
}

export const limits = (record: MutableRecord, more: Record<string, unknown>): void =>
  settings(record, { limits: { ...DEFAULT_SETTINGS.limits, ...more } });

/** A decision of our own at the end, by which 0.1 BTC is forgone. */
export function forgone(record: MutableRecord, reason: string, more: Record<string, unknown> = {}): void {
  const own = {
    source: "own",
    leaderFrom: "3",
    leaderTo: "3",
    target: "0.1",
    targetChange: "-0.1",
    outcome: "forgone",
  };
  const forgo = decision(4, 9_000, { ...own, forgone: [{ reason, size: "0.1" }], ...more });
  record.journal.changes.push({
    at: BEGAN + 9_005,
    life: 1,
    change: change({ decisions: [forgo] }) as never,
  });
}

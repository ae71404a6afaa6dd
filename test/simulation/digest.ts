import { createHash } from "node:crypto";
import type { ScheduleRecord } from "./record.ts";

/** A figure of all that happened in a schedule: the same seed gives the same one, always. */
export function digestOf(record: ScheduleRecord): string {
  const { venue, journal, leaders } = record;
  const hash = createHash("sha256");
  const add = (...facts: readonly unknown[]): void => {
    hash.update(JSON.stringify(facts));
  };
  add(
    record.seed,
    record.clock,
    record.lives,
    record.commands,
    record.haltSwitch,
    record.faults,
    record.defects,
  );
  add(record.access, venue.sentSettings, venue.settings, venue.toldOfSettings);
  add(venue.stops, venue.stopsSent);
  add(venue.sent, venue.orders, venue.fills, [...venue.positions]);
  for (const { id, start, fills, end, told } of leaders) {
    add(id, start, fills, end);
    for (const { at, life, event } of told) add(at, life, event.kind, event.at);
  }
  for (const { at, life, report } of venue.told) add(at, life, report);
  for (const { at, life, change } of journal.changes) {
    add(at, life, change.intents, change.stops, change.decisions);
  }
  add(journal.rows);
  return hash.digest("hex");
}

/** One figure of many schedules, in the order of their seeds. */
export function digestOfAll(digests: readonly string[]): string {
  const hash = createHash("sha256");
  for (const digest of digests) hash.update(digest);
  return hash.digest("hex");
}

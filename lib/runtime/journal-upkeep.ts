import { compactJournal } from "../journal/compact.ts";
import type { JournalDatabase } from "../journal/database.ts";
import { verifyHistory } from "../journal/verify-history.ts";
import type { DamagedRow } from "../model/journal-change.ts";
import type { Clock } from "../model/request.ts";
import type { Log } from "./log.ts";

export interface JournalUpkeepPorts {
  readonly clock: Clock;
  readonly database: JournalDatabase;
  readonly log: Log;
  /** History that is damaged: its accounts must be stopped. */
  onDamage(rows: readonly DamagedRow[]): void;
}

/** Booting and catching up come first. */
const FIRST_MS = 60_000;
const AGAIN_MS = 24 * 3_600_000;

/**
 * What a journal needs from time to time, once in a worker's life and then each day: its history is read for
 * damage, and what is old is made small.
 */
export function lookAfterJournal(ports: JournalUpkeepPorts): void {
  const { clock, database, log } = ports;
  const round = async (): Promise<void> => {
    try {
      const damaged = await verifyHistory(database);
      if (damaged.length > 0) ports.onDamage(damaged);
      else await compactJournal(database, clock.now());
    } catch (error) {
      // The next commit meets the same failure and halts.
      log.warn("Pilotfish: the journal's history could not be looked after.", error);
    }
    clock.setTimeout(() => void round(), AGAIN_MS);
  };
  clock.setTimeout(() => void round(), FIRST_MS);
}

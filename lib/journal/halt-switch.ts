import { JournalError } from "../model/journal-change.ts";
import type { Millis } from "../model/identity.ts";
import type { JournalDatabase } from "./database.ts";
import { readFailure, writeFailure } from "./journal-failure.ts";
import { HALT, HaltSwitch } from "./tables.ts";

/**
 * Sets the halt (null lifts it), in a transaction of its own: it works from any context, and even when the
 * engine is deaf. Durable when this resolves; every commit behind it refuses orders. Rejects with a JournalError.
 */
export async function setHalt(database: JournalDatabase, since: Millis | null): Promise<void> {
  try {
    await database.transaction("rw", database.switches, async () => {
      if (since === null) await database.switches.delete(HALT);
      else await database.switches.put({ id: HALT, since });
    });
  } catch (error) {
    throw writeFailure(error);
  }
}

/** Since when everything is halted; null when it is not. Rejects with a JournalError, also on a row that says nothing. */
export async function readHalt(database: JournalDatabase): Promise<Millis | null> {
  try {
    const row = await database.switches.get(HALT);
    return row === undefined ? null : HaltSwitch.parse(row).since;
  } catch (error) {
    throw readFailure(error);
  }
}

/** Inside the transaction that commits an order: aborts it while the halt is set, and when that cannot be read. */
export async function refuseWhileHalted(database: JournalDatabase): Promise<void> {
  if ((await database.switches.get(HALT)) !== undefined) {
    throw new JournalError("halted", "Everything is halted: no order may be committed.");
  }
}

import { type Committed, type Journal, NOTHING_COMMITTED } from "../../lib/model/journal.ts";
import { type JournalChange, JournalError } from "../../lib/model/journal-change.ts";
import type { Dice } from "./dice.ts";
import type { FaultDesk } from "./fault-desk.ts";
import type { Life } from "./life.ts";
import { isEmpty } from "./memory-journal.ts";
import type { Stamped } from "./record.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface JournalSurroundings {
  readonly time: VirtualTime;
  /** What outlives the lives. */
  readonly store: Journal;
  readonly faults: FaultDesk;
  readonly dice: Dice;
  /** The newest life that has read the journal. */
  readonly readBy: { life: number };
  /** Every change that became durable. */
  readonly changes: Stamped<{ life: number; change: JournalChange }>[];
}

/**
 * One life's way to the journal: writing takes time, may fail, and may or may not have become durable when the
 * life ends meanwhile.
 */
export function journalLine(life: Life, around: JournalSurroundings): Journal {
  const { time, store, faults, dice, changes } = around;
  const refuseFaulty = (): void => {
    if (faults.during("journal-full", "commit")) throw new JournalError("full", "QuotaExceededError");
    if (faults.during("journal-unwritable", "commit")) throw new JournalError("unwritable", "AbortError");
  };
  return {
    load: () =>
      life.call({
        port: "journal.load",
        thereMs: dice.int(1, 40),
        backMs: 1,
        happen: () => {
          around.readBy.life = life.number;
          return store.load();
        },
      }),

    commit(change) {
      // IndexedDB is not asked where nothing is to be written.
      if (isEmpty(change)) return Promise.resolve(NOTHING_COMMITTED);
      return life.call({
        port: "journal.commit",
        thereMs: dice.int(0, 12),
        backMs: dice.int(0, 4),
        happen: async (): Promise<Committed> => {
          // Transactions are ordered: none of a life becomes durable behind the reading of the next one.
          if (!life.alive && (around.readBy.life > life.number || dice.chance(0.5))) return NOTHING_COMMITTED;
          refuseFaulty();
          const committed = await store.commit(change);
          changes.push({ at: time.now, life: life.number, change });
          return committed;
        },
      });
    },

    keepIdentity: (meta) =>
      life.call({
        port: "journal.keepIdentity",
        thereMs: dice.int(1, 12),
        backMs: 1,
        happen: () => {
          refuseFaulty();
          return store.keepIdentity(meta);
        },
      }),
  };
}

import type { AccountId, Millis } from "../model/identity.ts";
import { changeBetween, newLedger, type PaperLedger, readLedger } from "./paper-ledger.ts";
import type { PaperStore } from "./paper-store.ts";

/** The paper ledger could not be read, does not make sense, or could not be written. Nothing is traded on it. */
export class PaperLedgerError extends Error {
  override readonly name = "PaperLedgerError";
  readonly problem: "unreadable" | "unwritable";

  constructor(problem: "unreadable" | "unwritable", cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`The paper account's ledger is ${problem}: ${why}`.slice(0, 500), { cause });
    this.problem = problem;
  }
}

/** The ledger during one piece of exclusive work. */
export interface LedgerSession {
  /** As it is durable. */
  readonly ledger: PaperLedger;
  /** Writes the next ledger; only then it is `ledger`. Rejects with a PaperLedgerError. */
  commit(next: PaperLedger): Promise<void>;
}

export interface LedgerKeeper {
  /** Runs one piece of work at a time. Rejects with a PaperLedgerError when the ledger cannot be read. */
  run<T>(work: (session: LedgerSession) => Promise<T>): Promise<T>;
}

/** The next piece of work waits for the end of this one, good or bad; a failure is told to the one who asked for it. */
function ended(): void {}

/** Keeps the account's ledger in memory, one piece of work at a time, always equal to what is durable. */
export function createLedgerKeeper(
  accountId: AccountId,
  store: PaperStore,
  marketNow: () => Millis,
): LedgerKeeper {
  /** Null: not loaded, or a failed write left it open what is durable. */
  let durable: PaperLedger | null = null;
  let tail: Promise<void> = Promise.resolve();

  async function write(before: PaperLedger | null, next: PaperLedger): Promise<void> {
    durable = null;
    try {
      await store.apply(changeBetween(before, next));
    } catch (error) {
      throw new PaperLedgerError("unwritable", error);
    }
    durable = next;
  }

  async function load(): Promise<PaperLedger> {
    let stored: PaperLedger | null;
    try {
      stored = readLedger(await store.load(), accountId);
    } catch (error) {
      throw new PaperLedgerError("unreadable", error);
    }
    if (stored === null) {
      const created = newLedger(accountId, marketNow());
      await write(null, created);
      return created;
    }
    durable = stored;
    return stored;
  }

  async function exclusive<T>(work: (session: LedgerSession) => Promise<T>): Promise<T> {
    let current = durable ?? (await load());
    return work({
      get ledger() {
        return current;
      },
      async commit(next) {
        await write(current, next);
        current = next;
      },
    });
  }

  return {
    run(work) {
      const result = tail.then(() => exclusive(work));
      tail = result.then(ended, ended);
      return result;
    },
  };
}

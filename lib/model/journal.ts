import type { DecimalString } from "./decimal.ts";
import type { Millis } from "./identity.ts";
import type { JournalChange, JournalRows } from "./journal-change.ts";
import type { LeverageOrder } from "./leverage-setting.ts";
import type { CommittedIntent } from "./order.ts";
import type { EngineMeta } from "./state.ts";
import type { CommittedStop, StopCancel } from "./stop.ts";

/** What of a change may be sent now that it is durable; nothing else may. */
export interface Committed {
  readonly intents: readonly CommittedIntent[];
  readonly stops: readonly CommittedStop[];
  readonly cancels: readonly StopCancel[];
  readonly leverages: readonly LeverageOrder[];
}

export const NOTHING_COMMITTED: Committed = { intents: [], stops: [], cancels: [], leverages: [] };

/** Where all that the engine knows is kept. Every method rejects with a JournalError. */
export interface Journal {
  /** Everything the engine needs to go on, as of one moment. */
  load(): Promise<JournalRows>;
  /**
   * Writes a change in one transaction: all of it is durable when this resolves, or nothing when it rejects.
   * Only the orders, stops, cancels and settings of leverage that it answers may be sent.
   */
  commit(change: JournalChange): Promise<Committed>;
  /** Writes down who this installation is; called once, in a new journal. */
  keepIdentity(meta: EngineMeta): Promise<void>;
}

/** Notes for the views, beside what the engine knows: where one is lost, only a figure is. */
export interface SignsOfLife {
  /** The worker lives; the first of a local day also says what the paper account was worth. */
  writeSign(at: Millis, day: string): Promise<void>;
  /** What the paper account is worth after it was begun anew, USD. */
  writeDay(day: string, equity: DecimalString): Promise<void>;
}

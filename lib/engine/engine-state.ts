import type { Follow, FollowBook } from "../model/follow.ts";
import type { AccountId, ClientOrderId, FollowId, InstrumentId, LeaderId } from "../model/identity.ts";
import type { Instrument } from "../model/instrument.ts";
import type { DecimalString } from "../model/decimal.ts";
import type {
  AccountBook,
  DayStart,
  EngineMeta,
  IntentRow,
  Leader,
  LeaderBook,
  Problem,
} from "../model/state.ts";

/** Key of a row that belongs to two things: `pairKey(followId, instrument)`. */
export function pairKey(first: FollowId | LeaderId | AccountId, second: InstrumentId): string {
  return `${first}|${second}`;
}

export interface Mark {
  readonly price: DecimalString;
  readonly at: number;
}

/**
 * All that the engine knows. Never changed in place. `marks` and `instruments` are fetched anew by each
 * worker life; all else is the journal's.
 */
export interface EngineState {
  readonly meta: EngineMeta;
  readonly leaders: ReadonlyMap<LeaderId, Leader>;
  readonly leaderBooks: ReadonlyMap<string, LeaderBook>;
  readonly follows: ReadonlyMap<FollowId, Follow>;
  readonly books: ReadonlyMap<string, FollowBook>;
  readonly accountBooks: ReadonlyMap<string, AccountBook>;
  /** Orders that are not final: committed or unknown. */
  readonly openIntents: ReadonlyMap<ClientOrderId, IntentRow>;
  readonly dayStarts: ReadonlyMap<FollowId, DayStart>;
  readonly problems: ReadonlyMap<string, Problem>;
  readonly instruments: ReadonlyMap<InstrumentId, Instrument>;
  readonly marks: ReadonlyMap<InstrumentId, Mark>;
  /** Our clock when this worker life began. */
  readonly bootedAt: number;
}

export function emptyState(meta: EngineMeta): EngineState {
  return {
    meta,
    leaders: new Map(),
    leaderBooks: new Map(),
    follows: new Map(),
    books: new Map(),
    accountBooks: new Map(),
    openIntents: new Map(),
    dayStarts: new Map(),
    problems: new Map(),
    instruments: new Map(),
    marks: new Map(),
    bootedAt: 0,
  };
}

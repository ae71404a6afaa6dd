import type { Account } from "../model/account.ts";
import type { Follow, FollowBook } from "../model/follow.ts";
import type { Guard } from "../model/guard.ts";
import type { AccountId, ClientOrderId, FollowId, InstrumentId, LeaderId } from "../model/identity.ts";
import type { Instrument } from "../model/instrument.ts";
import type { DecimalString } from "../model/decimal.ts";
import type { Side } from "../model/leader.ts";
import type {
  AccountBook,
  DayStart,
  EngineMeta,
  IntentRow,
  Leader,
  LeaderBook,
  Problem,
} from "../model/state.ts";
import type { RefusalReason } from "../model/refusal-reason.ts";
import type { StopRow } from "../model/stop.ts";
import type { LifeAge } from "./life-age.ts";

/** Key of a row that belongs to two things: `pairKey(followId, instrument)`. */
export function pairKey(first: FollowId | LeaderId | AccountId, second: InstrumentId): string {
  return `${first}|${second}`;
}

/** When an open order was first known in this life: by the life's age in ms, and in its how manieth tick. */
export interface OpenSince {
  readonly ms: number;
  readonly tick: number;
}

export interface Mark {
  readonly price: DecimalString;
  /** Our clock when it was asked for, and the age of this life then. */
  readonly at: number;
  readonly lifeMs: number;
  /** True when it is only what a leader traded at, while the venue told no mark. */
  readonly traded?: true;
}

/** A position at the venue that is not what the journal explains. */
export interface Doubt {
  /** Our clock at the first reading that showed it. */
  readonly since: number;
  /** Signed coins that the venue has beyond what is explained. */
  readonly difference: DecimalString;
}

/** An order that became final, and how many coins it filled. */
export interface EndedOrder {
  readonly accountId: AccountId;
  readonly filled: DecimalString;
}

/** The last thing that a venue was asked, or told to set, about an instrument's leverage. */
export interface LeverageAsk {
  /** The age of this life then, ms. */
  readonly lifeMs: number;
  readonly answered: boolean;
}

export interface AccountReading {
  /** Our clock when the reading under way was asked for; null when none is. */
  readonly askedAt: number | null;
  /** Instruments in which something happened here since then: the answer may be older or newer than that. */
  readonly touched: ReadonlySet<InstrumentId>;
  /** The same of their protective stops. */
  readonly stopsTouched: ReadonlySet<InstrumentId>;
  /** True when an earlier question was not answered: its answer may come after all. */
  readonly askedAgain: boolean;
  /** True when the answer under way is of a time that is over: it is dropped. */
  readonly stale: boolean;
  /** The next reading is asked for at this moment. */
  readonly nextAt: number;
  readonly doubts: ReadonlyMap<InstrumentId, Doubt>;
  /** Instruments in which the last answer showed an order of the user's own that may open a position. */
  readonly ownOrders: ReadonlySet<InstrumentId>;
}

/** What this life knows of protecting one instrument of an account. Its times are ages of the life, ms. */
export interface StopWatch {
  /** Since when what is held has had no stop that rests; null while one does, or none is wanted. */
  readonly bareSinceMs: number | null;
  /** No change is made before this. */
  readonly notBeforeMs: number;
  /** Changes that the venue refused one after the other, why it refused the last one, and its words. */
  readonly refusals: number;
  readonly reason: RefusalReason | null;
  readonly words: string | null;
  /** Why there is no place for a stop: no price is known to put it at, or the user set none. Null where there is one. */
  readonly placeless: "no-price" | "none-set" | null;
  /** A stop that fired, and how many of its coins no fill has told of yet: until a reading has, they may be sold. */
  readonly fired: { readonly side: Side; readonly left: DecimalString } | null;
  /** When the account was last asked for on the stop's account; null when never. */
  readonly askedAtMs: number | null;
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
  readonly accounts: ReadonlyMap<AccountId, Account>;
  readonly accountBooks: ReadonlyMap<string, AccountBook>;
  readonly guards: ReadonlyMap<string, Guard>;
  /** Orders that are not final: committed or unknown. */
  readonly openIntents: ReadonlyMap<ClientOrderId, IntentRow>;
  /** Protective stops that are not final: also those that rest. */
  readonly stops: ReadonlyMap<ClientOrderId, StopRow>;
  readonly dayStarts: ReadonlyMap<FollowId, DayStart>;
  readonly problems: ReadonlyMap<string, Problem>;
  readonly instruments: ReadonlyMap<InstrumentId, Instrument>;
  readonly marks: ReadonlyMap<InstrumentId, Mark>;
  /** Our clock when this worker life began. */
  readonly bootedAt: number;
  /** Our clock at the last tick; 0 before the first of this life. Never journaled. */
  readonly lastTickAt: number;
  /** How long what is held has had no price while the machine was awake and online, ms. Never journaled. */
  readonly withoutPrice: ReadonlyMap<InstrumentId, number>;
  /** Guards that are ahead of their row in the journal, and since when. */
  readonly unstoredGuards: ReadonlyMap<string, number>;
  /** How long this life has lasted, and when in it each open order was first known. Never journaled. */
  readonly age: LifeAge;
  readonly openSince: ReadonlyMap<ClientOrderId, OpenSince>;
  /** Ticks of this life. They come from a timer, so that no clock that is set makes more or fewer of them. */
  readonly ticks: number;
  /** The tick in which the reading was asked for that first did not find an order. Never journaled. */
  readonly notFoundTick: ReadonlyMap<ClientOrderId, number>;
  /** Accounts that a damaged row of the journal stops: nothing of theirs is known, so nothing is done about them. */
  readonly damaged: ReadonlySet<AccountId>;
  /** What this life knows of protecting what each account holds, by account and instrument. Never journaled. */
  readonly stopWatches: ReadonlyMap<string, StopWatch>;
  /** What this life knows of reading its accounts. Never journaled. */
  readonly readings: ReadonlyMap<AccountId, AccountReading>;
  /** What this life asked about leverage; key: account and instrument. Never journaled. */
  readonly leverageAsks: ReadonlyMap<string, LeverageAsk>;
  /** The newest orders that became final in this life. Never journaled. */
  readonly ended: ReadonlyMap<ClientOrderId, EndedOrder>;
}

export function emptyState(meta: EngineMeta): EngineState {
  return {
    meta,
    leaders: new Map(),
    leaderBooks: new Map(),
    follows: new Map(),
    books: new Map(),
    accounts: new Map(),
    accountBooks: new Map(),
    guards: new Map(),
    openIntents: new Map(),
    stops: new Map(),
    dayStarts: new Map(),
    problems: new Map(),
    instruments: new Map(),
    marks: new Map(),
    bootedAt: 0,
    lastTickAt: 0,
    withoutPrice: new Map(),
    unstoredGuards: new Map(),
    age: { lastAt: 0, ms: 0 },
    openSince: new Map(),
    ticks: 0,
    notFoundTick: new Map(),
    damaged: new Set(),
    stopWatches: new Map(),
    readings: new Map(),
    leverageAsks: new Map(),
    ended: new Map(),
  };
}

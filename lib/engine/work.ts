import type { Account } from "../model/account.ts";
import type { Decision, Follow, FollowBook } from "../model/follow.ts";
import type { Guard } from "../model/guard.ts";
import type { AccountId, ClientOrderId, FollowId, InstrumentId, LeaderId } from "../model/identity.ts";
import type {
  AccountBook,
  DayStart,
  EngineMeta,
  FillRow,
  IntentRow,
  Leader,
  LeaderBook,
  Problem,
} from "../model/state.ts";
import type { Instrument } from "../model/instrument.ts";
import type { StopRow } from "../model/stop.ts";
import type { Effect } from "./engine-event.ts";
import type {
  AccountReading,
  EndedOrder,
  EngineState,
  LeverageAsk,
  Mark,
  OpenSince,
  StopWatch,
} from "./engine-state.ts";
import { pairKey } from "./engine-state.ts";
import { type LifeAge, isAhead, olderBy } from "./life-age.ts";

/** Most maps are not written in a step. */
const NONE: ReadonlySet<never> = new Set();

/** A map that copies itself at the first write and remembers which keys were written or removed. */
export class Overlay<K, V> {
  /** The base until the first write, then the copy. */
  #view: ReadonlyMap<K, V>;
  #copy: Map<K, V> | null = null;
  #written: Set<K> | null = null;

  constructor(base: ReadonlyMap<K, V>) {
    this.#view = base;
  }

  get view(): ReadonlyMap<K, V> {
    return this.#view;
  }

  get written(): ReadonlySet<K> {
    return this.#written ?? NONE;
  }

  get(key: K): V | undefined {
    return this.#view.get(key);
  }

  put(key: K, value: V): void {
    this.keep(key, value);
    this.write(key);
  }

  /** Marks a key as written. */
  write(key: K): void {
    this.#written ??= new Set();
    this.#written.add(key);
  }

  /** Sets a value without marking it as written: it is not journaled yet. */
  keep(key: K, value: V): void {
    this.#own().set(key, value);
  }

  remove(key: K): void {
    if (!this.#view.has(key)) return;
    this.#own().delete(key);
    this.write(key);
  }

  #own(): Map<K, V> {
    if (this.#copy === null) {
      this.#copy = new Map(this.#view);
      this.#view = this.#copy;
    }
    return this.#copy;
  }
}

/** A decision before its number and its outcome in orders are known. */
export type DecisionDraft = Omit<Decision, "id" | "target" | "held">;

/** One step in progress: the state it started from, what it has changed, and what is to be done. */
export class Work {
  readonly at: number;
  meta: EngineMeta;
  readonly leaders: Overlay<LeaderId, Leader>;
  readonly leaderBooks: Overlay<string, LeaderBook>;
  readonly follows: Overlay<FollowId, Follow>;
  readonly books: Overlay<string, FollowBook>;
  readonly accounts: Overlay<AccountId, Account>;
  readonly accountBooks: Overlay<string, AccountBook>;
  readonly guards: Overlay<string, Guard>;
  readonly intents: Overlay<ClientOrderId, IntentRow>;
  readonly stops: Overlay<ClientOrderId, StopRow>;
  readonly dayStarts: Overlay<FollowId, DayStart>;
  readonly problems: Overlay<string, Problem>;
  instruments: ReadonlyMap<InstrumentId, Instrument>;
  marks: ReadonlyMap<InstrumentId, Mark>;
  bootedAt: number;
  lastTickAt: number;
  withoutPrice: ReadonlyMap<InstrumentId, number>;
  unstoredGuards: ReadonlyMap<string, number>;
  age: LifeAge;
  openSince: ReadonlyMap<ClientOrderId, OpenSince>;
  ticks: number;
  notFoundTick: ReadonlyMap<ClientOrderId, number>;
  readonly damaged: ReadonlySet<AccountId>;
  stopWatches: ReadonlyMap<string, StopWatch>;
  readings: ReadonlyMap<AccountId, AccountReading>;
  leverageAsks: ReadonlyMap<string, LeverageAsk>;
  ended: ReadonlyMap<ClientOrderId, EndedOrder>;
  /** Final intents of this step; they leave the state but not the journal. */
  readonly settled: IntentRow[] = [];
  readonly settledStops: StopRow[] = [];
  readonly fills: FillRow[] = [];
  readonly effects: Effect[] = [];
  readonly decisions: DecisionDraft[] = [];
  /** True when a venue answered in this step what we had told it to set. */
  leverageAnswered = false;
  readonly #metaBefore: EngineMeta;

  constructor(state: EngineState, at: number) {
    this.at = at;
    this.meta = state.meta;
    this.#metaBefore = state.meta;
    this.leaders = new Overlay(state.leaders);
    this.leaderBooks = new Overlay(state.leaderBooks);
    this.follows = new Overlay(state.follows);
    this.books = new Overlay(state.books);
    this.accounts = new Overlay(state.accounts);
    this.accountBooks = new Overlay(state.accountBooks);
    this.guards = new Overlay(state.guards);
    this.intents = new Overlay(state.openIntents);
    this.stops = new Overlay(state.stops);
    this.dayStarts = new Overlay(state.dayStarts);
    this.problems = new Overlay(state.problems);
    this.instruments = state.instruments;
    // Where the clock was set back the machine may have slept as well: how old they are nobody knows.
    this.marks = isAhead(state.age.lastAt, at) ? new Map() : state.marks;
    this.bootedAt = state.bootedAt;
    this.lastTickAt = state.lastTickAt;
    this.withoutPrice = state.withoutPrice;
    this.unstoredGuards = state.unstoredGuards;
    this.age = olderBy(state.age, at);
    this.openSince = state.openSince;
    this.ticks = state.ticks;
    this.notFoundTick = state.notFoundTick;
    this.damaged = state.damaged;
    this.stopWatches = state.stopWatches;
    this.readings = state.readings;
    this.leverageAsks = state.leverageAsks;
    this.ended = state.ended;
  }

  get metaChanged(): boolean {
    return this.meta !== this.#metaBefore;
  }

  /** All books of one follow. */
  booksOf(followId: FollowId): FollowBook[] {
    return [...this.books.view.values()].filter((book) => book.followId === followId);
  }

  book(followId: FollowId, instrument: InstrumentId): FollowBook | undefined {
    return this.books.get(pairKey(followId, instrument));
  }

  putBook(book: FollowBook): void {
    this.books.put(pairKey(book.followId, book.instrument), book);
  }

  state(): EngineState {
    return {
      meta: this.meta,
      leaders: this.leaders.view,
      leaderBooks: this.leaderBooks.view,
      follows: this.follows.view,
      books: this.books.view,
      accounts: this.accounts.view,
      accountBooks: this.accountBooks.view,
      guards: this.guards.view,
      openIntents: this.intents.view,
      stops: this.stops.view,
      dayStarts: this.dayStarts.view,
      problems: this.problems.view,
      instruments: this.instruments,
      marks: this.marks,
      bootedAt: this.bootedAt,
      lastTickAt: this.lastTickAt,
      withoutPrice: this.withoutPrice,
      unstoredGuards: this.unstoredGuards,
      age: this.age,
      openSince: this.openSince,
      ticks: this.ticks,
      notFoundTick: this.notFoundTick,
      damaged: this.damaged,
      stopWatches: this.stopWatches,
      readings: this.readings,
      leverageAsks: this.leverageAsks,
      ended: this.ended,
    };
  }
}

import type { Effect, EngineEvent } from "../engine/engine-event.ts";
import type { EngineState } from "../engine/engine-state.ts";
import { commitChange } from "../journal/commit.ts";
import type { JournalDatabase } from "../journal/database.ts";
import { loadJournal } from "../journal/load.ts";
import { localDay } from "../journal/read/journal-view.ts";
import { writeDay, writeSign } from "../journal/signs.ts";
import { paperTables } from "../journal/paper-tables.ts";
import { createHyperliquidAddressSource } from "../leaders/hyperliquid-address.ts";
import type { WebSocketLike } from "../leaders/web-socket-like.ts";
import { PAPER_BALANCE } from "../model/follow.ts";
import { type LeaderId, PAPER_ACCOUNT } from "../model/identity.ts";
import { JournalError, type JournalRows } from "../model/journal-change.ts";
import type { LeaderReading, LeaderSource } from "../model/leader.ts";
import type { CommittedIntent } from "../model/order.ts";
import type { AskInfo, Clock } from "../model/request.ts";
import type { EngineMeta } from "../model/state.ts";
import { createHyperliquidMarketData } from "../venues/hyperliquid-market-data.ts";
import { PAPER_SETTINGS, type PaperVenue, createPaperVenue } from "../venues/paper-venue.ts";
import { type CommandMessage, type CommandOrRefusal, commandOf } from "./command-of.ts";
import { Executor } from "./executor.ts";
import { createGuestAsk } from "./guest-ask.ts";
import { Mailbox } from "./mailbox.ts";
import { Prices } from "./prices.ts";
import { WatchedLeaders } from "./watched-leaders.ts";
import { restoreState } from "./restore-state.ts";

export interface ShellPorts {
  readonly clock: Clock;
  readonly database: JournalDatabase;
  readonly ask: AskInfo;
  openSocket(url: string): WebSocketLike;
  isOnline(): boolean;
  random(): number;
  /** 32 random hex digits. */
  newInstallationId(): string;
  newFollowId(): string;
  /** The state or the halt changed: views outside of the journal are to be told. */
  changed(): void;
}

const TICK_MS = 1_000;
const VENUE_TICK_MS = 30_000;
const SIGN_MS = 20_000;

/** The running Pilotfish of this context: engine, journal, leaders, venue and their clocks. */
export class Shell {
  readonly #ports: ShellPorts;
  readonly #mailbox: Mailbox;
  readonly #source: LeaderSource;
  readonly #venue: PaperVenue;
  readonly #executor: Executor;
  readonly #prices: Prices;
  readonly #watched: WatchedLeaders;
  #resetting = false;

  /** Reads the journal and begins a new life. A journal that cannot be read leaves a shell that is halted. */
  static async boot(ports: ShellPorts): Promise<Shell> {
    let rows: JournalRows | null = null;
    let failure: JournalError | null = null;
    try {
      rows = await loadJournal(ports.database);
    } catch (error) {
      failure = error instanceof JournalError ? error : new JournalError("unreadable", String(error));
    }
    const now = ports.clock.now();
    const meta: EngineMeta = rows?.meta ?? {
      installationId: ports.newInstallationId(),
      pausedSince: null,
      decisionSequence: 0,
      paperSince: now,
      paperResetPending: false,
    };
    const shell = new Shell(ports, restoreState(rows, meta));
    if (failure !== null) {
      shell.#mailbox.halt(failure);
      return shell;
    }
    if (rows?.meta === null) await shell.#keepIdentity(meta);
    shell.#begin();
    return shell;
  }

  private constructor(ports: ShellPorts, state: EngineState) {
    this.#ports = ports;
    const { clock, ask } = ports;
    const marketData = createHyperliquidMarketData({ ask });
    this.#mailbox = new Mailbox(state, {
      clock,
      commit: (change) => commitChange(ports.database, change),
      act: (intents, effects, events) => this.#act(intents, effects, events),
      changed: () => this.#changed(),
      failed: (event, error) => this.#failed(event, error),
    });
    this.#venue = createPaperVenue({
      accountId: PAPER_ACCOUNT,
      marketData,
      store: paperTables(ports.database),
      clock,
      settings: PAPER_SETTINGS,
      clockOffsetMs: () => this.#clockOffset(),
    });
    this.#executor = new Executor({ clock, venueOf: () => this.#venue, post: (event) => this.post(event) });
    this.#source = createHyperliquidAddressSource({
      emit: (event) => this.post(event),
      ask,
      askForCards: createGuestAsk(ask, clock),
      openSocket: (url) => ports.openSocket(url),
      clock,
      random: () => ports.random(),
      isOnline: () => ports.isOnline(),
    });
    this.#watched = new WatchedLeaders(this.#source);
    this.#prices = new Prices({
      clock,
      marketData,
      needed: () => this.isActive,
      onMarks: (marks) => {
        this.post({ kind: "marks", at: clock.now(), marks });
        this.#venueWork(this.#venue.onMarks(marks));
      },
      onInstruments: (instruments) => this.post({ kind: "instruments", at: clock.now(), instruments }),
      onInstrumentsProblem: (detail) => this.post({ kind: "instruments-problem", at: clock.now(), detail }),
    });
  }

  get state(): EngineState {
    return this.#mailbox.state;
  }

  get halted(): JournalError | null {
    return this.#mailbox.halted;
  }

  /** True while the worker must stay awake: a follow runs, a position is open or an order is not final. */
  get isActive(): boolean {
    const { follows, books, openIntents } = this.state;
    return (
      [...follows.values()].some((follow) => follow.status !== "stopped") ||
      [...books.values()].some((book) => book.held !== "0") ||
      openIntents.size > 0
    );
  }

  post(event: EngineEvent): void {
    this.#mailbox.post(event);
  }

  /** Carries a user's message out, or says why not. The command is taken in order with everything else. */
  command(message: CommandMessage): CommandOrRefusal {
    if (this.halted !== null) return { refusal: "halted" };
    const at = this.#ports.clock.now();
    const result = commandOf(message, this.state, at, () => this.#ports.newFollowId());
    if ("command" in result) this.post({ kind: "command", at, command: result.command });
    return result;
  }

  /** Takes a snapshot of every leader at once; a lost connection is opened again by it. */
  tryNow(): void {
    this.#watched.refreshAll();
    this.#prices.hurry();
  }

  read(leaderId: LeaderId): Promise<LeaderReading> {
    return this.#source.read(leaderId);
  }

  async #keepIdentity(meta: EngineMeta): Promise<void> {
    try {
      await this.#ports.database.meta.put(meta, "engine");
    } catch (error) {
      this.#mailbox.halt(
        new JournalError("unwritable", error instanceof Error ? error.message : String(error)),
      );
    }
  }

  #begin(): void {
    if (this.halted !== null) return;
    const { clock } = this.#ports;
    this.#venue.onReport((report) => this.post(report));
    this.post({ kind: "boot", at: clock.now() });
    this.#venueWork(this.#venue.start());
    this.#prices.start();
    this.#every(TICK_MS, () => this.post({ kind: "tick", at: clock.now(), day: this.#day() }));
    this.#every(VENUE_TICK_MS, () => this.#venueWork(this.#venue.tick()));
    this.#every(SIGN_MS, () => this.#sign());
    this.#sign();
  }

  #every(ms: number, action: () => void): void {
    const { clock } = this.#ports;
    const again = (): void => {
      if (this.isActive || ms === SIGN_MS) action();
      clock.setTimeout(again, ms);
    };
    clock.setTimeout(again, ms);
  }

  #act(
    intents: readonly CommittedIntent[],
    effects: readonly Effect[],
    events: readonly EngineEvent[],
  ): void {
    for (const intent of intents) this.#executor.submit(intent);
    for (const effect of effects) this.#perform(effect);
    for (const event of events) {
      if (event.kind === "funding" || event.kind === "foreign-fills") {
        this.#venueWork(this.#venue.acknowledge(event));
      }
    }
  }

  #perform(effect: Effect): void {
    switch (effect.kind) {
      case "submit":
        // Only what the journal's commit hands back is sent.
        return;
      case "lookup":
        return this.#executor.lookup(effect.intent);
      case "refresh-leader": {
        const { leaderId, cause } = effect;
        if (effect.afterMs === 0) return this.#source.refresh(leaderId, cause);
        this.#ports.clock.setTimeout(() => this.#source.refresh(leaderId, cause), effect.afterMs);
        return;
      }
      case "reset-venue":
        return this.#venueWork(this.#resetVenue());
    }
  }

  /** One at a time; what fails is asked for again by the engine's next ticks. */
  async #resetVenue(): Promise<void> {
    if (this.#resetting) return;
    this.#resetting = true;
    try {
      await this.#venue.reset(PAPER_BALANCE);
      this.post({ kind: "venue-reset", at: this.#ports.clock.now() });
      await writeDay(this.#ports.database, this.#day(), PAPER_BALANCE, true);
    } finally {
      this.#resetting = false;
    }
  }

  #changed(): void {
    if (this.#watched.follow(this.state)) this.#prices.hurry();
    this.#ports.changed();
  }

  /** A defect. Of a leader it costs one message; of anything else it stops all, because money may hang on it. */
  #failed(event: EngineEvent, error: unknown): void {
    console.error(`Pilotfish could not take a ${event.kind}.`, error);
    if (event.kind === "leader-fills" || event.kind === "leader-snapshot" || event.kind === "leader-feed")
      return;
    const text = error instanceof Error ? error.message : String(error);
    this.#mailbox.halt(new JournalError("unreadable", `Internal error on ${event.kind}: ${text}`));
  }

  #venueWork(work: Promise<void>): void {
    void this.#watchOver(work);
  }

  async #watchOver(work: Promise<void>): Promise<void> {
    const tell = (detail: string | null): void =>
      this.post({ kind: "venue-problem", at: this.#ports.clock.now(), detail });
    try {
      await work;
      if (this.state.problems.has("paper-unavailable")) tell(null);
    } catch (error) {
      console.error("Pilotfish: the paper account could not be kept.", error);
      tell(error instanceof Error ? error.message : String(error));
    }
  }

  #clockOffset(): number | null {
    // Of those read in this life the newest: the clock may have been set since the last one.
    const read = [...this.state.leaders.values()].filter((leader) => leader.synced);
    const newest = read.toSorted((a, b) => (b.equityAt ?? 0) - (a.equityAt ?? 0))[0];
    return newest?.clockOffsetMs ?? null;
  }

  #day(): string {
    return localDay(this.#ports.clock.now());
  }

  #sign(): void {
    const { clock, database } = this.#ports;
    writeSign(database, clock.now(), this.#day()).catch((error: unknown) => {
      // The mailbox's next commit meets the same failure and halts; here it costs only a sign of life.
      console.warn("Pilotfish: no sign of life could be written.", error);
    });
  }
}

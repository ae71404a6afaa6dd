import type { EngineEvent } from "../engine/engine-event.ts";
import type { EngineState } from "../engine/engine-state.ts";
import type { LeaderId } from "../model/identity.ts";
import { JournalError, type JournalRows } from "../model/journal-change.ts";
import type { LeaderReading, LeaderSource } from "../model/leader.ts";
import type { MarketData } from "../model/market-data.ts";
import type { EngineMeta } from "../model/state.ts";
import { AccountVenues } from "./account-venues.ts";
import { type CommandMessage, type CommandOrRefusal, commandOf } from "./command-of.ts";
import { EffectDesk } from "./effect-desk.ts";
import { firstMeta } from "./first-meta.ts";
import { isActive } from "./is-active.ts";
import { type LifeClock, createLifeClock } from "./life-clock.ts";
import { Mailbox } from "./mailbox.ts";
import { Prices } from "./prices.ts";
import { restoreState } from "./restore-state.ts";
import type { ShellPorts } from "./shell-ports.ts";
import { WatchedLeaders } from "./watched-leaders.ts";

const TICK_MS = 1_000;
const VENUE_TICK_MS = 30_000;
const SIGN_MS = 20_000;
const KEYS_MS = 5_000;
/**
 * A new life knows of no key whether it can sign, and what a leader did before it knows would be forgone as if the vault
 * were locked. Leaders are watched from then on; after this long whatever is known of the keys.
 */
const KEYS_FIRST_MS = 2_000;
/** These go on while nothing runs: a sign of life, and a key that nobody audited must not come up ready. */
const ALWAYS: ReadonlySet<number> = new Set([SIGN_MS, KEYS_MS]);

/** One life of the running Pilotfish: engine, journal, leaders, venues and their clocks. */
export class Shell {
  readonly #ports: ShellPorts;
  readonly #clock: LifeClock;
  readonly #mailbox: Mailbox;
  readonly #source: LeaderSource;
  readonly #venues: AccountVenues;
  readonly #effects: EffectDesk;
  readonly #prices: Prices;
  readonly #watched: WatchedLeaders;
  #waitsForKeys = true;

  /** Reads the journal and begins a new life. A journal that cannot be read leaves a shell that is halted. */
  static async boot(ports: ShellPorts): Promise<Shell> {
    let rows: JournalRows | null = null;
    let failure: JournalError | null = null;
    try {
      rows = await ports.journal.load();
    } catch (error) {
      failure = error instanceof JournalError ? error : new JournalError("unreadable", String(error));
    }
    const meta = rows?.meta ?? firstMeta(ports.newInstallationId(), ports.clock.now());
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
    const { journal, marketData, log } = ports;
    const clock = createLifeClock(ports.clock);
    const post = (event: EngineEvent): void => this.post(event);
    this.#clock = clock;
    this.#mailbox = new Mailbox(state, {
      clock,
      log,
      step: (before, event) => ports.step(before, event),
      commit: (change) => journal.commit(change),
      act: (committed, effects, events) => {
        this.#effects.act(committed, effects, this.state.ticks);
        this.#venues.acknowledge(events);
      },
      changed: () => this.#changed(),
      failed: (event, error) => this.#failed(event, error),
    });
    this.#venues = new AccountVenues({
      clock,
      log,
      post,
      signs: ports.signs,
      marketData,
      makePaperVenue: (context) => ports.makeVenue(context),
      real: ports.realAccounts,
      state: () => this.state,
      localDay: (at) => ports.localDay(at),
    });
    this.#source = ports.makeSource(post, clock);
    this.#effects = new EffectDesk({ clock, venues: this.#venues, source: this.#source, post });
    this.#watched = new WatchedLeaders(this.#source);
    this.#prices = new Prices({
      clock,
      marketData,
      log,
      needed: () => this.isActive,
      onMarks: (marks, askedAt) => {
        this.post({ kind: "marks", at: clock.now(), askedAt, marks });
        this.#venues.onMarks(marks);
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

  /** True while the worker must stay awake. */
  get isActive(): boolean {
    return isActive(this.state);
  }

  post(event: EngineEvent): void {
    this.#mailbox.post(event);
  }

  /** Carries a user's message out, or says why not. The command is taken in order with everything else. */
  command(message: CommandMessage): CommandOrRefusal {
    if (this.halted !== null) return { refusal: "halted" };
    const at = this.#clock.now();
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

  /** Prices of the venue that all accounts are at. */
  get marketData(): MarketData {
    return this.#ports.marketData;
  }

  /** The accounts' venues and keys. */
  get venues(): AccountVenues {
    return this.#venues;
  }

  /** Ends this life: nothing is taken, adopted or sent any more. A commit under way may still become durable. */
  stop(): void {
    this.#mailbox.end();
    this.#clock.end();
    this.#prices.stop();
    this.#source.close();
    this.#venues.close();
  }

  async #keepIdentity(meta: EngineMeta): Promise<void> {
    try {
      await this.#ports.journal.keepIdentity(meta);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#mailbox.halt(error instanceof JournalError ? error : new JournalError("unwritable", text));
    }
  }

  #begin(): void {
    if (this.halted !== null) return;
    const clock = this.#clock;
    this.post({ kind: "boot", at: clock.now() });
    this.#venues.start();
    this.#prices.start();
    clock.setTimeout(() => {
      this.#waitsForKeys = false;
      this.#watchLeaders();
    }, KEYS_FIRST_MS);
    this.#every(TICK_MS, () => {
      this.post({ kind: "tick", at: clock.now(), day: this.#day(), online: this.#ports.isOnline() });
    });
    this.#every(VENUE_TICK_MS, () => this.#venues.tick());
    if (this.#ports.realAccounts !== null) this.#every(KEYS_MS, () => this.#venues.watchKeys());
    this.#every(SIGN_MS, () => this.#sign());
    this.#sign();
  }

  #every(ms: number, action: () => void): void {
    const again = (): void => {
      if (this.isActive || ALWAYS.has(ms)) action();
      this.#clock.setTimeout(again, ms);
    };
    this.#clock.setTimeout(again, ms);
  }

  #changed(): void {
    this.#venues.changed();
    this.#watchLeaders();
    this.#ports.changed();
  }

  #watchLeaders(): void {
    if (this.#venues.knowKeys) this.#waitsForKeys = false;
    if (!this.#waitsForKeys && this.#watched.follow(this.state)) this.#prices.hurry();
  }

  /** A defect. Of a leader it costs one message; of anything else it stops all, because money may hang on it. */
  #failed(event: EngineEvent, error: unknown): void {
    this.#ports.log.error(`Pilotfish could not take a ${event.kind}.`, error);
    if (event.kind === "leader-fills" || event.kind === "leader-snapshot" || event.kind === "leader-feed")
      return;
    const text = error instanceof Error ? error.message : String(error);
    this.#mailbox.halt(new JournalError("unreadable", `Internal error on ${event.kind}: ${text}`));
  }

  #day(): string {
    return this.#ports.localDay(this.#clock.now());
  }

  #sign(): void {
    this.#ports.signs.writeSign(this.#clock.now(), this.#day()).catch((error: unknown) => {
      // The mailbox's next commit meets the same failure and halts; here it costs only a sign of life.
      this.#ports.log.warn("Pilotfish: no sign of life could be written.", error);
    });
  }
}

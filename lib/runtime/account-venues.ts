import type { EngineEvent } from "../engine/engine-event.ts";
import type { EngineState } from "../engine/engine-state.ts";
import type { Account } from "../model/account.ts";
import type { AuditResult } from "../model/audit-result.ts";
import { type AccountId, PAPER_ACCOUNT } from "../model/identity.ts";
import type { SignsOfLife } from "../model/journal.ts";
import type { LeverageDesk } from "../model/leverage-setting.ts";
import type { MarketData, Marks } from "../model/market-data.ts";
import type { Venue } from "../model/order.ts";
import type { Clock } from "../model/request.ts";
import type { Secret } from "../model/secret.ts";
import type { StopDesk } from "../model/stop.ts";
import type { PastedConnection } from "../venues/key-audit/read-connection.ts";
import { isAccountInUse } from "./account-in-use.ts";
import { leverageDeskOf } from "./leverage-executor.ts";
import type { Log } from "./log.ts";
import { RealAccountDesk } from "./real-account-desk.ts";
import type { RealAccountPorts, RealVenue } from "./real-account-ports.ts";
import { SessionPasses } from "./session-passes.ts";
import { stopDeskOf } from "./stop-executor.ts";
import { StopMemory } from "./stop-memory.ts";
import { type VenueContext, venueContextOf } from "./venue-context-of.ts";
import { VenueUpkeep } from "./venue-upkeep.ts";

export interface AccountVenuesPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly signs: SignsOfLife;
  readonly marketData: MarketData;
  readonly makePaperVenue: (context: VenueContext) => Venue;
  /** Null where there is only paper. */
  readonly real: RealAccountPorts | null;
  readonly state: () => EngineState;
  readonly post: (event: EngineEvent) => void;
  readonly localDay: (at: number) => string;
}

interface RealPlace {
  readonly venue: RealVenue;
  readonly upkeep: VenueUpkeep;
}

/**
 * The venue of each account: of paper always, of a real account from the moment its key can be read until it is locked,
 * changed or removed. A venue that fails troubles its own account alone.
 */
export class AccountVenues {
  readonly #ports: AccountVenuesPorts;
  readonly #paperVenue: Venue;
  readonly #paper: VenueUpkeep;
  readonly #stops = new StopMemory();
  readonly #passes: SessionPasses | null;
  readonly #desks = new Map<AccountId, RealAccountDesk>();
  readonly #places = new Map<AccountId, RealPlace>();
  /** From when accounts without a venue were to be read: done as soon as there is one. */
  readonly #wishes = new Map<AccountId, number>();
  #accounts: EngineState["accounts"] | null = null;
  #begun = false;
  #stopListening: (() => void) | null = null;

  constructor(ports: AccountVenuesPorts) {
    this.#ports = ports;
    this.#paperVenue = ports.makePaperVenue(this.#contextOf(PAPER_ACCOUNT));
    this.#paper = this.#upkeepOf(PAPER_ACCOUNT, this.#paperVenue);
    this.#passes = ports.real === null ? null : new SessionPasses(ports.real.session);
  }

  start(): void {
    this.#begun = true;
    this.#paper.start();
    const lookAll = (): void => {
      for (const desk of this.#desks.values()) desk.look();
    };
    this.#stopListening = this.#ports.real?.keys.onChange(lookAll) ?? null;
    this.changed();
  }

  /** The engine's state changed: accounts may have come, gone, or got another key. */
  changed(): void {
    const state = this.#ports.state();
    const { accounts, damaged } = state;
    this.#stops.note(state);
    if (!this.#begun || accounts === this.#accounts) return;
    this.#accounts = accounts;
    for (const account of accounts.values()) {
      if (account.kind === "paper" || account.key === null || damaged.has(account.id)) continue;
      const desk = this.#desks.get(account.id);
      if (desk === undefined) this.#openDesk(account);
      else if (desk.isOther(account)) desk.look(account);
    }
    for (const [accountId, desk] of this.#desks) {
      if ((accounts.get(accountId)?.key ?? null) !== null) continue;
      desk.close();
      this.#desks.delete(accountId);
    }
  }

  /** False until this life has looked for the key of every real account, and told the engine what it found. */
  get knowKeys(): boolean {
    return this.#begun && [...this.#desks.values()].every((desk) => desk.hasLooked);
  }

  /** Where the account's orders go; null while there is no such place. */
  venueOf(accountId: AccountId): Venue | null {
    return accountId === PAPER_ACCOUNT ? this.#paperVenue : this.realVenueOf(accountId);
  }

  /** Where its protective stops go; null while there is no such place. */
  stopDeskOf(accountId: AccountId): StopDesk | null {
    const venue = this.venueOf(accountId);
    return venue === null ? null : stopDeskOf(venue);
  }

  /** Where its leverage is set; null while there is no such place. */
  leverageDeskOf(accountId: AccountId): LeverageDesk | null {
    const venue = this.venueOf(accountId);
    return venue === null ? null : leverageDeskOf(venue);
  }

  /** The venue of a real account. */
  realVenueOf(accountId: AccountId): RealVenue | null {
    return this.#places.get(accountId)?.venue ?? null;
  }

  /** Every half minute. */
  tick(): void {
    for (const upkeep of this.#upkeeps()) upkeep.tick();
  }

  /** Every few seconds: audits that are due, keys that expire. */
  watchKeys(): void {
    for (const desk of this.#desks.values()) desk.tick();
  }

  onMarks(marks: Marks): void {
    for (const upkeep of this.#upkeeps()) upkeep.onMarks(marks);
  }

  acknowledge(events: readonly EngineEvent[]): void {
    for (const upkeep of this.#upkeeps()) upkeep.acknowledge(events);
    for (const event of events) {
      if (event.kind === "order-rejected" && event.reason === "not-approved")
        this.#desks.get(event.accountId)?.doubt();
    }
  }

  /** Reads an account; one that has no venue as soon as it has one. */
  read(accountId: AccountId, since: number): void {
    const upkeep = accountId === PAPER_ACCOUNT ? this.#paper : this.#places.get(accountId)?.upkeep;
    if (upkeep !== undefined) return upkeep.read(since);
    this.#wishes.set(accountId, Math.min(since, this.#wishes.get(accountId) ?? since));
  }

  /** Only paper begins anew. */
  resetPaper(): void {
    this.#paper.reset();
  }

  /** Audits what was pasted to connect an account. Nothing is kept but that this key passed. */
  async connect(venue: "hyperliquid", pasted: PastedConnection): Promise<AuditResult> {
    const { real, clock, log } = this.#ports;
    if (real === null) return { ok: false, finding: "unreachable", detail: null };
    const result = await real.audits[venue].connect(pasted, clock.now());
    if (result.ok) {
      this.#desks.get(result.accountId)?.hear(result);
      const { agent, checkedAt } = result.key;
      await this.#passes?.put(result.accountId, { agent, at: checkedAt }).catch((error: unknown) => {
        // It is asked once more then, before the first order.
        log.warn("Pilotfish: the outcome of a key's audit could not be kept for this session.", error);
      });
    }
    return result;
  }

  /** Audits an account's key anew, now. Null where it cannot be read, or there is no such account. */
  checkKey(accountId: AccountId): Promise<AuditResult | null> {
    return this.#desks.get(accountId)?.auditAnew() ?? Promise.resolve(null);
  }

  close(): void {
    this.#stopListening?.();
    for (const desk of this.#desks.values()) desk.close();
    this.#desks.clear();
    this.#paperVenue.close();
  }

  *#upkeeps(): Iterable<VenueUpkeep> {
    yield this.#paper;
    for (const { upkeep } of this.#places.values()) yield upkeep;
  }

  #contextOf(accountId: AccountId): VenueContext {
    const { clock, marketData, state, post } = this.#ports;
    return venueContextOf(accountId, {
      clock,
      marketData,
      state,
      isStop: (id) => this.#stops.has(id),
      onInstruments: (instruments) => post({ kind: "instruments", at: clock.now(), instruments }),
    });
  }

  #upkeepOf(accountId: AccountId, venue: Venue): VenueUpkeep {
    const { clock, log, signs, post, state, localDay } = this.#ports;
    return new VenueUpkeep({ accountId, venue, clock, log, signs, post, state, localDay });
  }

  #openDesk(account: Account): void {
    const { real, clock, log, post } = this.#ports;
    const { id, venue } = account;
    if (real === null || this.#passes === null || venue === "paper") return;
    const desk = new RealAccountDesk(account, {
      accountId: id,
      clock,
      log,
      keys: real.keys,
      audit: real.audits[venue],
      passes: this.#passes,
      tell: (access, key) => post({ kind: "account-access", at: clock.now(), accountId: id, access, key }),
      open: (now, secret) => this.#open(now, secret, real),
      shut: () => this.#shut(id),
      lockedAtStart: () => this.#tellLocked(id, real),
    });
    this.#desks.set(id, desk);
    desk.look();
  }

  #open(account: Account, secret: Secret, real: RealAccountPorts): boolean {
    const { id } = account;
    this.#shut(id);
    let venue: RealVenue;
    try {
      venue = real.makeVenue(account, secret, this.#contextOf(id));
    } catch (error) {
      // Its words may hold what it was made with, so only its kind is told.
      const kind = error instanceof Error ? error.name : typeof error;
      this.#ports.log.error("Pilotfish: an account's venue could not be made.", kind);
      return false;
    }
    const upkeep = this.#upkeepOf(id, venue);
    this.#places.set(id, { venue, upkeep });
    upkeep.start();
    const since = this.#wishes.get(id);
    this.#wishes.delete(id);
    if (since !== undefined) upkeep.read(since);
    return true;
  }

  #shut(accountId: AccountId): void {
    this.#places.get(accountId)?.venue.close();
    this.#places.delete(accountId);
  }

  #tellLocked(accountId: AccountId, real: RealAccountPorts): void {
    if (!isAccountInUse(this.#ports.state(), accountId)) return;
    real.notifyLocked().catch((error: unknown) => {
      this.#ports.log.warn("Pilotfish: the notification of the locked vault could not be shown.", error);
    });
  }
}

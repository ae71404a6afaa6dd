import type { EngineEvent } from "../../lib/engine/engine-event.ts";
import { type EngineState, emptyState } from "../../lib/engine/engine-state.ts";
import { type Account, newAccount } from "../../lib/model/account.ts";
import type { AuditResult } from "../../lib/model/audit-result.ts";
import { type AccountId, Address, FollowId, PAPER_ACCOUNT, realAccountId } from "../../lib/model/identity.ts";
import type { MarketData } from "../../lib/model/market-data.ts";
import type { Venue, VenueReport } from "../../lib/model/order.ts";
import { Secret } from "../../lib/model/secret.ts";
import { AccountVenues } from "../../lib/runtime/account-venues.ts";
import type { RealAccountPorts, RealVenue } from "../../lib/runtime/real-account-ports.ts";
import type { VenueContext } from "../../lib/runtime/venue-context-of.ts";
import { EngineDriver } from "../engine/engine-driver.ts";
import { FakeClock, settle } from "../leaders/fake-clock.ts";

export const OWNER = Address.parse(`0x${"a1".repeat(20)}`);
export const AGENT = Address.parse(`0x${"b2".repeat(20)}`);
export const NEW_AGENT = Address.parse(`0x${"c3".repeat(20)}`);
export const REAL = realAccountId("hyperliquid", OWNER);
export const SECRET = `0x${"5e".repeat(32)}`;

const nothing = (): void => undefined;
const nobody = (): Promise<never> => Promise.reject(new Error("nobody asks this here"));
export const NO_MARKET: MarketData = {
  instruments: nobody,
  orderBook: nobody,
  marks: nobody,
  candles: nobody,
  fundingRates: nobody,
};
const done = (): Promise<void> => Promise.resolve();

/** A venue that notes what it is asked. */
export class NotingVenue {
  readonly asked: string[] = [];
  readonly #listeners: ((report: VenueReport) => void)[] = [];
  /** What rejects, by its name. */
  readonly broken = new Set<string>();
  readonly venue: RealVenue;

  constructor(accountId: AccountId) {
    const note = async (what: string): Promise<void> => {
      this.asked.push(what);
      if (this.broken.has(what)) throw new Error(`${what} failed`);
    };
    this.venue = {
      start: () => note("start"),
      tick: () => note("tick"),
      onMarks: () => note("marks"),
      acknowledge: () => note("acknowledge"),
      reset: () => note("reset"),
      readAccount: async (since) => {
        await note(`read ${since}`);
        return { kind: "account-unreadable", accountId, at: 0, detail: "as told" };
      },
      submit: nobody,
      lookup: nobody,
      placeStop: nobody,
      cancelStop: nobody,
      lookupStop: nobody,
      setLeverage: nobody,
      readLeverage: nobody,
      onReport: (listener) => {
        this.#listeners.push(listener);
        return nothing;
      },
      close: () => void this.asked.push("close"),
    };
  }

  say(report: unknown): void {
    for (const listener of this.#listeners) listener(report as VenueReport);
  }
}

/** One browser session: what outlives a worker, and whatever the exchange and the vault say at the moment. */
export class BrowserSession {
  readonly clock = new FakeClock(1_785_000_000_000);
  readonly memory = new Map<string, unknown>();
  memoryBroken = false;
  vaultBroken = false;
  /** The vault's database answers nobody before this is done. */
  vaultOpens: Promise<void> = done();
  unlocked = true;
  secret: Secret | null = new Secret(SECRET);
  /** What the next audit answers; a promise that never ends is an exchange that does not answer. */
  answer: () => Promise<AuditResult> = () => Promise.resolve(this.passed());
  audits = 0;
  notified = 0;
  makeFails = false;
  readonly made: NotingVenue[] = [];
  /** What each of them was given. */
  readonly contexts: VenueContext[] = [];
  readonly #listeners = new Set<() => void>();

  passed(agent = AGENT, validUntil: number | null = null): AuditResult {
    const key = { owner: OWNER, agent, agentName: "fish", validUntil, checkedAt: this.clock.now() };
    return { ok: true, accountId: REAL, key, secret: new Secret(SECRET) };
  }

  vaultChanges(change: () => void): Promise<void> {
    change();
    for (const listener of this.#listeners) listener();
    return settle();
  }

  /** A worker's life in it. */
  life(state: EngineState = realState(this.clock.now())): Life {
    return new Life(this, state);
  }

  /** The vault, the exchange and the browser's memory, as a life of the worker meets them. */
  ports(): RealAccountPorts {
    const audit = (): Promise<AuditResult> => {
      this.audits += 1;
      return this.answer();
    };
    return {
      keys: {
        secretOf: async () => {
          await this.vaultOpens;
          if (this.vaultBroken) throw new Error("no vault");
          return this.unlocked ? this.secret : null;
        },
        isUnlocked: async () => this.unlocked,
        onChange: (listener) => {
          this.#listeners.add(listener);
          return () => this.#listeners.delete(listener);
        },
      },
      audits: { hyperliquid: { connect: audit, check: audit } },
      session: {
        get: async (key) => {
          if (this.memoryBroken) throw new Error("no memory");
          return structuredClone(this.memory.get(key));
        },
        set: async (key, value) => {
          if (this.memoryBroken) throw new Error("no memory");
          this.memory.set(key, structuredClone(value));
        },
      },
      makeVenue: (account, _secret, context) => {
        this.contexts.push(context);
        if (this.makeFails) throw new TypeError(`cannot sign with ${SECRET}`);
        const venue = new NotingVenue(account.id);
        this.made.push(venue);
        return venue.venue;
      },
      notifyLocked: async () => void (this.notified += 1),
    };
  }

  venuesOf(life: Life): AccountVenues {
    return new AccountVenues({
      clock: this.clock,
      log: { warn: (...words) => life.logged.push(words), error: (...words) => life.logged.push(words) },
      signs: { writeSign: done, writeDay: done },
      makePaperVenue: () => life.paper.venue satisfies Venue,
      real: this.ports(),
      state: () => life.state,
      post: (event) => life.posted.push(event),
      localDay: () => "2026-11-22",
      marketData: NO_MARKET,
    });
  }
}

/** One worker's life. */
export class Life {
  readonly paper = new NotingVenue(PAPER_ACCOUNT);
  readonly posted: EngineEvent[] = [];
  readonly logged: unknown[][] = [];
  readonly venues: AccountVenues;
  state: EngineState;

  constructor(session: BrowserSession, state: EngineState) {
    this.state = state;
    this.venues = session.venuesOf(this);
  }

  async start(): Promise<this> {
    this.venues.start();
    await settle();
    return this;
  }

  async put(account: Account): Promise<void> {
    this.state = { ...this.state, accounts: new Map([...this.state.accounts, [account.id, account]]) };
    this.venues.changed();
    await settle();
  }

  /** What was posted of the account's access, oldest first. */
  get access(): string[] {
    return this.posted.flatMap((event) =>
      event.kind === "account-access"
        ? [[event.access.state, event.access.finding].filter((word) => word !== null).join(" ")]
        : [],
    );
  }
}

export function realAccount(at: number, validUntil: number | null = null, agent = AGENT): Account {
  const key = { owner: OWNER, agent, agentName: "fish", validUntil, checkedAt: at };
  return { ...newAccount(REAL, at), key };
}

/** A state with one real account, whose follow runs where `mirrors`. */
export function realState(at: number, mirrors = false, validUntil: number | null = null): EngineState {
  const engine = new EngineDriver();
  engine.follow();
  const follows = [...engine.state.follows.values()].map((follow) => ({ ...follow, accountId: REAL }));
  const empty = emptyState(engine.state.meta);
  return {
    ...empty,
    accounts: new Map([[REAL, realAccount(at, validUntil)]]),
    follows: mirrors ? new Map(follows.map((follow) => [FollowId.parse(follow.id), follow])) : new Map(),
  };
}

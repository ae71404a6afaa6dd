import type { Account } from "../model/account.ts";
import type { AccountAccess, AccountKey } from "../model/account-key.ts";
import type { AuditResult } from "../model/audit-result.ts";
import type { AccountId, Address } from "../model/identity.ts";
import type { Clock } from "../model/request.ts";
import type { Secret } from "../model/secret.ts";
import type { KeyAudit } from "../venues/key-audit/key-audit.ts";
import { accessOf } from "./access-of-finding.ts";
import { afterFailure, afterPass, holds, isDue } from "./audit-schedule.ts";
import type { Log } from "./log.ts";
import type { KeyStore } from "./real-account-ports.ts";
import type { SessionPasses } from "./session-passes.ts";

export type Access = Omit<AccountAccess, "since">;

export interface RealAccountDeskPorts {
  readonly accountId: AccountId;
  readonly clock: Clock;
  readonly log: Log;
  readonly keys: KeyStore;
  readonly audit: KeyAudit;
  readonly passes: SessionPasses;
  /** Tells the engine; `key` null leaves what is known of it. */
  tell(access: Access, key: AccountKey | null): void;
  /** The key can be read: orders go to a venue made with it, and no longer to the one before. False: there is none. */
  open(account: Account, secret: Secret): boolean;
  /** It cannot be read any more. */
  shut(): void;
  /** The key could not be read when this life first looked. */
  lockedAtStart(): void;
}

/** The exchange refuses each order of a key that it does not know; one audit in this time is enough. */
const DOUBTED_EVERY_MS = 60_000;

const LOCKED: Access = { state: "locked", finding: null, detail: null };
const GONE: Access = { state: "unusable", finding: null, detail: null };
const UNCHECKED: Access = { state: "unchecked", finding: null, detail: null };
const READY: Access = { state: "ready", finding: null, detail: null };

/**
 * What may be done with one real account, as the vault and the audits of its key say:
 *
 *     locked -- key readable --> unchecked -- audit passed --> ready
 *     unchecked, ready -- audit found rights --> restricted -- audit passed --> ready
 *     any -- audit found it revoked, or it expired --> unusable -- audit passed --> ready
 *     ready -- no answer for a day --> unchecked
 *     any -- key not readable --> locked
 *
 * An audit that passed in this browser session (another life's included) makes a readable key ready at once. Whatever
 * comes late, after the key was changed or locked, changes nothing.
 */
export class RealAccountDesk {
  readonly #ports: RealAccountDeskPorts;
  #account: Account;
  #told: Access | null = null;
  /** Counts what was done to the key; an audit of an earlier one says nothing. */
  #turn = 0;
  #agent: Address | null = null;
  #passedAt: number | null = null;
  #validUntil: number | null = null;
  #failures = 0;
  #dueAt = 0;
  #askedAt = Number.NEGATIVE_INFINITY;
  #auditing: { readonly turn: number; readonly result: Promise<AuditResult | null> } | null = null;
  #looking = false;
  #lookAgain = false;
  #looked = false;
  #failedToLook = false;
  #closed = false;

  constructor(account: Account, ports: RealAccountDeskPorts) {
    this.#account = account;
    this.#ports = ports;
  }

  /** Looks whether the key can be read, and which it is: after the vault or the account changed. */
  look(account: Account = this.#account): void {
    this.#account = account;
    this.#lookAgain = true;
    if (!this.#looking) void this.#look();
  }

  /** Whether this life has looked for the key: until then nobody knows whether it can sign. */
  get hasLooked(): boolean {
    return this.#looked;
  }

  /** True when the engine knows another key than the one that is used here. */
  isOther(account: Account): boolean {
    return account.key?.agent !== this.#account.key?.agent;
  }

  /** To be called every few seconds: what time alone brings about. */
  tick(): void {
    const now = this.#ports.clock.now();
    if (this.#agent === null) {
      if (this.#failedToLook) this.look();
      return;
    }
    if (this.#isExpired(now) && this.#told?.state !== "unusable") {
      this.#passedAt = null;
      // It may have been approved for longer meanwhile.
      this.#dueAt = now;
      this.#tell({ state: "unusable", finding: "expired", detail: null }, null);
    } else if (this.#told?.state === "ready" && (this.#passedAt === null || !holds(this.#passedAt, now))) {
      this.#tell({ ...UNCHECKED, finding: "unreachable" }, null);
    }
    if (isDue(this.#dueAt, now)) void this.audit();
  }

  /**
   * Audits the key at the user's word. The answer of an audit that is under way may be older than what he has changed at
   * the exchange: it is waited for, and the key is asked for once more. Null where the key cannot be read.
   */
  async auditAnew(): Promise<AuditResult | null> {
    await this.#auditing?.result;
    return this.audit();
  }

  /** Audits the key now; where that is under way already, its answer will do. Null where the key cannot be read. */
  audit(): Promise<AuditResult | null> {
    const turn = this.#turn;
    if (this.#auditing?.turn === turn) return this.#auditing.result;
    const result = this.#audit(turn).finally(() => {
      if (this.#auditing?.turn === turn) this.#auditing = null;
    });
    this.#auditing = { turn, result };
    return result;
  }

  /** The exchange said of an order that it knows nobody who may sign so: the key is audited now, and not in a day. */
  doubt(): void {
    if (this.#agent === null) return;
    const now = this.#ports.clock.now();
    this.#dueAt = Math.min(this.#dueAt, Math.max(now, this.#askedAt + DOUBTED_EVERY_MS));
    this.tick();
  }

  /** The key was pasted once more, and passed: where it is the one that is used, that counts as its audit. */
  hear(result: Extract<AuditResult, { ok: true }>): void {
    if (result.key.agent === this.#agent) this.#take(result);
  }

  close(): void {
    this.#closed = true;
    this.#turn += 1;
    this.#ports.shut();
  }

  async #look(): Promise<void> {
    this.#looking = true;
    while (this.#lookAgain && !this.#closed) {
      this.#lookAgain = false;
      await this.#lookOnce(this.#account);
    }
    this.#looking = false;
  }

  async #lookOnce(account: Account): Promise<void> {
    const { accountId, keys, log, passes, clock } = this.#ports;
    const agent = account.key?.agent ?? null;
    let secret: Secret | null = null;
    let passedAt: number | null = null;
    let without = GONE;
    this.#failedToLook = false;
    try {
      secret = await keys.secretOf(accountId);
      if (secret === null && !(await keys.isUnlocked())) without = LOCKED;
      if (secret !== null && agent !== null) passedAt = await passes.passedAt(accountId, agent);
    } catch (error) {
      log.error("Pilotfish: an account's key could not be read.", error);
      this.#failedToLook = true;
      without = LOCKED;
    }
    if (this.#closed) return;
    const first = !this.#looked;
    this.#looked = true;
    if (secret === null || agent === null) {
      this.#shut(without);
      if (first && without === LOCKED) this.#ports.lockedAtStart();
      return;
    }
    if (agent === this.#agent) return;
    this.#turn += 1;
    this.#agent = agent;
    this.#failures = 0;
    this.#validUntil = account.key?.validUntil ?? null;
    const now = clock.now();
    const passed = passedAt !== null && holds(passedAt, now) && !this.#isExpired(now);
    this.#passedAt = passed ? passedAt : null;
    this.#dueAt = passedAt !== null && passed ? afterPass(passedAt) : now;
    // Before its venue is there: nothing is to be made ready that is not.
    this.#tell(passed ? READY : UNCHECKED, null);
    if (this.#ports.open(account, secret)) this.tick();
    else this.#shut({ ...GONE, detail: "The way to the exchange could not be opened with this key." });
  }

  #shut(access: Access): void {
    this.#turn += 1;
    this.#agent = null;
    this.#passedAt = null;
    this.#tell(access, null);
    this.#ports.shut();
  }

  async #audit(turn: number): Promise<AuditResult | null> {
    const { accountId, keys, audit, clock, log } = this.#ports;
    try {
      const secret = await keys.secretOf(accountId);
      if (secret === null) return null;
      this.#askedAt = clock.now();
      const result = await audit.check(accountId, secret, clock.now());
      if (turn === this.#turn && !this.#closed) this.#take(result);
      return result;
    } catch (error) {
      log.error("Pilotfish: an account's key could not be audited.", error);
      const result = { ok: false, finding: "unreachable", detail: null } as const;
      if (turn === this.#turn && !this.#closed) this.#take(result);
      return result;
    }
  }

  #take(result: AuditResult): void {
    const now = this.#ports.clock.now();
    if (result.ok) {
      this.#failures = 0;
      this.#passedAt = now;
      this.#validUntil = result.key.validUntil;
      this.#dueAt = afterPass(now);
      this.#keepPass({ agent: result.key.agent, at: now });
      return this.#tell(READY, result.key);
    }
    const { finding, detail } = result;
    this.#failures += 1;
    this.#dueAt = afterFailure(finding, this.#failures, now);
    if (finding === "unreachable") {
      // What was found before stands: a key that was fine, and one that was not.
      if (this.#told?.state === "unchecked") this.#tell({ ...UNCHECKED, finding, detail }, null);
      return;
    }
    this.#passedAt = null;
    this.#keepPass(null);
    this.#tell({ state: accessOf(finding), finding, detail }, null);
  }

  /** One that is not kept costs the next life a question. One that is not taken away must not count there. */
  #keepPass(pass: { readonly agent: Address; readonly at: number } | null): void {
    const { passes, accountId, log } = this.#ports;
    passes.put(accountId, pass).catch((error: unknown) => {
      log.error("Pilotfish: the outcome of a key's audit could not be kept for this session.", error);
    });
  }

  #isExpired(now: number): boolean {
    return this.#validUntil !== null && this.#validUntil <= now;
  }

  #tell(access: Access, key: AccountKey | null): void {
    const told = this.#told;
    const same =
      told?.state === access.state && told.finding === access.finding && told.detail === access.detail;
    if (same && key === null) return;
    this.#told = access;
    this.#ports.tell(access, key);
  }
}

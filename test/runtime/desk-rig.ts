import { Dexie } from "dexie";
import { IDBKeyRange, indexedDB } from "fake-indexeddb";
import { emptyState } from "../../lib/engine/engine-state.ts";
import { step } from "../../lib/engine/step.ts";
import { JournalDatabase } from "../../lib/journal/database.ts";
import { createJournal } from "../../lib/journal/dexie-journal.ts";
import { readVaultStatus } from "../../lib/journal/read/vault-status.ts";
import type { VaultMessage, VaultReply } from "../../lib/messages/vault-messages.ts";
import type { AuditResult } from "../../lib/model/audit-result.ts";
import type { Command } from "../../lib/model/command.ts";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { Address, FollowId, leaderIdOf, realAccountId } from "../../lib/model/identity.ts";
import type { JournalError } from "../../lib/model/journal-change.ts";
import type { Clock } from "../../lib/model/request.ts";
import { Secret } from "../../lib/model/secret.ts";
import { type AccountCommandsPorts, addAccount, removeAccount } from "../../lib/runtime/account-commands.ts";
import { isAccountInUse } from "../../lib/runtime/account-in-use.ts";
import { Mailbox } from "../../lib/runtime/mailbox.ts";
import { mirrorsRealMoney } from "../../lib/runtime/mirrors-real-money.ts";
import { VaultDesk, type VaultDeskPorts } from "../../lib/runtime/vault-desk.ts";
import { VaultLife } from "../../lib/runtime/vault-life.ts";
import { VaultRig } from "../vault/vault-rig.ts";

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

export const OWNER = Address.parse(`0x${"7a".repeat(20)}`);
export const AGENT = Address.parse(`0x${"91".repeat(20)}`);
export const ACCOUNT = realAccountId("hyperliquid", OWNER);
export const KEY = `0x${"c4d5e6f7".repeat(8)}`;
export const PASSPHRASE = "correct horse battery";
export const CONNECT = {
  type: "connect-account",
  venue: "hyperliquid",
  address: OWNER,
  key: KEY,
} satisfies VaultMessage;
export const T0 = 1_700_000_000_000;
export const FOLLOW = FollowId.parse("follow-1");

let rigs = 0;

/** A vault desk over a real vault, a real engine and a real journal; the exchange answers what the test says. */
export class DeskRig {
  readonly profile = new VaultRig();
  readonly journal: JournalDatabase;
  readonly warnings: string[] = [];
  /** What the views were told, in order. */
  readonly told: string[] = [];
  /** When the worker is to be woken. */
  wakes: number | null = null;
  /** Ports that a test replaces. */
  changed: Partial<VaultDeskPorts> = {};
  audit: (pasted: { readonly address: string; readonly key: string }) => AuditResult = ({ key }) =>
    this.passed(key);
  halted: JournalError | null = null;
  /** False while the engine has not started. */
  started = true;
  readonly mailbox: Mailbox;
  #timers: { readonly at: number; readonly callback: () => void }[] = [];
  readonly #listeners = new Set<() => void>();
  life: VaultLife;
  desk: VaultDesk;

  constructor() {
    rigs += 1;
    this.journal = new JournalDatabase(`desk-${rigs}`);
    this.profile.now = T0;
    const meta = {
      installationId: "0".repeat(32),
      pausedSince: null,
      haltedSince: null,
      decisionSequence: 0,
      paperSince: T0,
      paperResetPending: false,
    };
    const journal = createJournal(this.journal);
    this.mailbox = new Mailbox(emptyState(meta), {
      clock: this.clock,
      log: console,
      step,
      commit: (change) => journal.commit(change),
      act: () => undefined,
      changed: () => {
        this.life.engineChanged();
        for (const listener of this.#listeners) listener();
      },
      failed: (event, error) => {
        throw new Error(`${event.kind}: ${String(error)}`);
      },
    });
    [this.life, this.desk] = this.#worker();
  }

  get clock(): Clock {
    return {
      now: () => this.profile.now,
      setTimeout: (callback, ms) => {
        const timer = { at: this.profile.now + ms, callback };
        this.#timers.push(timer);
        return { timer };
      },
      clearTimeout: ({ timer }) => {
        this.#timers = this.#timers.filter((one) => one !== timer);
      },
    };
  }

  /** An audit that a key passed. */
  passed(key: string, agent = AGENT): AuditResult {
    const known = {
      owner: OWNER,
      agent,
      agentName: "pilotfish",
      validUntil: null,
      checkedAt: this.profile.now,
    };
    return { ok: true, accountId: ACCOUNT, key: known, secret: new Secret(key) };
  }

  /** A worker after the one there was, which the browser stopped. */
  restart(): void {
    this.#timers = [];
    [this.life, this.desk] = this.#worker();
  }

  take(message: VaultMessage): Promise<VaultReply> {
    return this.desk.take(message);
  }

  /** A vault under PASSPHRASE with the account in it. */
  async connected(): Promise<void> {
    await this.take({ type: "create-vault", passphrase: PASSPHRASE });
    await this.take(CONNECT);
  }

  command(command: Command): void {
    this.mailbox.post({ kind: "command", at: this.profile.now, command });
  }

  /** Follows a leader with the real account, and waits until that is so. */
  async follow(): Promise<void> {
    const leaderId = leaderIdOf(Address.parse(`0x${"ab".repeat(20)}`));
    this.command({
      kind: "follow",
      at: this.profile.now,
      followId: FOLLOW,
      leaderId,
      accountId: ACCOUNT,
      settings: DEFAULT_SETTINGS,
      startedFrom: "extension",
    });
    await this.until(() => this.mailbox.state.follows.has(FOLLOW));
  }

  async unfollow(): Promise<void> {
    this.command({ kind: "stop", at: this.profile.now, followId: FOLLOW, positions: "keep" });
    await this.until(() => this.mailbox.state.follows.get(FOLLOW)?.status === "stopped");
  }

  /** Lets time pass: every timer that is due fires at its moment. */
  async pass(ms: number): Promise<void> {
    const end = this.profile.now + ms;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.profile.now = Math.max(this.profile.now, next.at);
      next.callback();
      await this.life.look("same-keys");
    }
    this.profile.now = end;
  }

  async until(condition: () => boolean): Promise<void> {
    for (let turn = 0; turn < 1_000 && !condition(); turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    if (!condition()) throw new Error("It never came to that.");
  }

  get commands(): AccountCommandsPorts {
    return {
      clock: this.clock,
      engine: () => Promise.resolve(this.#engine()),
      onChange: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
  }

  /** As a shell is: its state is what it is when it is looked at. */
  #engine(): Awaited<ReturnType<AccountCommandsPorts["engine"]>> {
    const { mailbox, halted } = this;
    return {
      get state() {
        return mailbox.state;
      },
      halted,
      post: (event) => mailbox.post(event),
    };
  }

  #worker(): [VaultLife, VaultDesk] {
    const vault = this.profile.worker();
    const warn = (words: string): number => this.warnings.push(words);
    const mirrors = (): boolean | null =>
      this.started ? mirrorsRealMoney(this.mailbox.state, this.halted) : null;
    const life = new VaultLife({
      vault,
      clock: this.clock,
      warn,
      mirrors,
      readStatus: () => readVaultStatus(this.journal),
      writeStatus: async (status) => {
        this.told.push(status.state);
        await this.journal.vaultStatus.put(status);
      },
      wakeAt: (at) => (this.wakes = at),
    });
    const state = () => this.mailbox.state;
    const ports: VaultDeskPorts = {
      vault,
      life,
      mirrors,
      connect: (_venue, pasted) => Promise.resolve(this.audit(pasted)),
      check: (accountId) =>
        life
          .secretOf(accountId)
          .then((secret) => secret && this.audit({ address: OWNER, key: secret.reveal() })),
      accountOf: (accountId) => Promise.resolve(state().accounts.get(accountId) ?? null),
      isUsed: (accountId) => Promise.resolve(isAccountInUse(state(), accountId)),
      addAccount: (accountId, key) => addAccount(this.commands, accountId, key),
      removeAccount: (accountId) => removeAccount(this.commands, accountId),
    };
    const desk = new VaultDesk(
      new Proxy(ports, { get: (real, name) => Reflect.get({ ...real, ...this.changed }, name) as unknown }),
    );
    return [life, desk];
  }
}

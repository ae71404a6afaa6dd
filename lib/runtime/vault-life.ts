import type { AccountId, Millis } from "../model/identity.ts";
import type { Clock, TimerHandle } from "../model/request.ts";
import type { Secret } from "../model/secret.ts";
import type { VaultStatus } from "../model/vault-status.ts";
import type { Vault, VaultState } from "../vault/vault.ts";
import { VaultError } from "../vault/vault-error.ts";
import { locksAt } from "./auto-lock.ts";

/** Whether keys were added, replaced or forgotten. */
type Keys = "other-keys" | "same-keys";

export interface VaultLifePorts {
  readonly vault: Vault;
  readonly clock: Clock;
  /** Words for developers; nothing of a secret is ever in them. */
  warn(words: string): void;
  /** Whether an account mirrors with real money, or holds something of ours; null while the engine has not told. */
  mirrors(): boolean | null;
  /** What the views were last told, by an earlier worker too; null before the first time. */
  readStatus(): Promise<VaultStatus | null>;
  writeStatus(status: VaultStatus): Promise<void>;
  /** Has the worker started again at that moment, our clock, should it be stopped before; null: not any more. */
  wakeAt(at: Millis | null): void;
}

/** The vault in the worker: unlocked again where an earlier worker was, locked when its time is up, told to the views. */
export class VaultLife {
  readonly #ports: VaultLifePorts;
  readonly #listeners = new Set<() => void>();
  readonly #begun: Promise<void>;
  #status: VaultStatus | null = null;
  #mirrors: boolean | null = null;
  #timer: TimerHandle | null = null;
  #looking: Promise<void> = Promise.resolve();

  constructor(ports: VaultLifePorts) {
    this.#ports = ports;
    this.#begun = this.#begin();
  }

  /** The key of an account; null while the vault is locked, and where there is none that can be read. Rejects with a VaultError where the browser cannot read the vault now. */
  async secretOf(accountId: AccountId): Promise<Secret | null> {
    await this.#begun;
    try {
      return await this.#ports.vault.secretOf(accountId);
    } catch (error) {
      if (!(error instanceof VaultError) || error.problem === "unavailable") throw error;
      this.#ports.warn(error.message);
      return null;
    }
  }

  /** What the views are told. */
  async state(): Promise<VaultStatus> {
    await this.#begun;
    await this.#looking;
    return this.#status ?? this.#statusOf(UNREAD);
  }

  async isUnlocked(): Promise<boolean> {
    return (await this.state()).state === "unlocked";
  }

  /** Calls back when other keys can be read than before; answers how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** To be called after every change of the engine's state. */
  engineChanged(): void {
    const mirrors = this.#ports.mirrors();
    if (mirrors === this.#mirrors) return;
    const ended = this.#mirrors === true;
    this.#mirrors = mirrors;
    // What mirrored used the vault to its end.
    if (ended) void this.used("same-keys");
    else void this.look("same-keys");
  }

  /** The vault was used: it locks by itself so much later. */
  async used(keys: Keys): Promise<void> {
    await this.#begun;
    await this.#ports.vault.noteUse(this.#ports.clock.now());
    await this.look(keys);
  }

  /** Locks when the time is up, and tells the views and whoever listens what changed. Never rejects. */
  async look(keys: Keys): Promise<void> {
    await this.#begun;
    await this.#lookInTurn(keys);
  }

  #lookInTurn(keys: Keys): Promise<void> {
    this.#looking = this.#looking
      .then(() => this.#look(keys))
      .catch((error: unknown) => this.#ports.warn(`The vault could not be looked after: ${wordsOf(error)}`));
    return this.#looking;
  }

  async #begin(): Promise<void> {
    try {
      this.#status = await this.#ports.readStatus();
    } catch (error) {
      this.#ports.warn(`The vault's last state could not be read: ${wordsOf(error)}`);
    }
    try {
      await this.#ports.vault.resume();
    } catch (error) {
      this.#ports.warn(`The vault was not resumed: ${wordsOf(error)}`);
    }
    await this.#lookInTurn("same-keys");
  }

  async #look(keys: Keys): Promise<void> {
    const { vault, clock } = this.#ports;
    const before = this.#status;
    let status = this.#statusOf(await this.#read());
    if (status.locksAt !== null && status.locksAt <= clock.now()) {
      await vault.lock().catch((error: unknown) => this.#ports.warn(`The vault: ${wordsOf(error)}`));
      status = this.#statusOf(await this.#read());
    }
    this.#status = status;
    this.#schedule(status.locksAt);
    if (JSON.stringify(status) !== JSON.stringify(before)) {
      await this.#ports.writeStatus(status).catch((error: unknown) => {
        this.#ports.warn(`The vault's state could not be told to the views: ${wordsOf(error)}`);
      });
    }
    if (keys === "same-keys" && status.state === before?.state && status.detail === before.detail) return;
    for (const listener of this.#listeners) listener();
  }

  async #read(): Promise<VaultState> {
    try {
      return await this.#ports.vault.state();
    } catch (error) {
      return { ...UNREAD, detail: wordsOf(error) };
    }
  }

  #statusOf(vault: VaultState): VaultStatus {
    const now = this.#ports.clock.now();
    const { usedAt } = this.#ports.vault;
    const same = this.#status?.state === vault.state;
    return {
      id: "vault",
      ...vault,
      since: same ? (this.#status?.since ?? now) : now,
      locksAt: locksAt({ ...vault, usedAt, now, mirrors: this.#mirrors }),
    };
  }

  #schedule(at: Millis | null): void {
    const { clock } = this.#ports;
    if (this.#timer !== null) clock.clearTimeout(this.#timer);
    this.#timer =
      at === null ? null : clock.setTimeout(() => void this.look("same-keys"), Math.max(0, at - clock.now()));
    this.#ports.wakeAt(at);
  }
}

/** There may be one, but it cannot be read. */
const UNREAD: VaultState = { state: "damaged", keys: 0, autoLockMinutes: null, detail: null };

const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 400);

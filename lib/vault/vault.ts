import type { Secret } from "../model/secret.ts";
import type { VaultStatus } from "../model/vault-status.ts";
import type { DataKey } from "./data-key.ts";
import { type DeriveKey, deriveKey } from "./derive-key.ts";
import { type OpenedVault, closedVault, openedVault, recordTroubles, secretIn } from "./opened-vault.ts";
import { newKeying, sealHeader, unwrapDataKey } from "./vault-header.ts";
import { sealRecord } from "./vault-record.ts";
import { type VaultDatabase, clearVault, writeVault } from "./vault-database.ts";
import { VaultError } from "./vault-error.ts";
import { type SessionPorts, VaultSession } from "./vault-session.ts";
import type { VaultRecord } from "./vault-rows.ts";

export interface VaultPorts extends SessionPorts {
  readonly database: VaultDatabase;
  now(): number;
  /** deriveKey; quick ones are for tests whose subject is no cryptography. */
  readonly derive?: DeriveKey;
}

/** What the vault tells of itself. `detail` also names single keys that cannot be read while the others can. */
export type VaultState = Pick<VaultStatus, "state" | "keys" | "autoLockMinutes" | "detail">;

const NOTHING = { keys: 0, autoLockMinutes: null, detail: null } as const;

/** Minutes without use after which a new vault locks itself, unless an account mirrors. */
const AUTO_LOCK_MINUTES = 30;

/**
 * The vault: secrets by id, under a passphrase that is stored nowhere. One act after the other. Every act reads the
 * rows anew and judges them before it uses any; what rejects, rejects with a VaultError and changed nothing.
 *
 * Nothing here can clear a passphrase or a secret from memory for good: JavaScript's texts are the engine's to
 * overwrite. They are held as Secret, so that no log and no message shows them, and no longer than an act takes.
 */
export class Vault {
  readonly #ports: VaultPorts;
  readonly #session: VaultSession;
  readonly #derive: DeriveKey;
  #last: Promise<unknown> = Promise.resolve();

  constructor(ports: VaultPorts) {
    this.#ports = ports;
    this.#session = new VaultSession(ports);
    this.#derive = ports.derive ?? deriveKey;
  }

  get isUnlocked(): boolean {
    return this.#session.dataKey !== null;
  }

  /** When it was last used, our clock, ms; 0 before the first use. */
  get usedAt(): number {
    return this.#session.usedAt;
  }

  noteUse(at: number): Promise<void> {
    return this.#act(() => this.#session.use(at));
  }

  /** Unlocks without the passphrase where an earlier worker of this browser session was unlocked. */
  resume(): Promise<void> {
    return this.#act(async () => {
      await this.#session.resume();
      const { dataKey, seen } = this.#session;
      if (dataKey === null) return;
      const vault = await closedVault(this.#ports.database, this.#session);
      // The passphrase was changed, and the worker died before it could leave the new key.
      if (vault !== null && vault.header.salt !== seen?.salt) await this.#session.lock();
      else if (vault !== null) await openedVault(vault, dataKey);
    });
  }

  /** What can be told now. Rejects only where the storage cannot be read (`unavailable`). */
  state(): Promise<VaultState> {
    return this.#act(async () => {
      try {
        const closed = await closedVault(this.#ports.database, this.#session);
        if (closed === null) return { state: "none", ...NOTHING };
        const { dataKey } = this.#session;
        const vault = dataKey === null ? closed : await openedVault(closed, dataKey);
        const troubles = await recordTroubles(vault);
        return {
          state: dataKey === null ? "locked" : "unlocked",
          keys: closed.records.size,
          autoLockMinutes: closed.header.autoLockMinutes,
          detail:
            troubles.length === 0
              ? null
              : troubles
                  .map(({ message }) => message)
                  .join(" ")
                  .slice(0, 500),
        };
      } catch (error) {
        if (!(error instanceof VaultError) || error.problem === "unavailable") throw error;
        return { state: "damaged", ...NOTHING, detail: error.message };
      }
    });
  }

  /** A new, empty and unlocked vault. Also rejects with `exists`. */
  create(passphrase: Secret): Promise<void> {
    return this.#act(async () => {
      const { database } = this.#ports;
      if ((await closedVault(database, this.#session)) !== null) {
        throw new VaultError("exists", "There is a vault already.");
      }
      const { header: keyed, dataKey } = await newKeying(passphrase, this.#derive);
      const fields = { ...keyed, generation: 1, autoLockMinutes: AUTO_LOCK_MINUTES };
      const header = await sealHeader(fields, new Map(), dataKey);
      await writeVault(database, { from: null, header, put: [], remove: [] });
      await this.#openOrLock(() => this.#session.open(header, dataKey, this.#ports.now()));
    });
  }

  unlock(passphrase: Secret): Promise<void> {
    return this.#act(async () => {
      const vault = await this.#unwrapped(passphrase);
      await this.#session.open(vault.header, vault.dataKey, this.#ports.now());
    });
  }

  /** At once for this worker. Rejects with `unavailable` where a later worker might still find the key. */
  lock(): Promise<void> {
    return this.#act(() => this.#session.lock());
  }

  /**
   * A new passphrase, new salts and a new data key, under which every record is sealed anew: who copied the profile and
   * knows the old passphrase cannot read what is written from now on. All in one transaction: a crash leaves the old
   * vault, or the new one. Refused while a record cannot be read, which would lose it.
   */
  changePassphrase(current: Secret, next: Secret): Promise<void> {
    return this.#act(async () => {
      const old = await this.#unwrapped(current);
      const { header: keyed, dataKey } = await newKeying(next, this.#derive);
      const generation = old.header.generation + 1;
      const put: VaultRecord[] = [];
      for (const id of new Set([...old.manifest.keys(), ...old.records.keys()])) {
        const secret = await secretIn(old, id);
        if (secret !== null) put.push(await sealRecord(keyed, dataKey, id, generation, secret));
      }
      const manifest = new Map(put.map(({ id, version }) => [id, version]));
      const { autoLockMinutes } = old.header;
      const header = await sealHeader({ ...keyed, generation, autoLockMinutes }, manifest, dataKey);
      await writeVault(this.#ports.database, { from: old.header.checksum, header, put, remove: [] });
      await this.#openOrLock(() => this.#session.open(header, dataKey, this.#ports.now()));
    });
  }

  /** Rejects where nothing could be kept or read now, and says why: also with `missing` and `locked`. */
  requireUnlocked(): Promise<void> {
    return this.#act(async () => {
      await this.#opened();
    });
  }

  /** Minutes without use, or null for never. Needs the vault unlocked. */
  setAutoLock(minutes: number | null): Promise<void> {
    return this.#act(async () => {
      const { header, manifest, dataKey } = await this.#opened();
      await this.#write({ ...header, autoLockMinutes: minutes }, manifest, dataKey, [], []);
    });
  }

  /** Keeps a secret under an id, in the place of what was there. Needs the vault unlocked. */
  keep(id: string, secret: Secret): Promise<void> {
    return this.#act(async () => {
      const { header, manifest, dataKey } = await this.#opened();
      const record = await sealRecord(header, dataKey, id, header.generation + 1, secret);
      const after = new Map([...manifest, [id, record.version]]);
      await this.#write(header, after, dataKey, [record], []);
    });
  }

  /** The secret under an id; null while locked, and where there is none. */
  secretOf(id: string): Promise<Secret | null> {
    return this.#act(async () => (this.isUnlocked ? secretIn(await this.#opened(), id) : null));
  }

  /** Forgets a secret, also one that cannot be read. Needs the vault unlocked. */
  forget(id: string): Promise<void> {
    return this.#act(async () => {
      const { header, manifest, dataKey } = await this.#opened();
      const after = new Map([...manifest].filter(([one]) => one !== id));
      await this.#write(header, after, dataKey, [], [id]);
    });
  }

  /** Forgets everything. Needs no passphrase, and works on a damaged vault, too. One that cannot be wiped is locked. */
  wipe(): Promise<void> {
    return this.#act(async () => {
      // First: were it left over, the next worker would take the wiped vault for one that was damaged.
      await this.#session.clear();
      await clearVault(this.#ports.database);
    });
  }

  async #unwrapped(passphrase: Secret): Promise<OpenedVault> {
    const closed = await closedVault(this.#ports.database, this.#session);
    if (closed === null) throw new VaultError("missing", "There is no vault.");
    return openedVault(closed, await unwrapDataKey(closed.header, passphrase, this.#derive));
  }

  async #opened(): Promise<OpenedVault> {
    const closed = await closedVault(this.#ports.database, this.#session);
    if (closed === null) throw new VaultError("missing", "There is no vault.");
    const { dataKey } = this.#session;
    if (dataKey === null) throw new VaultError("locked", "The vault is locked.");
    return openedVault(closed, dataKey);
  }

  async #write(
    before: OpenedVault["header"],
    manifest: OpenedVault["manifest"],
    dataKey: DataKey,
    put: readonly VaultRecord[],
    remove: readonly string[],
  ): Promise<void> {
    const { seal: _seal, checksum: from, ...fields } = before;
    const generation = before.generation + 1;
    const header = await sealHeader({ ...fields, generation }, manifest, dataKey);
    await writeVault(this.#ports.database, { from, header, put, remove });
    await this.#session.see(header);
  }

  /** What was written stays written: where the session cannot keep its key, the vault is locked. */
  async #openOrLock(open: () => Promise<void>): Promise<void> {
    try {
      await open();
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.#ports.warn(`The vault was written, and locked: ${error.message}`);
      await this.#session.forgetKey();
    }
  }

  #act<Answer>(act: () => Promise<Answer>): Promise<Answer> {
    const run = this.#last.then(act, act);
    // Who asked hears of it; the next act does not.
    this.#last = run.catch(() => undefined);
    return run;
  }
}

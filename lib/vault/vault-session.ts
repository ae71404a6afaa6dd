import { type DataKey, dataKeyOfHex } from "./data-key.ts";
import { SessionEntry, type SessionStore } from "./session-store.ts";
import { unavailable } from "./vault-database.ts";
import type { VaultHeader } from "./vault-rows.ts";

export interface SessionPorts {
  readonly session: SessionStore;
  /** Words for developers, without anything of a secret. */
  warn(words: string): void;
}

/** What this browser session knows of the vault: the open data key, the newest generation seen, the last use. */
export class VaultSession {
  readonly #ports: SessionPorts;
  #entry: SessionEntry | null = null;
  #dataKey: DataKey | null = null;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
  }

  /** Null while the vault is locked. */
  get dataKey(): DataKey | null {
    return this.#dataKey;
  }

  /** What was last seen of the vault; null before the first look in this browser session. */
  get seen(): Pick<SessionEntry, "salt" | "generation"> | null {
    return this.#entry;
  }

  /** Our clock, ms; 0 before the first use. */
  get usedAt(): number {
    return this.#entry?.usedAt ?? 0;
  }

  /** Takes up what an earlier worker left. Rejects with a VaultError (`unavailable`): then the vault stays locked. */
  async resume(): Promise<void> {
    const left = await this.#call(() => this.#ports.session.read());
    const parsed = SessionEntry.safeParse(left);
    if (parsed.success) {
      const { dataKey } = parsed.data;
      this.#dataKey = dataKey === null ? null : await dataKeyOfHex(dataKey);
      this.#entry = parsed.data;
    } else if (left !== null) {
      this.#ports.warn("What an earlier worker left of the vault is of no known form: it stays locked.");
    }
  }

  /** Rejects with a VaultError (`unavailable`), and then the vault stays as it was: a key that dies with the worker is none. */
  async open({ salt, generation }: VaultHeader, dataKey: DataKey, at: number): Promise<void> {
    const entry: SessionEntry = { salt, generation, dataKey: dataKey.hex, usedAt: at };
    await this.#call(() => this.#ports.session.write(entry));
    this.#entry = entry;
    this.#dataKey = dataKey;
  }

  /** Locks at once for this worker. Rejects with a VaultError (`unavailable`) where the next one could still find the key. */
  async lock(): Promise<void> {
    if (!(await this.forgetKey())) await this.#call(() => this.#ports.session.clear());
  }

  /** Locks at once for this worker. Answers whether the key is out of the browser's storage, too. */
  async forgetKey(): Promise<boolean> {
    this.#dataKey = null;
    return this.#entry === null || this.#note({ ...this.#entry, dataKey: null });
  }

  /** The vault was written. Should that not be kept, an older vault is told by the one before it. */
  async see({ salt, generation }: VaultHeader): Promise<void> {
    if (this.#entry !== null) await this.#note({ ...this.#entry, salt, generation });
  }

  async use(at: number): Promise<void> {
    if (this.#entry !== null) await this.#note({ ...this.#entry, usedAt: at });
  }

  /** Forgets all, as after a wipe. Rejects with a VaultError (`unavailable`). */
  async clear(): Promise<void> {
    this.#entry = null;
    this.#dataKey = null;
    await this.#call(() => this.#ports.session.clear());
  }

  async #note(entry: SessionEntry): Promise<boolean> {
    this.#entry = entry;
    try {
      await this.#ports.session.write(entry);
      return true;
    } catch (error) {
      this.#ports.warn(`The session storage could not be written: ${unavailable(error).message}`);
      return false;
    }
  }

  async #call<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      throw unavailable(error);
    }
  }
}

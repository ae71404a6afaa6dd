import { Dexie } from "dexie";
import { IDBKeyRange, indexedDB } from "fake-indexeddb";
import { Secret } from "../../lib/model/secret.ts";
import type { DeriveKey } from "../../lib/vault/derive-key.ts";
import type { SessionEntry } from "../../lib/vault/session-store.ts";
import { Vault } from "../../lib/vault/vault.ts";
import { VaultDatabase } from "../../lib/vault/vault-database.ts";
import { VaultError, type VaultProblem } from "../../lib/vault/vault-error.ts";

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

export const RIGHT = new Secret("correct horse battery");
export const WRONG = new Secret("correct horse batterz");
export const KEY_A = new Secret(`0x${"a1".repeat(32)}`);
export const KEY_B = new Secret(`0x${"b2".repeat(32)}`);

/** One round of SHA-256 in the place of PBKDF2: for what does not depend on its cost. */
export const quickDerive: DeriveKey = async (passphrase, salt, iterations) => {
  const text = JSON.stringify([passphrase.reveal(), [...salt], iterations]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return crypto.subtle.importKey("raw", digest, "AES-GCM", false, ["encrypt", "decrypt"]);
};

/** The browser's session storage: of JSON, and gone with the browser. `broken` makes every call fail. */
export class MemorySession {
  stored: SessionEntry | null = null;
  broken = false;

  read(): Promise<unknown> {
    return this.#answer(() => structuredClone(this.stored));
  }

  write(entry: SessionEntry): Promise<void> {
    return this.#answer(() => {
      this.stored = structuredClone(entry);
    });
  }

  clear(): Promise<void> {
    return this.#answer(() => {
      this.stored = null;
    });
  }

  #answer<Answer>(act: () => Answer): Promise<Answer> {
    return this.broken ? Promise.reject(new Error("Session storage is broken.")) : Promise.resolve(act());
  }
}

let rigs = 0;

/** A profile of its own; `worker` starts a worker in it, as the browser does after it stopped the last one. */
export class VaultRig {
  readonly database: VaultDatabase;
  readonly session = new MemorySession();
  readonly warnings: string[] = [];
  readonly #derive: DeriveKey | null;
  now = 1_000;

  constructor(derive: DeriveKey | null = quickDerive) {
    rigs += 1;
    this.database = new VaultDatabase(`vault-${rigs}`);
    this.#derive = derive;
  }

  worker(): Vault {
    return new Vault({
      database: this.database,
      session: this.session,
      now: () => this.now,
      warn: (words) => this.warnings.push(words),
      ...(this.#derive === null ? {} : { derive: this.#derive }),
    });
  }

  /** A new vault under RIGHT, unlocked, with two keys in it. */
  async filled(): Promise<Vault> {
    const vault = this.worker();
    await vault.create(RIGHT);
    await vault.keep("a", KEY_A);
    await vault.keep("b", KEY_B);
    return vault;
  }
}

/** What an act was refused for; null where it was carried out. Rejects with anything but a VaultError. */
export async function problemOf(act: Promise<unknown>): Promise<VaultProblem | null> {
  try {
    await act;
    return null;
  } catch (error) {
    if (error instanceof VaultError) return error.problem;
    throw error;
  }
}

import { type Browser, browser } from "wxt/browser";
import type { EngineState } from "../engine/engine-state.ts";
import type { JournalDatabase } from "../journal/database.ts";
import { readVaultStatus } from "../journal/read/vault-status.ts";
import type { JournalError } from "../model/journal-change.ts";
import type { Millis } from "../model/identity.ts";
import { Vault } from "../vault/vault.ts";
import { VaultDatabase } from "../vault/vault-database.ts";
import { type AccountCommandsPorts, addAccount, removeAccount } from "./account-commands.ts";
import { isAccountInUse } from "./account-in-use.ts";
import type { AccountKeysPorts } from "./account-keys.ts";
import { mirrorsRealMoney } from "./mirrors-real-money.ts";
import { type SessionMemory, vaultSession } from "./session-memory.ts";
import { VaultDesk } from "./vault-desk.ts";
import { VaultLife } from "./vault-life.ts";

export interface StartVaultPorts extends AccountCommandsPorts, Pick<AccountKeysPorts, "connect" | "check"> {
  readonly journal: JournalDatabase;
  readonly session: SessionMemory;
  /** The engine's state and why it is halted; null before it has started. */
  running(): { readonly state: EngineState; readonly halted: JournalError | null } | null;
}

const ALARM = "vault-lock";

/** Has the browser start the worker when the vault is to lock: what locks it then is the new worker's first look. */
function wakeAt(alarms: typeof Browser.alarms, at: Millis | null): void {
  const set = at === null ? alarms.clear(ALARM) : alarms.create(ALARM, { when: at });
  set.catch((error: unknown) => {
    console.warn("Pilotfish: no alarm for locking the vault could be set.", error);
  });
}

/** The vault of this worker: its life, and the desk that takes messages about keys. */
export function startVault(ports: StartVaultPorts): { readonly life: VaultLife; readonly desk: VaultDesk } {
  const { clock, journal } = ports;
  const warn = (words: string): void => console.warn(`Pilotfish: ${words}`);
  const vault = new Vault({
    database: new VaultDatabase(),
    session: vaultSession(ports.session),
    now: () => clock.now(),
    warn,
  });
  const mirrors = (): boolean | null => {
    const engine = ports.running();
    return engine === null ? null : mirrorsRealMoney(engine.state, engine.halted);
  };
  const life = new VaultLife({
    vault,
    clock,
    warn,
    mirrors,
    readStatus: () => readVaultStatus(journal),
    writeStatus: async (status) => void (await journal.vaultStatus.put(status)),
    wakeAt: (at) => wakeAt(browser.alarms, at),
  });
  const desk = new VaultDesk({
    vault,
    life,
    mirrors,
    connect: (venue, pasted) => ports.connect(venue, pasted),
    check: (accountId) => ports.check(accountId),
    accountOf: async (accountId) => (await ports.engine()).state.accounts.get(accountId) ?? null,
    isUsed: async (accountId) => isAccountInUse((await ports.engine()).state, accountId),
    addAccount: (accountId, key) => addAccount(ports, accountId, key),
    removeAccount: (accountId) => removeAccount(ports, accountId),
  });
  return { life, desk };
}

import { browser } from "wxt/browser";
import { journalDatabase } from "../journal/database.ts";
import { readHalt, setHalt } from "../journal/halt-switch.ts";
import type { DamagedRow } from "../model/journal-change.ts";
import { pageOriginsOf, type SenderRules } from "../messages/sender.ts";
import { PAGE_RATE, RateLimit } from "../messages/rate-limit.ts";
import { browserClock } from "./browser-clock.ts";
import type { CommandMessage, CommandOrRefusal } from "./command-of.ts";
import { holdEngineLock } from "./engine-lock.ts";
import { keepComputerAwake } from "./computer-awake.ts";
import { createExchangeLine } from "./exchange-line.ts";
import { lookAfterJournal } from "./journal-upkeep.ts";
import { createAskInfo } from "./hyperliquid-info.ts";
import { keepAwake } from "./keep-awake.ts";
import { createRealAccounts } from "./real-accounts.ts";
import { replaceJournal } from "./replace-journal.ts";
import { createSessionMemory } from "./session-memory.ts";
import { Shell } from "./shell.ts";
import { startVault } from "./start-vault.ts";
import { showRealPositions, showToolbarState } from "./toolbar-icon.ts";
import { realPositionCount, toolbarStateOf } from "./toolbar-state.ts";
import type { VaultDesk } from "./vault-desk.ts";
import { updateWhenIdle } from "./update-when-idle.ts";
import { wire } from "./wiring.ts";

/** The background of this context: the shell, once it has booted, and who wants to hear of its changes. */
export interface Background {
  /** Takes messages about keys. Needs no engine to be unlocked, locked or wiped. */
  readonly vault: Pick<VaultDesk, "take">;
  readonly rules: SenderRules & { readonly pageLimit: RateLimit };
  /** Boots if this life has not, and answers the shell. */
  shell(): Promise<Shell>;
  wake(): void;
  command(message: CommandMessage): Promise<CommandOrRefusal>;
  /** Writes the journal's halt switch; null takes it away. Needs no engine. Rejects with a JournalError. */
  setHalt(since: number | null): Promise<void>;
  /** Reads it. Rejects with a JournalError. */
  readHalt(): Promise<number | null>;
  /** Ends this life, puts a file in the journal's place and boots anew; see replaceJournal. */
  importJournal(text: string): Promise<void>;
  /** Calls back when the shell that was answered lives no longer. */
  onEnd(listener: () => void): () => void;
  /** Calls back after every change of the state; answers how to stop that. */
  onChange(listener: () => void): () => void;
}

function randomHex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

function senderRules(): SenderRules {
  const matches = browser.runtime.getManifest().content_scripts?.flatMap((script) => script.matches ?? []);
  return {
    extensionId: browser.runtime.id,
    extensionOrigin: browser.runtime.getURL("/").replace(/\/$/, ""),
    pageOrigins: pageOriginsOf(matches ?? []),
  };
}

export function startBackground(): Background {
  const listeners = new Set<() => void>();
  const endListeners = new Set<() => void>();
  let booting: Promise<Shell> | null = null;
  let damagedHistory: readonly DamagedRow[] = [];
  const awake = keepAwake();
  const computer = keepComputerAwake(browser.power, console);
  let running: Shell | null = null;
  const updates = updateWhenIdle(browser.runtime, () => running?.state ?? null);
  const network = {
    clock: browserClock,
    fetch: ((input, init) => fetch(input, init)) satisfies typeof fetch,
    // One line and one budget for all who ask, over the lives of the shell too.
    line: createExchangeLine(() => Math.random()),
    openSocket: (url: string) => new WebSocket(url),
    random: () => Math.random(),
    isOnline: () => navigator.onLine,
  };
  const ask = createAskInfo(network);
  const session = createSessionMemory(browser.storage.session);
  const vault = startVault({
    clock: browserClock,
    journal: journalDatabase(),
    session,
    running: () => running,
    engine: () => background.shell(),
    onChange: (listener) => background.onChange(listener),
    connect: async (venue, pasted) => (await background.shell()).venues.connect(venue, pasted),
    check: async (accountId) => (await background.shell()).venues.checkKey(accountId),
  });
  const realAccounts = createRealAccounts({
    ...network,
    ask,
    session,
    database: journalDatabase(),
    log: console,
    keys: vault.life,
  });

  const boot = async (): Promise<Shell> => {
    await holdEngineLock(navigator.locks, () => console.warn("Pilotfish: another context runs the engine."));
    const changed = (): void => {
      if (shell === null) return;
      running = shell;
      awake.set(shell.isActive);
      computer.changed(shell.halted === null ? shell.state : null);
      updates.changed();
      showToolbarState(toolbarStateOf(shell.state, shell.halted !== null));
      showRealPositions(realPositionCount(shell.state));
      vault.life.engineChanged();
      for (const listener of listeners) listener();
    };
    let shell: Shell | null = null;
    shell = await Shell.boot(
      wire({
        ...network,
        database: journalDatabase(),
        damagedHistory,
        ask,
        realAccounts,
        newInstallationId: () => randomHex(16),
        newFollowId: () => `follow-${randomHex(8)}`,
        changed,
      }),
    );
    changed();
    return shell;
  };

  const bootAfter = (before: Promise<void>): Promise<Shell> =>
    before.then(boot).catch((error: unknown) => {
      // The next who asks tries again.
      booting = null;
      throw error;
    });
  /** Whoever asks meanwhile gets the next life, which begins after `replaced`. */
  const endLife = async (replaced: Promise<void>): Promise<void> => {
    const running = booting;
    booting = bootAfter(replaced);
    const [ended] = await Promise.allSettled([running]);
    if (ended.status === "fulfilled") ended.value?.stop();
    for (const listener of endListeners) listener();
  };

  const background: Background = {
    vault: vault.desk,
    rules: { ...senderRules(), pageLimit: new RateLimit({ ...PAGE_RATE, now: () => Date.now() }) },
    shell() {
      booting ??= bootAfter(Promise.resolve());
      return booting;
    },
    wake() {
      background.shell().catch((error: unknown) => {
        console.error("Pilotfish could not start.", error);
        showToolbarState("error");
      });
    },
    command: async (message) => (await background.shell()).command(message),
    setHalt: (since) => setHalt(journalDatabase(), since),
    readHalt: () => readHalt(journalDatabase()),
    async importJournal(text) {
      let replaced = (): void => undefined;
      const over = new Promise<void>((resolve) => (replaced = resolve));
      try {
        await replaceJournal(journalDatabase(), text, {
          now: Date.now(),
          newInstallationId: randomHex(16),
          stopEngine: () => endLife(over),
        });
      } finally {
        replaced();
        background.wake();
      }
    },
    onEnd(listener) {
      endListeners.add(listener);
      return () => endListeners.delete(listener);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  lookAfterJournal({
    clock: browserClock,
    database: journalDatabase(),
    log: console,
    onDamage(rows) {
      // The next life leaves their accounts out.
      damagedHistory = rows;
      void endLife(Promise.resolve()).then(() => background.wake());
    },
  });
  return background;
}

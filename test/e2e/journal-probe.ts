import type { Page } from "@playwright/test";
import { z } from "zod";
import { Account } from "../../lib/model/account.ts";
import { Decision, Follow, FollowBook } from "../../lib/model/follow.ts";
import { Guard } from "../../lib/model/guard.ts";
import { EngineMeta, FillRow, IntentRow, Leader, Problem } from "../../lib/model/state.ts";
import { StopRow } from "../../lib/model/stop.ts";
import { VaultStatus } from "../../lib/model/vault-status.ts";
import { Reply } from "../../lib/messages/protocol.ts";
import { type VaultMessage, VaultReply } from "../../lib/messages/vault-messages.ts";

const TABLES = {
  follows: Follow,
  books: FollowBook,
  intents: IntentRow,
  fills: FillRow,
  decisions: Decision,
  leaders: Leader,
  problems: Problem,
  guards: Guard,
  accounts: Account,
  stops: StopRow,
  meta: EngineMeta,
  vaultStatus: VaultStatus,
  paperOrders: z.looseObject({ clientOrderId: z.string() }),
  paperPositions: z.looseObject({ instrument: z.string(), size: z.string() }),
};
type Tables = typeof TABLES;

/** Reads one store of the journal with plain IndexedDB; a database that is not there is not made. */
async function readStore(store: string): Promise<unknown[]> {
  const known = await indexedDB.databases();
  if (!known.some((database) => database.name === "pilotfish")) return [];
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("pilotfish");
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("open failed")));
  });
  try {
    return await new Promise<unknown[]>((resolve, reject) => {
      const request = database.transaction(store).objectStore(store).getAll();
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(request.error ?? new Error("read failed")));
    });
  } finally {
    database.close();
  }
}

/**
 * The journal and the message gate, through a page of the extension that runs none of its code (its manifest),
 * so that looking neither wakes the worker nor keeps it awake.
 */
export class JournalProbe {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(page: Page, extensionId: string): Promise<JournalProbe> {
    await page.goto(`chrome-extension://${extensionId}/manifest.json`);
    return new JournalProbe(page);
  }

  async rows<Name extends keyof Tables>(name: Name): Promise<z.output<Tables[Name]>[]> {
    const rows = await this.page.evaluate(readStore, name);
    return rows.map((row) => TABLES[name].parse(row) as z.output<Tables[Name]>);
  }

  /** A message as the extension's own pages send it. */
  async send(message: unknown): Promise<Reply> {
    return Reply.parse(await this.#say(message));
  }

  /** The same about keys. */
  async sendVault(message: VaultMessage): Promise<VaultReply> {
    return VaultReply.parse(await this.#say(message));
  }

  async #say(message: unknown): Promise<unknown> {
    return this.page.evaluate(`chrome.runtime.sendMessage(${JSON.stringify(message)})`);
  }
}

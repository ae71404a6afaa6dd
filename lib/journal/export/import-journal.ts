import type { Account } from "../../model/account.ts";
import type { Follow } from "../../model/follow.ts";
import type { AccountId, Millis } from "../../model/identity.ts";
import type { EngineMeta } from "../../model/state.ts";
import { signed } from "../checksum.ts";
import type { JournalDatabase } from "../database.ts";
import { readHalt } from "../halt-switch.ts";
import { inspectRow } from "../inspect-row.ts";
import { writeFailure } from "../journal-failure.ts";
import { FINAL_STATUSES, FINAL_STOP_STATUSES, META_KEY, STATE_TABLES } from "../tables.ts";
import { FILE_TABLES, type JournalFile, JournalFileError } from "./journal-file.ts";
import { type LedgerSchemas, readJournalFile } from "./read-journal-file.ts";

export interface ImportPorts {
  readonly now: Millis;
  /** 32 random hex digits: this is another installation than the one that made the file. */
  readonly newInstallationId: string;
  readonly ledger: LedgerSchemas;
}

/** What of the journal that goes is kept. */
interface Kept extends ImportPorts {
  readonly haltedSince: Millis | null;
  readonly lastNonces: ReadonlyMap<AccountId, number>;
}

/**
 * Puts a file in the place of everything that is there, in one transaction, and only while no order is open and no stop rests.
 * Follows that ran come in as paused (those that were ending go on to end), the installation gets a new id, and a halt that is set stays set. The
 * engine must not run meanwhile: it boots anew afterwards. Rejects with a JournalFileError when the file
 * cannot be taken and with a JournalError when it cannot be written; either way nothing was changed.
 */
export async function importJournal(
  database: JournalDatabase,
  text: string,
  ports: ImportPorts,
): Promise<void> {
  const file = readJournalFile(text, ports.ledger);
  try {
    await database.transaction("rw", database.tables, async () => {
      const open = await database.intents.where("status").noneOf(FINAL_STATUSES).count();
      if (open > 0) {
        throw new JournalFileError(
          `${open === 1 ? "An order is" : `${open} orders are`} still open. Import again once it is known what became of ${open === 1 ? "it" : "them"}.`,
        );
      }
      // Under another installation's id nobody would remove what rests there now.
      const resting = await database.stops.where("status").noneOf(FINAL_STOP_STATUSES).count();
      if (resting > 0) {
        throw new JournalFileError(
          resting === 1
            ? "A stop rests at the exchange, and nobody would look after it. Close the position that it protects, or stop its follow and keep the position: then Pilotfish takes the stop away. Import again after that."
            : `${resting} stops rest at the exchange, and nobody would look after them. Close the positions that they protect, or stop their follows and keep the positions: then Pilotfish takes the stops away. Import again after that.`,
        );
      }
      const haltedSince = (await readHalt(database)) ?? (await haltOfEngine(database));
      const lastNonces = await lastNoncesOf(database);
      for (const name of FILE_TABLES) await database.table(name).clear();
      await database.upkeep.clear();
      for (const name of FILE_TABLES)
        await putRows(database, name, file, { ...ports, haltedSince, lastNonces });
      await database.events.add(
        signed("events", {
          at: ports.now,
          kind: "journal-imported",
          body: { exportedAt: file.exportedAt },
        }),
      );
    });
  } catch (error) {
    throw error instanceof JournalFileError ? error : writeFailure(error);
  }
}

async function putRows(
  database: JournalDatabase,
  name: string,
  { tables }: JournalFile,
  { now, newInstallationId, haltedSince, lastNonces }: Kept,
): Promise<void> {
  const table = database.table<unknown, string | number>(name);
  const entries = tables[name] ?? [];
  const rows = entries.map(({ row }) => {
    if (name === "follows") return signed(name, paused(STATE_TABLES.follows.schema.parse(row), now));
    if (name === "accounts")
      return signed(name, asOf(STATE_TABLES.accounts.schema.parse(row), now, lastNonces));
    if (name !== "meta") return row;
    const meta: EngineMeta = STATE_TABLES.meta.schema.parse(row);
    return signed(name, { ...meta, installationId: newInstallationId, haltedSince });
  });
  const inline = (table.schema.primKey.keyPath ?? "") !== "";
  if (inline) await table.bulkPut(rows);
  else await table.bulkPut(rows, name === "meta" ? [META_KEY] : entries.map(({ key }) => key));
}

/**
 * What traded under the old installation id before now is not taken for another installation. A signer's numbers go on
 * from the higher one: those of the journal that goes may have been used.
 */
function asOf(account: Account, now: Millis, lastNonces: Kept["lastNonces"]): Account {
  const lastNonce = Math.max(account.lastNonce, lastNonces.get(account.id) ?? 0);
  return { ...account, cursor: now, equityAt: null, reconciled: false, lastNonce };
}

/** What signers of the accounts that stand here were given; a damaged row says nothing. */
async function lastNoncesOf(database: JournalDatabase): Promise<Map<AccountId, number>> {
  const rows: unknown[] = await database.accounts.toArray();
  return new Map(
    rows.flatMap((row) => {
      const parsed = STATE_TABLES.accounts.schema.safeParse(row);
      return parsed.success ? [[parsed.data.id, parsed.data.lastNonce] as const] : [];
    }),
  );
}

/** The engine's own halt stands alone where the switch could not be written. */
async function haltOfEngine(database: JournalDatabase): Promise<Millis | null> {
  const inspected = inspectRow("meta", STATE_TABLES.meta, META_KEY, await database.meta.get(META_KEY));
  return "row" in inspected ? inspected.row.haltedSince : null;
}

/**
 * Nothing is bought because a file was read: what ran goes on when the user says so. What was to end (it is being
 * closed, or follows its leader out) still ends: to resume it would follow the leader again.
 */
function paused(follow: Follow, now: Millis): Follow {
  if (follow.status !== "starting" && follow.status !== "mirroring") return follow;
  return { ...follow, status: "paused", statusSince: now };
}

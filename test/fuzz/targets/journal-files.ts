import { isDeepStrictEqual } from "node:util";
import { signed } from "../../../lib/journal/checksum.ts";
import type { JournalDatabase } from "../../../lib/journal/database.ts";
import { exportJournal } from "../../../lib/journal/export/export-journal.ts";
import { importJournal } from "../../../lib/journal/export/import-journal.ts";
import { JournalFile, JournalFileError, fileChecksum } from "../../../lib/journal/export/journal-file.ts";
import { loadJournal } from "../../../lib/journal/load.ts";
import { paperTables } from "../../../lib/journal/paper-tables.ts";
import {
  PaperAccountRow,
  PaperFundingDue,
  PaperNotice,
  PaperOrder,
  PaperPosition,
  PaperStop,
} from "../../../lib/venues/paper-store.ts";
import type { Dice } from "../../simulation/dice.ts";
import { calmStory } from "../base-states.ts";
import { NOW } from "../story.ts";
import { mutatedText } from "../mutate-text.ts";
import { mutated } from "../mutate.ts";
import { writtenJournal } from "../stored-journal.ts";
import { FuzzFault, type Outcome, type Target, refused, taken } from "../target.ts";
import { usedLedgerRows } from "./paper-rows.ts";

const LEDGER = {
  paperAccount: PaperAccountRow,
  paperPositions: PaperPosition,
  paperOrders: PaperOrder,
  paperStops: PaperStop,
  paperFundingDue: PaperFundingDue,
  paperNotices: PaperNotice,
};
const NEW_ID = "f".repeat(32);

/** A file as the product exports it, of a journal and a ledger that are in use. */
async function exportedFile(): Promise<unknown> {
  const database = await writtenJournal("exported", calmStory());
  const { account, positions, orders, stops, fundingDue, notices } = await usedLedgerRows();
  const rows = (put: readonly unknown[]) => ({ put: put.map((row) => Object(row) as object), remove: [] });
  await paperTables(database).apply({
    account: PaperAccountRow.parse(account),
    positions: rows(positions),
    orders: rows(orders),
    stops: rows(stops),
    fundingDue: rows(fundingDue),
    notices: rows(notices),
  });
  database.close();
  return JSON.parse((await exportJournal("exported", NOW)).parts.join(""));
}

let file: Promise<unknown> | null = null;
let target: JournalDatabase | null = null;

/** Somebody who knows the checksums changed a row: only its meaning is left to be judged. */
function resealed(dice: Dice, sound: unknown): unknown {
  const { tables, ...header } = JournalFile.parse(structuredClone(sound));
  const rows = dice.pick(Object.entries(tables).filter(([, list]) => list.length > 0));
  const [name, list] = rows;
  const index = dice.int(0, list.length - 1);
  const row = mutated(dice, list[index]?.row);
  if (typeof row !== "object" || row === null) return sound;
  const key = list[index]?.key ?? "";
  list.splice(index, 1, { key, row });
  try {
    list.splice(index, 1, { key, row: "checksum" in row ? signed(name, row) : row });
    return { ...header, tables, checksum: fileChecksum(tables) };
  } catch (error) {
    // What is nested too deeply for a checksum keeps the old ones.
    if (error instanceof RangeError) return { ...header, tables };
    throw error;
  }
}

function fileText(dice: Dice, sound: unknown): string {
  if (dice.chance(0.3)) return mutatedText(dice, sound);
  return JSON.stringify(dice.chance(0.6) ? resealed(dice, sound) : mutated(dice, sound)) ?? "";
}

/**
 * A journal's file that somebody changed: refused with words that say where, and nothing is touched; or taken
 * whole, as another installation, with nothing running and a journal that loads.
 */
export const journalFiles: Target = {
  name: "journal-files",
  weight: 2,
  async run(dice): Promise<Outcome> {
    file ??= exportedFile();
    target ??= await writtenJournal("imported", calmStory());
    const before = [
      await target.meta.toArray(),
      await target.follows.toArray(),
      await target.books.toArray(),
    ];
    try {
      await importJournal(target, fileText(dice, await file), {
        now: NOW,
        newInstallationId: NEW_ID,
        ledger: LEDGER,
      });
    } catch (error) {
      if (!(error instanceof JournalFileError)) throw error;
      const after = [
        await target.meta.toArray(),
        await target.follows.toArray(),
        await target.books.toArray(),
      ];
      if (!isDeepStrictEqual(after, before))
        throw new FuzzFault("stateChanged", "a file that was refused was taken");
      return refused(error.message);
    }
    const rows = await loadJournal(target);
    if (rows.damaged.length > 0)
      throw new FuzzFault("stateChanged", `a damaged row was taken: ${rows.damaged[0]?.detail}`);
    if (rows.meta?.installationId !== NEW_ID)
      throw new FuzzFault("stateChanged", "it came in as the old installation");
    const running = rows.follows.filter(({ status }) => status !== "paused" && status !== "stopped");
    if (running.length > 0) throw new FuzzFault("stateChanged", `a follow came in as ${running[0]?.status}`);
    return taken;
  },
};

import { signed } from "../../../lib/journal/checksum.ts";
import { inspectRow } from "../../../lib/journal/inspect-row.ts";
import { ENGINE_TABLES, type EngineTable, type TableRule } from "../../../lib/journal/tables.ts";
import type { Dice } from "../../simulation/dice.ts";
import { mutated } from "../mutate.ts";
import { type StoredRow, storedJournal } from "../stored-journal.ts";
import { FuzzFault, type Outcome, type Target, refused, taken } from "../target.ts";

/** Half of them carry a checksum that fits: no disk does that, but a program of ours could. */
export function mutatedRow(dice: Dice, { table, row }: StoredRow): unknown {
  const next = mutated(dice, row);
  const object = typeof next === "object" && next !== null && !Array.isArray(next);
  return object && dice.chance(0.5) ? signedWherePossible(table, next) : next;
}

/** What is nested too deeply for a checksum stays without one. */
function signedWherePossible(table: string, row: object): object {
  try {
    return signed(table, row);
  } catch (error) {
    if (error instanceof RangeError) return row;
    throw error;
  }
}

/** One stored row: as the model knows it, or damaged, in words. Never a default in its place. */
export const journalRows: Target = {
  name: "journal-rows",
  weight: 30,
  async run(dice): Promise<Outcome> {
    const { rows } = await storedJournal();
    const sample = dice.pick(rows);
    // Each table's rule knows its own rows; here any row may meet any rule.
    const rule = ENGINE_TABLES[sample.table as EngineTable] as unknown as TableRule;
    const stored = mutatedRow(dice, sample);
    const inspected = inspectRow(sample.table, rule, sample.key, stored);
    if ("damage" in inspected) return refused(inspected.damage);
    if (!rule.schema.safeParse(inspected.row).success) {
      throw new FuzzFault("stateChanged", `a row of ${sample.table} that the model refuses was read`);
    }
    return taken;
  },
};

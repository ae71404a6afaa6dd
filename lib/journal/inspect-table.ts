import type { Table } from "dexie";
import type { z } from "zod";
import { inspectRow } from "./inspect-row.ts";
import type { TableRule } from "./tables.ts";

/** A damaged row before anybody knows whom it stops. */
export interface FoundDamage {
  readonly table: string;
  readonly key: string;
  readonly detail: string;
  /** The row as it is stored; null where it is missing. */
  readonly stored: unknown;
}

export interface InspectedRows<Row> {
  readonly rows: readonly Row[];
  readonly damages: readonly FoundDamage[];
}

/** Parts stored rows into sound and damaged ones. `keys` are those under which they are stored, in the same order. */
export function inspectRows<Schema extends z.ZodType>(
  table: string,
  rule: TableRule<Schema>,
  keys: readonly unknown[],
  stored: readonly unknown[],
): InspectedRows<z.output<Schema>> {
  const rows: z.output<Schema>[] = [];
  const damages: FoundDamage[] = [];
  for (const [index, row] of stored.entries()) {
    const inspected = inspectRow(table, rule, keys[index], row);
    if ("row" in inspected) rows.push(inspected.row);
    else damages.push({ table, key: String(keys[index]), detail: inspected.damage, stored: row });
  }
  return { rows, damages };
}

/** The same for a whole table, or for what `query` finds of it; inside a transaction, so that keys and rows fit. */
export async function inspectTable<Schema extends z.ZodType>(
  table: Table<unknown, unknown>,
  rule: TableRule<Schema>,
  query = () => table.toCollection(),
): Promise<InspectedRows<z.output<Schema>>> {
  const [keys, stored] = await Promise.all([query().primaryKeys(), query().toArray()]);
  return inspectRows(table.name, rule, keys, stored);
}

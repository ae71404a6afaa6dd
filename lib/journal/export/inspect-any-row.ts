import type { z } from "zod";
import { isIntact } from "../checksum.ts";
import { inspectRow } from "../inspect-row.ts";
import { ENGINE_TABLES, LEDGER_TABLES, type TableRule, VIEW_TABLES } from "../tables.ts";

const RULES = new Map<string, TableRule>(Object.entries(ENGINE_TABLES) as [string, TableRule][]);
const VIEWS = new Map<string, z.ZodType>(
  Object.entries(VIEW_TABLES).map(([name, { schema }]) => [name, schema]),
);

/** What is wrong with a stored row of any table, in words; null when nothing is. */
export function damageOf(table: string, key: unknown, row: unknown): string | null {
  const rule = RULES.get(table);
  if (rule !== undefined) {
    const inspected = inspectRow(table, rule, key, row);
    return "damage" in inspected ? inspected.damage : null;
  }
  if ((LEDGER_TABLES as readonly string[]).includes(table)) {
    return isIntact(table, row) ? null : "Its checksum does not match.";
  }
  const parsed = VIEWS.get(table)?.safeParse(row);
  if (parsed === undefined) return "No such table is known.";
  const where = parsed.error?.issues[0];
  return where === undefined ? null : `${where.path.join(".")} ${where.message}`.trim();
}

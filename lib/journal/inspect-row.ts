import type { z } from "zod";
import { checksumOf, isIntact } from "./checksum.ts";
import type { TableRule } from "./tables.ts";

export type Inspected<Row> = { readonly row: Row } | { readonly damage: string };

/** A stored row as the model knows it, or in words what is wrong with it. */
export function inspectRow<Schema extends z.ZodType>(
  table: string,
  { schema, keyOf }: TableRule<Schema>,
  key: unknown,
  stored: unknown,
): Inspected<z.output<Schema>> {
  // The schema first: it names the field, where the checksum only says that something is wrong.
  const parsed = schema.safeParse(stored);
  if (!parsed.success) {
    const where = parsed.error.issues[0];
    return { damage: `${where?.path.join(".") ?? ""} ${where?.message ?? ""}`.trim().slice(0, 300) };
  }
  if (!isIntact(table, stored)) return { damage: "Its checksum does not match." };
  // Reading must neither fill in nor leave out anything.
  const read = checksumOf(table, parsed.data as object);
  if (read !== stored.checksum) return { damage: "It has other fields than a row has." };
  if (keyOf !== null && keyOf(parsed.data) !== key) return { damage: "It is stored under another key." };
  return { row: parsed.data };
}

import { readFileSync } from "node:fs";
import { Dexie } from "dexie";
import { z } from "zod";

const Fixture = z.object({
  version: z.number().int(),
  tables: z.record(
    z.string(),
    z.object({
      schema: z.string(),
      rows: z.array(z.object({ key: z.union([z.string(), z.number()]), value: z.looseObject({}) })),
    }),
  ),
});
export type Fixture = z.infer<typeof Fixture>;

/** The journal as an earlier version of the schema wrote it. */
export function readFixture(version: number): Fixture {
  const path = new URL(`../fixtures/journal/v${version}.json`, import.meta.url);
  return Fixture.parse(JSON.parse(readFileSync(path, "utf8")));
}

/** Puts it into a database of that version, row by row. */
export async function writeFixture(name: string, { version, tables }: Fixture): Promise<void> {
  const database = new Dexie(name);
  database
    .version(version)
    .stores(Object.fromEntries(Object.entries(tables).map(([table, { schema }]) => [table, schema])));
  for (const [name, { rows }] of Object.entries(tables)) {
    const table = database.table(name);
    const inline = table.schema.primKey.keyPath !== null && table.schema.primKey.keyPath !== "";
    for (const { key, value } of rows) await (inline ? table.put(value) : table.put(value, key));
  }
  database.close();
}

/** All rows of a database as they are stored, whatever its version. */
export async function dumpDatabase(name: string): Promise<Fixture["tables"]> {
  const database = await new Dexie(name).open();
  const tables: Fixture["tables"] = {};
  for (const table of database.tables) {
    const keys = await table.toCollection().primaryKeys();
    const values: unknown[] = await table.toArray();
    tables[table.name] = {
      schema: [table.schema.primKey.src, ...table.schema.indexes.map((index) => index.src)].join(", "),
      rows: values.map((value, index) => ({
        key: z.union([z.string(), z.number()]).parse(keys[index]),
        value: z.looseObject({}).parse(value),
      })),
    };
  }
  database.close();
  return tables;
}

import { readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { told } from "./checks.ts";
import { runScript } from "./command.ts";
import type { Counts } from "./counts.ts";

const SEEDS = "1-2000";

const Schedules = z.looseObject({
  schedules: z.number(),
  lost: z.number(),
  duplicated: z.number(),
  violations: z.array(z.unknown()),
});
const Planted = z.looseObject({
  planted: z.array(z.looseObject({ name: z.string(), caughtBySeed: z.number().nullable() })),
});

async function reportOf<Schema extends z.ZodType>(
  name: string,
  flags: readonly string[],
  schema: Schema,
): Promise<z.infer<Schema> | null> {
  const path = fileURLToPath(new URL(`../../test-results/${name}.json`, import.meta.url));
  await rm(path, { force: true });
  const ended = await runScript("simulate", false, [...flags, "--json", path]);
  told(name, ended);
  const text = await readFile(path, "utf8").catch(() => null);
  const parsed = text === null ? null : schema.safeParse(JSON.parse(text));
  if (parsed?.success !== true) {
    console.error(`${name} has written no report that can be read`);
    return null;
  }
  return parsed.data;
}

/** Many schedules count as one test, each planted bug as one: it is passed when the oracle caught it. */
export async function simulationStage(): Promise<Counts> {
  const schedules = await reportOf("simulation", ["--seeds", SEEDS], Schedules);
  const clean =
    schedules !== null &&
    schedules.schedules > 0 &&
    schedules.lost + schedules.duplicated + schedules.violations.length === 0;
  const planted = await reportOf("planted", ["--planted"], Planted);
  const caught = planted?.planted.filter((bug) => bug.caughtBySeed !== null).length ?? 0;
  const missed = planted === null ? 1 : planted.planted.length - caught;
  return { passed: (clean ? 1 : 0) + caught, failed: (clean ? 0 : 1) + missed };
}

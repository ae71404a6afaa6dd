import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { runSchedule } from "./run-schedule.ts";
import { simulateSeeds } from "./simulate-seeds.ts";
import { summaryOf } from "./summary.ts";
import { traceOf } from "./trace.ts";

const USAGE = `npm run simulate -- --seeds FIRST-LAST [--json FILE]   runs schedules, 2,000 of them without FIRST-LAST
npm run simulate -- --seed N [--trace]               runs one, and tells it`;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1-2000" },
    seed: { type: "string" },
    trace: { type: "boolean", default: false },
    json: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

async function write(report: unknown): Promise<void> {
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
}

async function one(seed: number): Promise<number> {
  const record = await runSchedule(seed);
  const summary = summaryOf(record);
  if (values.trace) for (const line of traceOf(record)) console.info(line);
  for (const { rule, detail } of summary.violations) console.error(`VIOLATION ${rule}: ${detail}`);
  const { leaderEvents, orders, digest } = summary;
  console.info(`seed ${seed}: ${leaderEvents} leader events, ${orders} orders, ${digest.slice(0, 16)}`);
  await write(summary);
  return summary.violations.length;
}

const SHOWN = 40;

async function many(range: string): Promise<number> {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(range) ?? [];
  if (first === undefined || last === undefined) throw new RangeError(`Not a range of seeds: ${range}`);
  let shown = 0;
  const report = await simulateSeeds(Number(first), Number(last), ({ seed, violations }) => {
    for (const { rule, detail } of violations) {
      shown += 1;
      if (shown <= SHOWN) console.error(`seed ${seed}: ${rule}: ${detail}`);
    }
  });
  const { violations, ...figures } = report;
  console.info(JSON.stringify({ ...figures, violations: violations.length }, null, 2));
  await write({ ...report, violations: violations.map(({ seed, rule }) => ({ seed, rule })) });
  return violations.length;
}

if (values.help) console.info(USAGE);
else {
  const violations = await (values.seed === undefined ? many(values.seeds) : one(Number(values.seed)));
  process.exitCode = violations > 0 ? 1 : 0;
}

import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { visitAll } from "./crash-points/visit-all.ts";
import { huntAll } from "./planted/hunt-all.ts";
import { runSchedule } from "./run-schedule.ts";
import { simulateSeeds } from "./simulate-seeds.ts";
import { summaryOf } from "./summary.ts";
import { traceOf } from "./trace.ts";

const USAGE = `npm run simulate -- --seeds FIRST-LAST [--json FILE]   runs schedules, 2,000 of them without FIRST-LAST
npm run simulate -- --seed N [--trace]               runs one, and tells it
npm run simulate -- --planted [--json FILE]          plants bugs, one after the other: each must be caught
npm run simulate -- --crash-points [--json FILE]     kills at every point of a follow's life, with every outcome at the venue`;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1-2000" },
    seed: { type: "string" },
    trace: { type: "boolean", default: false },
    planted: { type: "boolean", default: false },
    "crash-points": { type: "boolean", default: false },
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

/** A planted bug is looked for in so many schedules. */
const PLANTED_SEEDS = 1_000;

/** Answers how many bugs were not caught, or only beside rules that did not hold without them. */
async function planted(): Promise<number> {
  const hunts = await huntAll(PLANTED_SEEDS, ({ name, caughtBySeed, violation, unclean, failed }) => {
    if (violation === null) console.error(`${name}: not caught in ${PLANTED_SEEDS} seeds`);
    else console.info(`${name}: seed ${caughtBySeed}, ${violation.rule}`);
    if (unclean.length > 0)
      console.error(`${name}: without it, too, rules are broken in ${unclean.join(", ")}`);
    if (failed.length > 0) console.error(`${name}: the simulation failed in ${failed.join(", ")}`);
  });
  const missed = hunts.filter(({ caughtBySeed }) => caughtBySeed === null);
  const doubtful = hunts.filter(({ unclean }) => unclean.length > 0);
  console.info(`${hunts.length} planted, ${hunts.length - missed.length} caught`);
  await write({ planted: hunts.map(({ name, caughtBySeed }) => ({ name, caughtBySeed })) });
  return missed.length + doubtful.length;
}

async function crashPoints(): Promise<number> {
  let shown = 0;
  const report = await visitAll(({ visit, rule, detail }) => {
    const { outcome, seed, number, point } = visit;
    const where = point === null ? "no crash" : `point ${number}, ${point.port} ${point.phase}`;
    shown += 1;
    if (shown <= SHOWN) console.error(`${outcome} (seed ${seed}), ${where}: ${rule}: ${detail}`);
  });
  const { violations, ...figures } = report;
  console.info(JSON.stringify({ ...figures, violations: violations.length }, null, 2));
  await write(report);
  return violations.length;
}

function asked(): Promise<number> {
  if (values["crash-points"]) return crashPoints();
  if (values.planted) return planted();
  return values.seed === undefined ? many(values.seeds) : one(Number(values.seed));
}

if (values.help) console.info(USAGE);
else {
  const violations = await asked();
  process.exitCode = violations > 0 ? 1 : 0;
}

import { readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** What a runner says about its tests. A test that did not run did not pass. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const VitestReport = z.looseObject({
  numTotalTests: z.number(),
  numPassedTests: z.number(),
  numFailedTestSuites: z.number(),
  success: z.boolean(),
});
const PlaywrightReport = z.looseObject({
  stats: z.looseObject({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  errors: z.array(z.unknown()),
});

function vitestCounts(report: unknown): Counts {
  const { numTotalTests, numPassedTests, numFailedTestSuites, success } = VitestReport.parse(report);
  const failed = numTotalTests - numPassedTests;
  // A file that cannot be loaded is a failed suite without a test.
  const fault = !success && failed === 0 ? Math.max(1, numFailedTestSuites) : 0;
  return { passed: numPassedTests, failed: failed + fault };
}

function playwrightCounts(report: unknown): Counts {
  const { stats, errors } = PlaywrightReport.parse(report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length };
}

const READERS = { vitest: vitestCounts, playwright: playwrightCounts };
export type Runner = keyof typeof READERS;

const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../../test-results/${name}.json`, import.meta.url));

/** An old report must not speak for a runner that crashed. */
export async function forgetReport(name: string): Promise<void> {
  await rm(pathOf(name), { force: true });
}

/**
 * What a run came to, from its report (null: there is none) and its exit status. A run without a readable
 * report, without a test, or that ended badly for no reason told, has failed.
 */
export function countsOfRun(runner: Runner, report: string | null, status: number): Counts {
  if (report === null) return { passed: 0, failed: 1 };
  let counts: Counts;
  try {
    counts = READERS[runner](JSON.parse(report));
  } catch (error) {
    console.error(
      `unreadable report of ${runner}: ${error instanceof Error ? error.message : String(error)}`,
    );
    return { passed: 0, failed: 1 };
  }
  const nothingRan = counts.passed + counts.failed === 0;
  const crashed = status !== 0 && counts.failed === 0;
  return nothingRan || crashed ? { ...counts, failed: 1 } : counts;
}

/** The counts of the suite of this name, from the report that it has just written. */
export async function readCounts(runner: Runner, name: string, status: number): Promise<Counts> {
  const report = await readFile(pathOf(name), "utf8").catch(() => null);
  if (report === null) console.error(`${name} has written no report`);
  return countsOfRun(runner, report, status);
}

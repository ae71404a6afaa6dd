import { provideChromium } from "../browser/provide-chromium.ts";
import { runChecks, told } from "./checks.ts";
import { runScript } from "./command.ts";
import { type Counts, type Runner, forgetReport, readCounts } from "./counts.ts";
import { simulationStage } from "./simulation-stage.ts";

/** Runs a suite and counts its tests. `show`: each test's line is shown as it comes. */
async function suite(script: string, runner: Runner, show = false): Promise<Counts> {
  await forgetReport(script);
  const ended = await runScript(script, show);
  const counts = await readCounts(runner, script, ended.status);
  const fine = ended.status === 0 && counts.failed === 0;
  told(`${script} (${counts.passed})`, { ...ended, status: fine ? 0 : 1 });
  return counts;
}

/** The production build; end-to-end tests of an old one would say nothing. */
async function build(): Promise<Counts> {
  const ended = await runScript("build");
  told("build", ended);
  return ended.status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function endToEnd(): Promise<Counts> {
  try {
    await provideChromium((text) => console.info(text));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
  return suite("e2e", "playwright", true);
}

const began = Date.now();
// The types come from what the build prepares, so it is made first. Then one core checks while the other runs
// the unit tests; what listens to clocks and sockets has the machine to itself.
const built = await build();
const beside = await Promise.all([runChecks(), suite("unit", "vitest")]);
const simulation = await simulationStage();
const conformance = await suite("conformance", "vitest");
const browser = built.failed === 0 ? await endToEnd() : { passed: 0, failed: 1 };

const all = [built, ...beside, simulation, conformance, browser];
const passed = all.reduce((sum, counts) => sum + counts.passed, 0);
const failed = all.reduce((sum, counts) => sum + counts.failed, 0);
console.info(`${Math.round((Date.now() - began) / 1_000)} s`);
console.info(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

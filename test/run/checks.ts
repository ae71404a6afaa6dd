import { type Ended, runScript } from "./command.ts";
import type { Counts } from "./counts.ts";

const CHECKS = ["types", "lint", "format", "imports", "unused"] as const;

export function told(name: string, { status, words, seconds }: Ended): void {
  const state = status === 0 ? "passed" : "FAILED";
  console.info(`${name.padEnd(14)} ${state}  ${seconds.toFixed(1)} s`);
  if (status !== 0) console.info(words.trimEnd());
}

/** Types, lint, format, import rules, unused code: one after the other; each counts as one. */
export async function runChecks(): Promise<Counts> {
  let passed = 0;
  for (const check of CHECKS) {
    const ended = await runScript(`check:${check}`);
    told(`check:${check}`, ended);
    if (ended.status === 0) passed += 1;
  }
  return { passed, failed: CHECKS.length - passed };
}

import { writeFile } from "node:fs/promises";
import { type FuzzWords, USAGE, readFuzzWords } from "./fuzz-options.ts";
import { type FuzzResult, type TargetCounts, runFuzz } from "./run-fuzz.ts";
import { TARGETS } from "./targets.ts";

const row = (name: string, ...cells: readonly (string | number)[]): string =>
  name.padEnd(18) + cells.map((cell) => String(cell).padStart(13)).join("");

function tell(name: string, counts: TargetCounts, ms: number): void {
  const { cases, refused, taken, unhandled, stateChanged, unclear } = counts;
  const seconds = (ms / 1_000).toFixed(1);
  console.info(row(name, cases, refused, taken, unhandled, stateChanged, unclear, `${seconds} s`));
}

async function main(words: FuzzWords): Promise<number> {
  const targets = TARGETS.filter(({ name }) => words.target === null || name === words.target);
  if (targets.length === 0) throw new Error(`There is no target ${words.target ?? ""}.`);
  // What the product writes to the console about bad input is not what is asked for here.
  const told = { warn: console.warn, error: console.error };
  console.warn = () => undefined;
  console.error = () => undefined;
  const began = performance.now();
  console.info(
    row("target", "cases", "refused", "still valid", "unhandled", "stateChanged", "unclear", "time"),
  );
  let result: FuzzResult;
  try {
    const { seed, cases } = words;
    result = await runFuzz({ targets, seed, cases, only: words.only ?? undefined, onTarget: tell });
  } finally {
    Object.assign(console, told);
  }
  for (const { target, case: number, fault, detail } of result.findings) {
    console.error(`${fault}: ${target} --case ${number}: ${detail}`);
  }
  const { seed, cases, unhandled, stateChanged, unclear } = result;
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.info(
    `seed ${seed}: ${cases} cases in ${seconds} s, ${unhandled} unhandled, ${stateChanged} stateChanged, ${unclear} unclear`,
  );
  if (words.json !== null)
    await writeFile(words.json, `${JSON.stringify({ ...result, seconds }, null, 2)}\n`);
  return unhandled + stateChanged + unclear > 0 ? 1 : 0;
}

let words: FuzzWords | null = null;
try {
  words = readFuzzWords(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
if (words !== null) process.exitCode = await main(words);

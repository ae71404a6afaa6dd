import { parseArgs } from "node:util";

export interface FuzzWords {
  readonly cases: number;
  readonly seed: number;
  /** File for the figures. */
  readonly json: string | null;
  /** Only this target, and of it only this case. */
  readonly target: string | null;
  readonly only: number | null;
}

export const USAGE = `npm run fuzz -- --cases 200000 --seed 1 --json out.json   all targets
npm run fuzz -- --seed 1 --target messages --case 17     one case again`;

function whole(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} takes a whole number.`);
  return value;
}

/** Throws an Error that says what is wrong with the words after \`npm run fuzz --\`. */
export function readFuzzWords(words: readonly string[]): FuzzWords {
  const { values } = parseArgs({
    args: [...words],
    options: {
      cases: { type: "string", default: "20000" },
      seed: { type: "string", default: "1" },
      json: { type: "string" },
      target: { type: "string" },
      case: { type: "string" },
    },
  });
  return {
    cases: whole(values.cases, "cases"),
    seed: whole(values.seed, "seed"),
    json: values.json ?? null,
    target: values.target ?? null,
    only: values.case === undefined ? null : whole(values.case, "case"),
  };
}

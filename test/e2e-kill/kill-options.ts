import { parseArgs } from "node:util";

export interface KillOptions {
  readonly kills: number;
  readonly seed: number;
  /** File for the figures. */
  readonly json: string | null;
  /** False: a window shows what happens. */
  readonly headless: boolean;
}

export const USAGE = `npm run e2e:kill                                         200 times
npm run e2e:kill -- --kills 20 --seed 7 --json out.json   as often as you like`;

function whole(text: string, name: string, most: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1 || value > most)
    throw new Error(`--${name} takes 1 to ${most}.`);
  return value;
}

/** Throws an Error that says what is wrong with the words after \`npm run e2e:kill --\`. */
export function readKillOptions(words: readonly string[]): KillOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      kills: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      json: { type: "string" },
      window: { type: "boolean", default: false },
    },
  });
  return {
    kills: whole(values.kills, "kills", 10_000),
    seed: whole(values.seed, "seed", 1_000_000_000),
    json: values.json ?? null,
    headless: !values.window,
  };
}

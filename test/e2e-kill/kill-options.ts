import { parseArgs } from "node:util";

export interface KillOptions {
  /** True: an account at the exchange, with keys, stops and lost answers. */
  readonly real: boolean;
  readonly kills: number;
  readonly seed: number;
  /** File for the figures. */
  readonly json: string | null;
  /** False: a window shows what happens. */
  readonly headless: boolean;
}

export const USAGE = `npm run e2e:kill                                         200 times, on paper
npm run e2e:kill -- --real                               50 times, with real orders
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
      real: { type: "boolean", default: false },
      kills: { type: "string" },
      seed: { type: "string", default: "1" },
      json: { type: "string" },
      window: { type: "boolean", default: false },
    },
  });
  return {
    real: values.real,
    kills: whole(values.kills ?? (values.real ? "50" : "200"), "kills", 10_000),
    seed: whole(values.seed, "seed", 1_000_000_000),
    json: values.json ?? null,
    headless: !values.window,
  };
}

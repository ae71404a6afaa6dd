import { parseArgs } from "node:util";
import { Address } from "../../lib/model/identity.ts";

export interface StartOptions {
  readonly headless: boolean;
  /** Follow by itself and let the leader trade for so long; null: the user does it. */
  readonly seconds: number | null;
  /** File for the summary. */
  readonly json: string | null;
  /** A real address to follow on paper, from the real network. */
  readonly live: Address | null;
}

export const USAGE = `npm start                                              the local exchange, and you click
npm start -- --headless --seconds 30 --json out.json   follows by itself, and checks what it holds
npm start -- --live 0xADDRESS                          a real leader from the real network, on paper`;

/** Throws an Error that says what is wrong with the words after \`npm start --\`. */
export function readOptions(words: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      headless: { type: "boolean", default: false },
      seconds: { type: "string" },
      json: { type: "string" },
      live: { type: "string" },
    },
  });
  const seconds = values.seconds === undefined ? null : Number(values.seconds);
  if (seconds !== null && !(seconds > 0 && seconds <= 3_600)) throw new Error("--seconds takes 1 to 3600.");
  if (values.headless && values.live === undefined && seconds === null)
    throw new Error("--headless shows nothing to click; add --seconds 30.");
  if (values.json !== undefined && seconds === null) throw new Error("--json needs --seconds.");
  if (values.live !== undefined && seconds !== null)
    throw new Error("--seconds checks against the local exchange's ledger; it does not go with --live.");
  const live = values.live === undefined ? null : Address.safeParse(values.live);
  if (live !== null && !live.success)
    throw new Error("--live takes an address: 0x and 40 hexadecimal digits.");
  return { headless: values.headless, seconds, json: values.json ?? null, live: live?.data ?? null };
}

import type { Dice } from "../simulation/dice.ts";

/** What became of one case that is as it must be. */
export type Outcome =
  /** Nothing was changed, and these words say why. */
  | { readonly kind: "refused"; readonly words: string }
  /** It was still valid, was taken, and the rules hold afterwards. */
  | { readonly kind: "taken" };

/** Where mutated data goes in. Each case stands alone: it needs nothing of the cases before it. */
export interface Target {
  readonly name: string;
  /** Its part of all cases, against the others'. What costs more time gets less. */
  readonly weight: number;
  run(dice: Dice): Outcome | Promise<Outcome>;
}

export const taken: Outcome = { kind: "taken" };

/** Nothing at all, an object that nobody wrote out, or a library's own list of faults in place of a sentence. */
const isUnclear = (text: string): boolean =>
  text.trim().length < 3 || text.length > 700 || /\[object |^undefined|"code":|call stack/.test(text);

/** Throws where the refusal says nothing that anybody could read. */
export function refused(words: unknown): Outcome {
  const text = words instanceof Error ? words.message : words;
  if (typeof text !== "string" || isUnclear(text)) {
    throw new FuzzFault("unclear", `refused without clear words: ${String(text).slice(0, 200)}`);
  }
  return { kind: "refused", words: text };
}

/** A case that is not as it must be, and which promise it broke. Anything else thrown counts as unhandled. */
export class FuzzFault extends Error {
  override readonly name = "FuzzFault";
  readonly fault: "stateChanged" | "unclear";

  constructor(fault: "stateChanged" | "unclear", message: string) {
    super(message);
    this.fault = fault;
  }
}

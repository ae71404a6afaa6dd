import type { Dice } from "../simulation/dice.ts";
import { mutated } from "./mutate.ts";
import { oddText } from "./odd-values.ts";

/** A body as it may come over a line: JSON of a mutated value, or no JSON any more. */
export function mutatedText(dice: Dice, value: unknown): string {
  // What JSON cannot say (NaN, undefined) becomes null or goes, as it would for any sender.
  const text = dice.chance(0.8) ? jsonOf(mutated(dice, value)) : jsonOf(value);
  const at = dice.int(0, text.length);
  switch (dice.int(0, 20)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return `${text.slice(0, at)}${oddText(dice).slice(0, 30)}${text.slice(at)}`;
    case 2:
      return text + text;
    case 3:
      return `\uFEFF${text}`;
    case 4:
      return text.replaceAll('"', "'");
    case 5:
      return `${text.slice(0, at)}${String.fromCodePoint(dice.int(0, 255))}${text.slice(at + 1)}`;
    case 6:
      return dice.chance(0.5) ? "[".repeat(20_000) : oddText(dice);
    default:
      return text;
  }
}

/** Some nestings are deeper than JSON.stringify goes; then a text that is as deep. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch (error) {
    if (error instanceof RangeError) return `${"[".repeat(9_000)}${"]".repeat(9_000)}`;
    throw error;
  }
}

import type { Dice } from "../simulation/dice.ts";

/** Texts that programs stumble over: empty, huge, of other scripts, almost numbers, names that objects have of themselves. */
const ODD_TEXTS: readonly string[] = [
  "",
  " ",
  "\u0000",
  "\uD800",
  "\u202Eevitca",
  "１２.５",
  "😈".repeat(40),
  "e\u0301",
  "null",
  "NaN",
  "Infinity",
  "-Infinity",
  "1e5",
  "1e-400",
  "0x10",
  "+1",
  "-0",
  "-0.0",
  "00012.500",
  "1.",
  ".5",
  "1,5",
  " 1",
  "1 ",
  "1\n",
  "0",
  "-1",
  "9".repeat(80),
  `0.${"0".repeat(77)}1`,
  "9".repeat(81),
  "a".repeat(10_000),
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "paper|BTC",
  "'; DROP TABLE intents; --",
  "<img src=x onerror=alert(1)>",
  "../../etc",
];

const ODD_NUMBERS: readonly number[] = [
  Number.NaN,
  Infinity,
  -Infinity,
  -0,
  0,
  1,
  -1,
  0.1,
  1e-300,
  1e21,
  1e308,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 2,
  -Number.MAX_SAFE_INTEGER,
  Number.MIN_VALUE,
  2 ** 31,
  2 ** 53,
  8.64e15,
];

/** Keys that every object has already, and such as nobody expects. */
const ODD_KEYS: readonly string[] = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "then",
  "length",
  "",
  "0",
  "\uD800",
  "more",
];

/** Deeper than anything that anybody sends, and not deeper than a database stores. */
const DEEP = 1_000;

function deep(kind: "array" | "object"): unknown {
  let value: unknown = 0;
  for (let level = 0; level < DEEP; level += 1) value = kind === "array" ? [value] : { in: value };
  return value;
}

export const oddText = (dice: Dice): string => dice.pick(ODD_TEXTS);
export const oddNumber = (dice: Dice): number => dice.pick(ODD_NUMBERS);
export const oddKey = (dice: Dice): string => dice.pick(ODD_KEYS);

/** A value of any kind, whatever stood there before. */
export function oddValue(dice: Dice): unknown {
  switch (dice.int(0, 9)) {
    case 0:
      return null;
    case 1:
      return undefined;
    case 2:
      return dice.chance(0.5);
    case 3:
    case 4:
      return oddNumber(dice);
    case 5:
    case 6:
      return oddText(dice);
    case 7:
      return [];
    case 8:
      return {};
    default:
      return deep(dice.pick(["array", "object"]));
  }
}

/** A number near this one, or far from it. */
export function bentNumber(dice: Dice, value: number): number {
  switch (dice.int(0, 6)) {
    case 0:
      return -value;
    case 1:
      return value + 0.5;
    case 2:
      return value * 1e12;
    case 3:
      return value / 1e12;
    case 4:
      return value + dice.pick([-1, 1]);
    case 5:
      return Math.trunc(value * dice.share());
    default:
      return oddNumber(dice);
  }
}

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** A text near this one, or far from it. A decimal mostly stays one, so that the rules behind the schema are met. */
export function bentText(dice: Dice, text: string): string {
  if (DECIMAL.test(text) && dice.chance(0.7)) return bentDecimal(dice, text);
  const at = dice.int(0, text.length);
  switch (dice.int(0, 5)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return `${text.slice(0, at)}${oddText(dice).slice(0, 20)}${text.slice(at)}`;
    case 2:
      return text.toUpperCase();
    case 3:
      return text + text;
    case 4:
      return ` ${text} `;
    default:
      return oddText(dice);
  }
}

function bentDecimal(dice: Dice, text: string): string {
  const [whole = "0", rest = ""] = text.replace("-", "").split(".");
  const sign = text.startsWith("-") ? "-" : "";
  switch (dice.int(0, 8)) {
    case 0:
      return text.startsWith("-") ? text.slice(1) : `-${text}`;
    case 1:
      return "0";
    case 2:
      return `${sign}${whole}${"0".repeat(dice.int(1, 30))}${rest === "" ? "" : `.${rest}`}`;
    case 3:
      return `${sign}0.${"0".repeat(dice.int(0, 40))}${whole}${rest}`;
    case 4:
      return `${sign}${whole}.${rest}${"0".repeat(dice.int(0, 20))}1`;
    case 5:
      return `${sign}000${whole}.${rest === "" ? "0" : rest}`;
    case 6:
      return `${sign}${dice.int(0, 99)}${rest === "" ? "" : `.${rest}`}`;
    case 7:
      return `${sign}${"9".repeat(dice.int(1, 79))}`;
    default:
      return `${sign}${dice.int(1, 9)}`;
  }
}

import type { Dice } from "../simulation/dice.ts";
import { bentNumber, bentText, oddKey, oddValue } from "./odd-values.ts";

type Holder = Record<string, unknown> | unknown[];
interface Place {
  readonly holder: Holder;
  readonly key: string;
}

const isHolder = (value: unknown): value is Holder => typeof value === "object" && value !== null;

/** So many entries of a list are looked at; a mutation of the 900th row finds nothing that one of the 9th does not. */
const LOOKED_AT = 12;
/** Deeper than any payload of ours. What is nested deeper came from a mutation, and is left alone. */
const DEEPEST = 12;

function placesOf(holder: Holder, places: Place[], depth: number): void {
  for (const key of Object.keys(holder).slice(0, Array.isArray(holder) ? LOOKED_AT : 60)) {
    places.push({ holder, key });
    const value = read({ holder, key });
    if (isHolder(value) && depth < DEEPEST) placesOf(value, places, depth + 1);
  }
}

/** Its own, never what it has from a prototype. */
const read = ({ holder, key }: Place): unknown => Object.getOwnPropertyDescriptor(holder, key)?.value;

/** Own and enumerable even where the name is `__proto__`, as JSON.parse would make it. */
function write({ holder, key }: Place, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

/** What is nested deeper than a copy goes is left out. */
function copyOf(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function drop({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}

/** Makes a place hold something else; what it is to be follows from what stands there. */
function bend(dice: Dice, place: Place, places: readonly Place[]): void {
  const value = read(place);
  switch (dice.int(0, 9)) {
    case 0:
      return drop(place);
    case 1:
      return write(place, oddValue(dice));
    case 2:
      // What stands elsewhere in it: of the right kind often enough, and in the wrong place.
      return write(place, copyOf(read(dice.pick(places))));
    default:
  }
  if (typeof value === "number") return write(place, bentNumber(dice, value));
  if (typeof value === "string") return write(place, bentText(dice, value));
  if (typeof value === "boolean") return write(place, !value);
  if (Array.isArray(value)) return bendList(dice, value);
  if (isHolder(value)) return bendObject(dice, value);
  write(place, oddValue(dice));
}

function bendList(dice: Dice, list: unknown[]): void {
  const one = list.length === 0 ? null : copyOf(list[dice.int(0, list.length - 1)]);
  switch (dice.int(0, 5)) {
    case 0:
      list.length = 0;
      return;
    case 1:
      list.push(one);
      return;
    case 2:
      list.unshift(one);
      return;
    case 3:
      list.reverse();
      return;
    case 4:
      for (let times = dice.int(1, 300); times > 0; times -= 1) list.push(one);
      return;
    default:
      list.push(oddValue(dice));
  }
}

function bendObject(dice: Dice, holder: Holder): void {
  const keys = Object.keys(holder);
  const key = keys.length === 0 ? oddKey(dice) : dice.pick(keys);
  switch (dice.int(0, 3)) {
    case 0:
      return write({ holder, key: oddKey(dice) }, oddValue(dice));
    case 1:
      // Renamed: the field is missing, and another one is there that nobody knows.
      write({ holder, key: `${key}_` }, read({ holder, key }));
      return drop({ holder, key });
    case 2:
      return write({ holder, key: "__proto__" }, { polluted: true, kind: "order-done", ok: true });
    default:
      for (const name of keys) if (dice.chance(0.5)) drop({ holder, key: name });
  }
}

/** How often one in so many is left as it was: a harness in which nothing valid passes would prove nothing. */
const UNTOUCHED = 0.03;

/**
 * A copy with one to four faults, chosen by what stands in it: fields dropped, renamed, exchanged, of the wrong
 * type, not numbers, huge, negative, of other scripts, nested deeply, named like an object's own; list items
 * doubled, turned round, dropped. The same dice give the same copy.
 */
export function mutated(dice: Dice, value: unknown): unknown {
  const root: Record<string, unknown> = { value: structuredClone(value) };
  if (dice.chance(UNTOUCHED)) return root["value"];
  let faults = 1;
  while (faults < 4 && dice.chance(0.3)) faults += 1;
  for (; faults > 0; faults -= 1) {
    const places: Place[] = [];
    placesOf(root, places, 0);
    if (places.length > 0) bend(dice, dice.pick(places), places);
  }
  return root["value"];
}

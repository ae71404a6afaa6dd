import { Decimal, decimal } from "../../lib/model/decimal.ts";

/** Digits as typed: "$2,500.50" is 2500.50. A comma that does not part thousands stays, and so is refused. */
export function plain(text: string): string {
  const typed = text.trim().replace(/^\$/, "");
  return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(typed) ? typed.replaceAll(",", "") : typed;
}

/** An exact decimal as text; null for an empty field. */
export function optionalPlain(text: string): string | null {
  return text.trim() === "" ? null : plain(text);
}

/** Not a number stays text, which the schema refuses. */
export function numeric(text: string): number | string {
  const typed = plain(text);
  return /^\d+(\.\d+)?$/.test(typed) ? Number(typed) : typed;
}

export function optionalNumeric(text: string): number | string | null {
  return text.trim() === "" ? null : numeric(text);
}

/** Typed seconds as milliseconds. */
export function milliseconds(text: string): number | string {
  const typed = plain(text);
  return /^\d+(\.\d{1,3})?$/.test(typed) ? decimal(typed).times(1000).toNumber() : typed;
}

export function optionalMilliseconds(text: string): number | string | null {
  return text.trim() === "" ? null : milliseconds(text);
}

/** Milliseconds as the seconds of a field. */
export function secondsText(ms: number | null): string {
  return ms === null ? "" : new Decimal(ms).div(1000).toFixed();
}

/** Names between commas, each once. */
export function names(text: string): readonly string[] {
  const list = text.split(",").map((name) => name.trim());
  return [...new Set(list.filter((name) => name !== ""))];
}

export function numberText(value: number | string | null): string {
  return value === null ? "" : new Decimal(value).toFixed();
}

import { decimal } from "../../lib/model/decimal.ts";
import { grouped, UNKNOWN } from "./grouped.ts";

/** Latency: "42 ms", "1,240 ms". */
export function formatLatency(ms: number | null): string {
  return ms === null ? UNKNOWN : `${grouped(decimal(ms), 0)} ms`;
}

/** How long something lasts or is past, in one unit: "40 s", "12 min", "3 h", "9 d". Below 0 counts as 0. */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** Seconds within a sentence, one decimal where needed: "14 s", "2.5 s". */
export function formatSeconds(ms: number): string {
  const value = decimal(ms).abs().div(1000).toDecimalPlaces(1);
  return `${grouped(value, value.decimalPlaces())} s`;
}

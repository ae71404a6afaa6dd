/** Figures as the design language wants them: true minus, plus on changes, unknown is "–", never 0. */

export const UNKNOWN = "–";
const MINUS = "−";

function grouped(value: number, decimals: number): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

function amount(value: number, cents: boolean): string {
  const size = Math.abs(value);
  return `$${grouped(size, cents && size < 100_000 ? 2 : 0)}`;
}

/** "$1,000.00", "$399,984"; cents below $100,000. */
export function money(value: string | number): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return UNKNOWN;
  const shown = amount(number, true);
  return number < 0 && /[1-9]/.test(shown) ? MINUS + shown : shown;
}

/** Without cents, for previews: "$1,000". */
export function wholeMoney(value: string | number): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return UNKNOWN;
  const shown = amount(number, false);
  return number < 0 && /[1-9]/.test(shown) ? MINUS + shown : shown;
}

/** A change: "+$18.64", "−$21.48", "$0.00". */
export function moneyChange(value: string | number): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return UNKNOWN;
  const shown = amount(number, true);
  if (!/[1-9]/.test(shown)) return shown;
  return (number < 0 ? MINUS : "+") + shown;
}

/** "2.6x". */
export function leverage(value: number | null): string {
  return value === null || !Number.isFinite(value) ? UNKNOWN : `${grouped(value, 1)}x`;
}

/** A limit, without an idle decimal: "3x", "2.5x". */
export function leverageLimit(value: number): string {
  return `${value.toLocaleString("en-US", { maximumFractionDigits: 1 })}x`;
}

/** "46%" of a fraction; one decimal below 10%. */
export function percent(fraction: number): string {
  const value = fraction * 100;
  return `${grouped(value, value < 10 ? 1 : 0)}%`;
}

/** Five significant figures, the most that Hyperliquid prices have: "36,450", "1,988.2", "0.026414". */
export function price(value: string): string {
  const number = Number(value);
  if (!Number.isFinite(number) || number <= 0) return UNKNOWN;
  return number >= 10_000
    ? grouped(number, 0)
    : number.toLocaleString("en-US", { maximumSignificantDigits: 5 });
}

/** Absolute size in coins, all its digits, thousands grouped. */
export function size(value: string): string {
  const [whole = "", fraction] = value.replace(/^-/, "").split(".");
  const head = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? head : `${head}.${fraction}`;
}

/** "0x7a3f…c91e". */
export function shortAddress(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}

/** Local, 24 h: "14:05:32". */
export function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour12: false });
}

/** "40 s", "12 min", "3 h", "2 d". */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** "42 ms", "1,240 ms". */
export function milliseconds(value: number): string {
  return `${grouped(value, 0)} ms`;
}

/**
 * Decimals as whole numbers of their smallest step, the exchange's own arithmetic: it shares none with the
 * product. "0.0213" of 4 decimals is 213.
 */

/** Null when the text is no number or finer than the step. */
export function unitsOf(text: string, decimals: number): number | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const [, minus, whole = "", fraction = ""] = match;
  const fine = fraction.replace(/0+$/, "");
  if (fine.length > decimals) return null;
  const units = Number(whole + fine.padEnd(decimals, "0"));
  return minus === "-" ? -units : units;
}

/** Without trailing zeros: 21300 of 4 decimals is "2.13". */
export function textOf(units: number, decimals: number): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  const text = fraction === "" ? whole : `${whole}.${fraction}`;
  return units < 0 ? `-${text}` : text;
}

/** Money in USD as text. */
export function moneyText(amount: number): string {
  return textOf(Math.round(amount * 1e6), 6);
}

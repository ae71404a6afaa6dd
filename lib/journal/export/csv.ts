/** A plain number, which may well begin with a minus. */
const NUMBER = /^-?\d+(\.\d+)?$/;
/** Spreadsheets take a text that begins so for a formula, and run it. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** One field of a CSV file: quoted as in RFC 4180 where it must be, and never a formula. */
export function csvField(value: string): string {
  const text = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A CSV file of RFC 4180: lines end with CRLF, the first one names the columns. */
export function csvText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((row) => `${row.map(csvField).join(",")}\r\n`).join("");
}

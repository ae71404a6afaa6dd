import type { TableCell } from "./suite.ts";

/** One case of one venue, tried or not. */
export interface TableResult extends TableCell {
  readonly passed: boolean;
}

/** The table venues by cases as lines of text: passed, FAILED, or the number of the note that says why it is not there. */
export function conformanceTable(results: readonly TableResult[]): string[] {
  const venues = [...new Set(results.map(({ venue }) => venue))].toSorted();
  const names = [...new Set(results.map(({ name }) => name))];
  const notes = [...new Set(results.flatMap(noteOf))];
  const cell = (venue: string, name: string): string => {
    const found = results.find((one) => one.venue === venue && one.name === name);
    if (found === undefined) return "not run";
    const [note] = noteOf(found);
    if (note !== undefined) return `not there: ${notes.indexOf(note) + 1}`;
    return found.passed ? "passed" : "FAILED";
  };
  const rows = [
    ["case", ...venues],
    ...names.map((name) => [name, ...venues.map((venue) => cell(venue, name))]),
  ];
  const widths = ["case", ...venues].map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const counts = venues.map((venue) => {
    const own = results.filter((one) => one.venue === venue);
    const tried = own.filter(({ notThere }) => notThere === null);
    const passed = tried.filter((one) => one.passed).length;
    return `${venue}: ${passed} of ${tried.length} passed, ${own.length - tried.length} not there`;
  });
  return [...rows.map(line), "", ...notes.map((note, index) => `${index + 1}  ${note}`), "", ...counts];
}

/** A reason with its venue; nothing for a case that was tried. */
function noteOf({ venue, notThere }: TableCell): string[] {
  return notThere === null ? [] : [`${venue}: ${notThere}`];
}

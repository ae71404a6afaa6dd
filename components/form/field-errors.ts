import { words } from "../words/current.ts";

/** What is wrong in a field, and the nearest text that works; null where there is none, or none is known. */
export interface FieldError {
  readonly text: string;
  readonly nearest: string | null;
}

/** By the field's place in the settings. */
export type FieldErrors = ReadonlyMap<string, FieldError>;

export const NO_ERRORS: FieldErrors = new Map();

const SENTENCES = words.form.errors;

function isPath(text: string): text is keyof typeof SENTENCES {
  return Object.hasOwn(SENTENCES, text);
}

/** What a schema refuses, each at the field that it belongs to: the longest known beginning of its path. */
export function issueErrors(issues: readonly { readonly path: readonly PropertyKey[] }[]): FieldErrors {
  const errors = new Map<string, FieldError>();
  for (const { path } of issues) {
    const known = [3, 2, 1].map((length) => path.slice(0, length).join(".")).find(isPath);
    if (known !== undefined) errors.set(known, { text: SENTENCES[known], nearest: null });
  }
  return errors;
}

/** True when one of these fields is wrong. */
export function hasError(errors: FieldErrors, paths: readonly string[]): boolean {
  return paths.some((path) => errors.has(path));
}

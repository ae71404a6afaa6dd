/** The rules that a finished schedule is judged by; each has a file of its name here. */
export const RULES = [
  "duplicated",
  "intent-first",
  "lost",
  "target",
  "forgone-reason",
  "growth-refused",
  "past-limit",
  "reduction-adds",
  "reduce-only",
  "own-untouched",
  "books-add-up",
  "converged",
  "one-in-flight",
  "halted",
  "money",
  "other-installation",
  "answered",
  "missed-rule",
  "groundless-trip",
  "access",
  "nonces",
  "leverage-first",
  "stop-first",
  "one-stop",
  "stop-missing",
  "stop-left",
  "stop-fired",
] as const;
export type RuleName = (typeof RULES)[number];

/** A rule that did not hold, and enough to find where. */
export interface Violation {
  readonly rule: RuleName;
  readonly detail: string;
}

/** Says what is wrong, to the rule at hand. */
export type Find = (detail: string) => void;

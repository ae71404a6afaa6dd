const rules = new Intl.PluralRules("en");

/** "1 leader", "2 leaders". */
export function count(n: number, one: string, other: string): string {
  return `${n} ${rules.select(n) === "one" ? one : other}`;
}

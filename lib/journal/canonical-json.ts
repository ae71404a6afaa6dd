/** No row of ours is nested nearly so deeply. */
const DEEPEST = 100;

/**
 * JSON with sorted keys: the same data is always the same text, in whatever order its keys were set. As in
 * JSON.stringify a property that is undefined counts as missing, because a stored copy may have lost it.
 * Throws a RangeError for what is nested deeper than a hundred levels, and for a bigint.
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (typeof value === "bigint") throw new RangeError("a bigint is not JSON");
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (depth > DEEPEST) throw new RangeError("nested too deeply");
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalJson(entry, depth + 1)).join(",")}]`;
  let text = "";
  for (const key of Object.keys(value).toSorted()) {
    const entry: unknown = (value as Readonly<Record<string, unknown>>)[key];
    if (entry === undefined) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(entry, depth + 1)}`;
  }
  return `{${text}}`;
}

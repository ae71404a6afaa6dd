/** Keys of the actions in the order of the documentation (of each object: the subsequence that it has). */
const KEYS = [
  "type",
  "orders",
  "cancels",
  "modifies",
  "oid",
  "order",
  "asset",
  "a",
  "o",
  "b",
  "f",
  "p",
  "s",
  "r",
  "t",
  "c",
  "cloid",
  "isCross",
  "leverage",
  "isMarket",
  "triggerPx",
  "tpsl",
  "grouping",
  "builder",
  "time",
];
const RANK: ReadonlyMap<string, number> = new Map(KEYS.map((key, rank) => [key, rank]));

/**
 * The value with its keys in the documented order. The exchange reads an action into its own form and hashes
 * that: the order in the JSON does not matter, the order in which a client signed does.
 */
export function inDocumentedOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inDocumentedOrder);
  if (typeof value !== "object" || value === null) return value;
  const rank = (key: string) => RANK.get(key) ?? KEYS.length;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => rank(a) - rank(b))
      .map(([key, item]) => [key, inDocumentedOrder(item)]),
  );
}

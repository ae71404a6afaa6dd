import { z } from "zod";

/** "read_only,trade" */
const Listed = z.string().max(2_000);
/** ["trade", "readonly"] */
const Words = z.array(z.string().max(200)).max(200);
/** { enableFutures: true, enableWithdrawals: false } */
const Flags = z.record(z.string().max(200), z.boolean());
/** { ContractTrade: ["Order", "Position"], Wallet: [] } */
const Groups = z.record(z.string().max(200), Words);

/**
 * The rights that an exchange told, as plain words, whichever of the four usual forms it told them in: a text with
 * commas, a list, flags by name (only those that are on), or lists in groups ("ContractTrade.Order"). Null where it
 * told them in no form that we know: then nobody can say what the key may do.
 */
export function rightWords(told: unknown): readonly string[] | null {
  const listed = Listed.safeParse(told);
  if (listed.success) return clean(listed.data.split(","));
  const words = Words.safeParse(told);
  if (words.success) return clean(words.data);
  // An empty object is both of the next two, and says nothing in either.
  const flags = Flags.safeParse(told);
  if (flags.success) return clean(Object.keys(flags.data).filter((name) => flags.data[name] === true));
  const groups = Groups.safeParse(told);
  if (!groups.success) return null;
  return clean(Object.entries(groups.data).flatMap(([group, all]) => all.map((word) => `${group}.${word}`)));
}

function clean(words: readonly string[]): readonly string[] {
  return [...new Set(words.map((word) => word.trim()).filter((word) => word !== ""))];
}

import { Address } from "../../lib/model/identity.ts";
import { words } from "../words/current.ts";

/** The address in what was typed, or which error to show. The schema decides; this finds the words. */
export function parseAddress(text: string): { readonly address: Address } | { readonly error: string } {
  const parsed = Address.safeParse(text);
  if (parsed.success) return { address: parsed.data };
  const say = words.follows.address;
  const typed = text.trim();
  if (typed === "") return { error: say.missing };
  if (!typed.startsWith("0x")) return { error: say.noPrefix };
  const digits = typed.slice(2);
  if (!/^[0-9a-fA-F]*$/.test(digits)) return { error: say.characters };
  return { error: say.length(digits.length) };
}

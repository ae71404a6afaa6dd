/**
 * What comes along when text is copied from a page, a mail or a file and means nothing: blanks of every kind, line
 * breaks, invisible marks, quotes, and a comma or semicolon behind it.
 */
const STRAY = /[\s\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060\ufeff"'`´\u2018-\u201f\u00ab\u00bb]/g;
const BEHIND = /[,;]+$/;
const HEX = /^(?:0[xX])?(?<digits>[0-9a-fA-F]+)$/;
const ADDRESS_DIGITS = 40;
const KEY_DIGITS = 64;
/** The shortest recovery phrase has so many words (BIP-39). */
const PHRASE = /^\s*(?:[a-zA-Z]+[\s,]+){11,}[a-zA-Z]+[\s,]*$/;

/** What a pasted text certainly is. `hex` is lower case with 0x. Anything else is not guessed at. */
export type Pasted =
  | { readonly is: "address"; readonly hex: string }
  | { readonly is: "key"; readonly hex: string }
  /** Words of a wallet: it can do everything. */
  | { readonly is: "recovery-phrase" }
  /** How many hexadecimal digits it has; null where it has anything else besides. */
  | { readonly is: "neither"; readonly digits: number | null };

/** Only what stands around the digits is repaired: a digit that is missing or wrong cannot be. */
export function readPasted(text: string): Pasted {
  if (PHRASE.test(text)) return { is: "recovery-phrase" };
  const digits = HEX.exec(text.replace(STRAY, "").replace(BEHIND, ""))?.groups?.["digits"];
  if (digits === undefined) return { is: "neither", digits: null };
  const hex = `0x${digits.toLowerCase()}`;
  if (digits.length === ADDRESS_DIGITS) return { is: "address", hex };
  if (digits.length === KEY_DIGITS) return { is: "key", hex };
  return { is: "neither", digits: digits.length };
}

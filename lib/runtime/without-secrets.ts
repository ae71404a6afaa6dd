import type { Secret } from "../model/secret.ts";

const HIDDEN = "[secret]";
/** A shorter text would be found in words that have nothing to do with it. */
const SHORTEST = 6;
/** As long as a private key; an address has 40 digits. */
const KEY_DIGITS = /(?:0x)?[0-9a-f]{64,}/gi;

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");

/** The spellings in which somebody else's words may repeat a secret. */
function spellings(secret: Secret): readonly string[] {
  const text = secret.reveal();
  const plain = text.trim();
  const digits = plain.replace(/^0x/i, "");
  const bytes = /^(?:[0-9a-f]{2})+$/i.test(digits)
    ? Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    : null;
  const found = [
    text,
    plain,
    digits,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    ...[text, plain, digits].map((one) => base64(new TextEncoder().encode(one))),
    ...(bytes === null ? [] : [base64(bytes), [...bytes].join(","), [...bytes].join(", ")]),
  ];
  const urlSafe = found.map((one) => one.replaceAll("+", "-").replaceAll("/", "_"));
  const all = new Set([...found, ...urlSafe].filter((one) => one.length >= SHORTEST));
  // Longest first: a part that was taken out would hide the rest from the search.
  return [...all].toSorted((a, b) => b.length - a.length);
}

/**
 * Words of an exchange or a browser without what they may repeat of a secret: exchanges echo what they were sent, and a
 * reply is shown, and may be copied into a report.
 */
export function withoutSecrets(words: string, secrets: readonly Secret[]): string {
  let shown = words;
  for (const spelling of secrets.flatMap((secret) => spellings(secret))) {
    const sought = new RegExp(spelling.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), "gi");
    shown = shown.replace(sought, HIDDEN);
  }
  return shown.replace(KEY_DIGITS, HIDDEN);
}

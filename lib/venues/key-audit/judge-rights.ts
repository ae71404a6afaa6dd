import type { KeyFinding } from "../../model/account-key.ts";

/** What a right lets its holder do. A right may mean several of them, or none that matters to us. */
export type Right = "read" | "trade" | "withdraw" | "transfer";

/** What each word of an exchange means. A word that is not here is unknown, and an unknown right is refused. */
export type RightsVocabulary = ReadonlyMap<string, readonly Right[]>;

interface RightsJudgement {
  /** Why the key is refused; null when it may be kept. */
  readonly finding: KeyFinding | null;
  /** What would have been refused, but harms nobody on a demo host: shown beside the account. Null when nothing. */
  readonly badge: KeyFinding | null;
  /** The exchange's own words behind it. */
  readonly detail: string | null;
}

const DETAIL_MAX = 500;

/**
 * Judges what an exchange says that a key may do, the same way for every exchange. `words` is null where it could not
 * be read. Worst first: withdrawing, moving money away, a right that nobody here knows. On a demo host (`demo`) money is
 * play money, so that those only make a badge; a key that cannot trade is of no use there either.
 */
export function judgeRights(
  words: readonly string[] | null,
  vocabulary: RightsVocabulary,
  { demo }: { readonly demo: boolean },
): RightsJudgement {
  const danger = dangerOf(words, vocabulary);
  if (danger !== null && !demo) return { ...danger, badge: null };
  const trades = words === null || wordsThat("trade", words, vocabulary).length > 0;
  if (!trades) return { finding: "cannot-trade", badge: null, detail: joined(words) };
  return { finding: null, badge: danger?.finding ?? null, detail: danger?.detail ?? null };
}

type Danger = Pick<RightsJudgement, "finding" | "detail">;

function dangerOf(words: readonly string[] | null, vocabulary: RightsVocabulary): Danger | null {
  if (words === null) return { finding: "rights-unreadable", detail: null };
  const withdraws = wordsThat("withdraw", words, vocabulary);
  if (withdraws.length > 0) return { finding: "can-withdraw", detail: joined(withdraws) };
  const transfers = wordsThat("transfer", words, vocabulary);
  if (transfers.length > 0) return { finding: "can-transfer", detail: joined(transfers) };
  const unknown = words.filter((word) => !vocabulary.has(word));
  return unknown.length === 0 ? null : { finding: "right-unknown", detail: joined(unknown) };
}

function wordsThat(right: Right, words: readonly string[], vocabulary: RightsVocabulary): readonly string[] {
  return words.filter((word) => vocabulary.get(word)?.includes(right) === true);
}

function joined(words: readonly string[]): string | null {
  return words.length === 0 ? null : words.join(", ").slice(0, DETAIL_MAX);
}

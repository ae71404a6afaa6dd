import type { RightsVocabulary } from "../../../lib/venues/key-audit/judge-rights.ts";

/** Four exchanges that do not exist, each telling rights in another of the usual forms. */
export interface MadeUpExchange {
  readonly vocabulary: RightsVocabulary;
  /** As the exchange would answer for a key with these words. */
  readonly tell: (words: readonly string[]) => unknown;
}

const flags: RightsVocabulary = new Map([
  ["enableReading", ["read"]],
  ["enableFutures", ["trade"]],
  ["enableWithdrawals", ["withdraw"]],
  ["permitsUniversalTransfer", ["transfer"]],
  ["ipRestrict", []],
]);

const list: RightsVocabulary = new Map([
  ["readonly", ["read"]],
  ["trade", ["read", "trade"]],
  ["funds", ["withdraw", "transfer"]],
]);

const groups: RightsVocabulary = new Map([
  ["Contract.Order", ["trade"]],
  ["Contract.Position", ["trade"]],
  ["Wallet.AccountTransfer", ["transfer"]],
  ["Wallet.Withdraw", ["withdraw"]],
]);

export const MADE_UP: Readonly<Record<string, MadeUpExchange>> = {
  "flags by name": {
    vocabulary: flags,
    tell: (words) =>
      Object.fromEntries(
        [...new Set([...flags.keys(), ...words])].map((name) => [name, words.includes(name)]),
      ),
  },
  "a list": { vocabulary: list, tell: (words) => [...words] },
  "a text with commas": { vocabulary: list, tell: (words) => words.join(", ") },
  "lists in groups": {
    vocabulary: groups,
    tell: (words) => {
      const told: Record<string, string[]> = { Contract: [], Wallet: [] };
      for (const word of words) {
        const [group = "", name = ""] = word.split(".");
        (told[group] ??= []).push(name);
      }
      return told;
    },
  },
};

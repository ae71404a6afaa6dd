import { setTimeout as wait } from "node:timers/promises";

/** Resolves once something is so; rejects with the words where it is not so after `ms`. */
export async function waitUntil(words: string, ms: number, isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + ms; !(await isSo()); await wait(100)) {
    if (Date.now() > end) throw new Error(words);
  }
}

import type { ExitRules } from "../model/exit-rules.ts";
import type { Follow, FollowBook } from "../model/follow.ts";
import { accountGuardId, followGuardId } from "../model/guard.ts";
import { needsFigures, needsPositions } from "./exit-breaches.ts";
import { lacksPrice } from "./without-price.ts";
import type { Work } from "./work.ts";

const PREFIX = "rules-unjudged:";
const LONGEST = 500;

/**
 * Tells, once for each follow and account, of exit rules that cannot be judged because something held has had no
 * price for a minute, until it has one again or is not held. `running` are the follows that are judged.
 */
export function tellUnjudged(work: Work, running: readonly Follow[]): void {
  const blind = new Set<string>();
  if (work.withoutPrice.size > 0) {
    for (const follow of running) {
      const books = work.booksOf(follow.id);
      if (tell(work, followGuardId(follow.id), follow.settings.exits, books, books)) {
        blind.add(PREFIX + followGuardId(follow.id));
      }
    }
    for (const account of work.accounts.view.values()) {
      const open = running.filter((follow) => follow.accountId === account.id);
      // Where nothing runs any more no rule has anything to close.
      if (open.length === 0) continue;
      const all = [...work.follows.view.values()].filter((follow) => follow.accountId === account.id);
      const [whole, positions] = [all, open].map((some) => some.flatMap((one) => work.booksOf(one.id)));
      if (tell(work, accountGuardId(account.id), account.settings.exits, whole ?? [], positions ?? [])) {
        blind.add(PREFIX + accountGuardId(account.id));
      }
    }
  }
  for (const id of work.problems.view.keys()) {
    if (id.startsWith(PREFIX) && !blind.has(id)) work.problems.remove(id);
  }
}

/** True while something that these rules look at has no price; told when that lasts. */
function tell(
  work: Work,
  guardId: string,
  rules: ExitRules,
  whole: readonly FollowBook[],
  positions: readonly FollowBook[],
): boolean {
  const looked = needsFigures(rules) ? whole : needsPositions(rules) ? positions : [];
  const held = looked.filter((book) => book.held !== "0").map(({ instrument }) => instrument);
  const missing = [...new Set(held)].filter((instrument) => work.withoutPrice.has(instrument));
  const lasting = missing.filter((instrument) => lacksPrice(work, instrument));
  const id = PREFIX + guardId;
  const told = work.problems.get(id);
  const detail = lasting.toSorted().join(", ").slice(0, LONGEST);
  if (lasting.length > 0 && told?.detail !== detail) {
    work.problems.put(id, {
      id,
      kind: "rules-unjudged",
      about: guardId,
      detail,
      measured: null,
      since: told?.since ?? work.at,
      dismissible: false,
    });
  }
  return missing.length > 0;
}

import { ZERO } from "../model/decimal.ts";
import type { InstrumentId } from "../model/identity.ts";
import type { NotCopyable } from "../model/leader.ts";
import type { Follow } from "../model/follow.ts";
import type { Leader } from "../model/state.ts";
import { draftOf } from "./leader-change.ts";
import type { Work } from "./work.ts";

/**
 * Writes down what the leader did that cannot be copied, once: the same act told again, by the stream or by
 * the history after a lost connection, changes nothing. Answers the leader as he is known then.
 */
export function recordNotCopyable(work: Work, leader: Leader, acts: readonly NotCopyable[]): Leader {
  let { notCopyableTime, notCopyableKeys } = leader;
  for (const act of acts.toSorted((a, b) => a.time - b.time)) {
    if (act.time < notCopyableTime || notCopyableKeys.includes(act.key)) continue;
    notCopyableKeys = act.time === notCopyableTime ? [...notCopyableKeys, act.key] : [act.key];
    notCopyableTime = act.time;
    for (const follow of work.follows.view.values()) {
      if (follow.leaderId === leader.id && concerns(follow, leader, act)) tell(work, follow, leader, act);
    }
  }
  if (notCopyableTime === leader.notCopyableTime && notCopyableKeys === leader.notCopyableKeys) return leader;
  const told = { ...leader, notCopyableTime, notCopyableKeys };
  work.leaders.put(leader.id, told);
  return told;
}

/** Only what he did since the follow began is the follow's business. */
function concerns(follow: Follow, leader: Leader, act: NotCopyable): boolean {
  if (follow.baselineAt === null || (follow.status !== "mirroring" && follow.status !== "paused"))
    return false;
  return act.time + (leader.clockOffsetMs ?? 0) >= follow.baselineAt;
}

function tell(work: Work, follow: Follow, leader: Leader, act: NotCopyable): void {
  const draft = draftOf(work.at, follow, leader.id, {
    instrument: act.instrument as InstrumentId,
    from: ZERO,
    to: ZERO,
    price: ZERO,
    priceKnown: false,
    time: act.time,
    ageMs: 0,
    source: "live",
    fillKeys: [act.key],
  });
  work.decisions.push({ ...draft, outcome: "not-copyable", reason: act.reason });
}

import type { AccountId, InstrumentId } from "../../model/identity.ts";
import type { ProblemKind } from "../../model/state.ts";
import { pairKey } from "../engine-state.ts";
import type { Work } from "../work.ts";
import { watchOf } from "./stop-watch.ts";

/** What is held without a stop for so long is told: placing one takes some seconds, and a reading at most half a minute. */
const GRACE_MS = 30_000;

const BARE = ["stop-missing", "stop-without-price"] as const satisfies readonly ProblemKind[];

export function clearStopProblems(work: Work, accountId: AccountId, instrument: InstrumentId): void {
  for (const kind of BARE) work.problems.remove(`${kind}:${pairKey(accountId, instrument)}`);
}

/** Tells that nothing rests where something should, and for how long; or that it is over. */
export function tellBare(work: Work, accountId: AccountId, instrument: InstrumentId): void {
  const { bareSinceMs, reason, words, placeless } = watchOf(work, accountId, instrument);
  const pair = pairKey(accountId, instrument);
  if (bareSinceMs === null || placeless === "none-set") return clearStopProblems(work, accountId, instrument);
  if (work.age.ms - bareSinceMs < GRACE_MS) return;
  const kind = placeless === null ? "stop-missing" : "stop-without-price";
  for (const other of BARE) if (other !== kind) work.problems.remove(`${other}:${pair}`);
  const id = `${kind}:${pair}`;
  const told = work.problems.get(id);
  if (told !== undefined && told.detail === words && told.reason === (reason ?? undefined)) return;
  work.problems.put(id, {
    id,
    kind,
    about: instrument,
    detail: words,
    ...(reason === null ? {} : { reason }),
    measured: null,
    since: told?.since ?? work.at,
    dismissible: false,
  });
}

import type { FollowView, Overview } from "../../lib/model/view.ts";

/** Follows by whose money they use. Figures of the two are never added. */
export interface MoneyKinds {
  readonly real: readonly FollowView[];
  readonly paper: readonly FollowView[];
}

/** The follows that are not over. */
export function runningByKind({ follows }: Overview): MoneyKinds {
  const running = follows.filter(({ follow }) => follow.status !== "stopped");
  return {
    real: running.filter(({ account }) => account.kind === "real"),
    paper: running.filter(({ account }) => account.kind === "paper"),
  };
}

/** True while a follow with real money runs: what goes on then may send real orders. */
export function usesRealMoney(overview: Overview): boolean {
  return runningByKind(overview).real.length > 0;
}

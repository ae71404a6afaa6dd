import type { InstrumentId, LeaderId } from "../model/identity.ts";
import type { Leader, ProblemKind } from "../model/state.ts";
import type { Work } from "./work.ts";

/** The leader's signs of trouble; each is a problem that the user only has to know. */
export type LeaderSign = Extract<ProblemKind, `leader-${string}`>;

const SIGNS: readonly LeaderSign[] = [
  "leader-liquidated",
  "leader-topped-up",
  "leader-averaging-down",
  "leader-leverage-high",
  "leader-positions-hidden",
  "leader-money-out",
  "leader-equity-fell",
];

const problemId = (sign: LeaderSign, leaderId: LeaderId, instrument: InstrumentId | null): string =>
  [sign, leaderId, ...(instrument === null ? [] : [instrument])].join(":");

/** Tells a sign with its figure, unless it is told and not put away yet. `instrument` where it is about one. */
export function tellSign(
  work: Work,
  sign: LeaderSign,
  leaderId: LeaderId,
  measured: number,
  instrument: InstrumentId | null = null,
): void {
  const id = problemId(sign, leaderId, instrument);
  if (work.problems.get(id) !== undefined) return;
  work.problems.put(id, {
    id,
    kind: sign,
    about: leaderId,
    detail: instrument,
    measured,
    since: work.at,
    dismissible: true,
  });
}

/** The sign's cause has ended. */
export function endSign(
  work: Work,
  sign: LeaderSign,
  leaderId: LeaderId,
  instrument: InstrumentId | null = null,
): void {
  work.problems.remove(problemId(sign, leaderId, instrument));
}

/** The user says that growth goes on although the leader's equity fell without a reason that we know. */
export function releaseEquityHold(work: Work, leaderId: LeaderId): void {
  const leader = work.leaders.get(leaderId);
  if (leader === undefined || leader.equityHeldSince === null) return;
  work.leaders.put(leaderId, releasedHold(work, leader));
}

/** The leader without the hold; a fall is counted from now on. */
export function releasedHold(work: Work, leader: Leader): Leader {
  endSign(work, "leader-equity-fell", leader.id);
  const signs = { ...leader.signs, unexplained: null, equityBeforeFall: null };
  return { ...leader, equityHeldSince: null, signs };
}

/** Nobody follows him any more: what was told of him goes. */
export function forgetLeaderSigns(work: Work, leaderId: LeaderId): void {
  for (const { id, kind, about } of work.problems.view.values()) {
    if (about === leaderId && SIGNS.some((sign) => sign === kind)) work.problems.remove(id);
  }
}

/** Tells a sign that lasts, once while it does, and ends it with its cause. */
export function withStandingSign(
  work: Work,
  leader: Leader,
  sign: Leader["signs"]["standing"][number],
  state: "begins" | "lasts" | "ends",
  measured: number,
): Leader {
  const { standing } = leader.signs;
  const told = standing.includes(sign);
  if (state === "begins" && !told) {
    tellSign(work, sign, leader.id, measured);
    return { ...leader, signs: { ...leader.signs, standing: [...standing, sign] } };
  }
  if (state === "ends" && told) {
    endSign(work, sign, leader.id);
    const others = standing.filter((one) => one !== sign);
    return { ...leader, signs: { ...leader.signs, standing: others } };
  }
  return leader;
}

import { type Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { Decision, Follow } from "../model/follow.ts";
import type { ClientOrderId, InstrumentId } from "../model/identity.ts";
import type { Intent } from "../model/order.ts";
import { pairKey } from "./engine-state.ts";
import { addForgone } from "./follow-book.ts";
import type { DecisionDraft, Work } from "./work.ts";

/** A decision with no leader's act behind it: a retry, an expiry, a command, a fill that came short. */
export function ownDecision(work: Work, follow: Follow, instrument: InstrumentId): DecisionDraft {
  const position = work.leaderBooks.get(pairKey(follow.leaderId, instrument))?.size ?? decimalString(0);
  return {
    at: work.at,
    followId: follow.id,
    leaderId: follow.leaderId,
    instrument,
    source: "own",
    leaderFrom: position,
    leaderTo: position,
    leaderPrice: null,
    leaderTime: work.at,
    fillKeys: [],
    leaderEquity: null,
    leaderEquityAt: null,
    outcome: "waiting",
    reason: null,
    targetChange: decimalString(0),
    forgone: [],
    measured: null,
    limit: null,
    clientOrderId: null,
  };
}

const moved = (draft: DecisionDraft): Decimal => decimal(draft.leaderTo).minus(draft.leaderFrom).abs();

/** Several fills of one message are one act of the leader: their drafts become one. */
function merged(first: DecisionDraft, second: DecisionDraft): DecisionDraft {
  const a = moved(first);
  const b = moved(second);
  const both = a.plus(b);
  const price =
    first.leaderPrice === null || second.leaderPrice === null || both.isZero()
      ? (second.leaderPrice ?? first.leaderPrice)
      : decimalString(
          a.times(first.leaderPrice).plus(b.times(second.leaderPrice)).div(both).toSignificantDigits(20),
        );
  const strongest = (["waiting", "forgone", "nothing-to-copy", "not-copyable"] as const).find(
    (outcome) => first.outcome === outcome || second.outcome === outcome,
  );
  return {
    ...second,
    leaderFrom: first.leaderFrom,
    leaderPrice: price,
    fillKeys: [...first.fillKeys, ...second.fillKeys],
    leaderEquity: second.leaderEquity ?? first.leaderEquity,
    leaderEquityAt: second.leaderEquityAt ?? first.leaderEquityAt,
    outcome: strongest ?? second.outcome,
    reason: first.reason === second.reason ? first.reason : raised(first, second),
    targetChange: decimalString(decimal(first.targetChange).plus(second.targetChange)),
    forgone: addForgone(first.forgone, second.forgone),
    measured: first.measured ?? second.measured,
    limit: first.limit ?? second.limit,
  };
}

/** That T was raised to the venue's smallest order stays told, whatever else the message held. */
function raised(...drafts: readonly DecisionDraft[]): DecisionDraft["reason"] {
  return drafts.find((draft) => draft.reason === "raised-to-minimum")?.reason ?? null;
}

function mergeDrafts(drafts: readonly DecisionDraft[]): DecisionDraft[] {
  const byAct = new Map<string, DecisionDraft>();
  for (const draft of drafts) {
    const key = [draft.followId, draft.instrument, draft.source, draft.clientOrderId ?? ""].join("|");
    const earlier = byAct.get(key);
    byAct.set(key, earlier === undefined ? draft : merged(earlier, draft));
  }
  return [...byAct.values()];
}

/** Why a wanted change got no order in this step; found by the evaluation. */
export type NotOrdered = ReadonlyMap<string, NonNullable<Decision["reason"]>>;

/**
 * Ends the step's decisions: each leader's act gets its order, or the reason why there is none yet; an order
 * without an act of the leader in this step gets a decision of its own.
 */
export function settleDecisions(
  work: Work,
  intents: readonly Intent[],
  notOrdered: NotOrdered,
  crossed: ReadonlySet<string>,
): Decision[] {
  const orderOf = new Map<string, ClientOrderId>();
  for (const intent of intents) {
    for (const share of intent.shares)
      orderOf.set(pairKey(share.followId, intent.instrument), intent.clientOrderId);
  }
  const told = new Set<string>();
  const drafts = mergeDrafts(work.decisions).map((draft): DecisionDraft => {
    if (draft.outcome !== "waiting") return draft;
    const key = pairKey(draft.followId, draft.instrument as InstrumentId);
    const order = orderOf.get(key);
    if (order !== undefined) {
      told.add(key);
      const outcome = draft.forgone.length > 0 ? "partly" : "ordered";
      return { ...draft, outcome, clientOrderId: order };
    }
    if (crossed.has(key)) return { ...draft, outcome: "ordered", reason: "crossed-inside" };
    const reason = notOrdered.get(key);
    if (reason === undefined && decimal(draft.targetChange).lt(0)) {
      return { ...draft, outcome: "nothing-to-copy", reason: "waiting-dropped" };
    }
    return { ...draft, reason: reason ?? "below-lot" };
  });
  for (const intent of intents) {
    for (const share of intent.shares) {
      if (told.has(pairKey(share.followId, intent.instrument))) continue;
      const follow = work.follows.get(share.followId);
      if (follow === undefined) continue;
      drafts.push({
        ...ownDecision(work, follow, intent.instrument),
        outcome: "ordered",
        clientOrderId: intent.clientOrderId,
      });
    }
  }
  return drafts.map((draft) => number(work, draft));
}

function number(work: Work, draft: DecisionDraft): Decision {
  const sequence = work.meta.decisionSequence + 1;
  work.meta = { ...work.meta, decisionSequence: sequence };
  const book = work.book(draft.followId, draft.instrument as InstrumentId);
  return {
    ...draft,
    id: String(sequence).padStart(12, "0"),
    target: book?.target ?? decimalString(ZERO),
    held: book?.held ?? decimalString(ZERO),
  };
}

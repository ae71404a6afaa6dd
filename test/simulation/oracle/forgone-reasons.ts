import type { ForgoneReason } from "../../../lib/model/forgone.ts";
import type { Evidence } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import { ACCOUNT_REASONS } from "./forgone-account.ts";
import { NEWS_REASONS } from "./forgone-news.ts";
import { ORDER_REASONS, wrongRemainder } from "./forgone-orders.ts";
import { SIZE_REASONS } from "./forgone-sizes.ts";
import { STATE_REASONS } from "./forgone-state.ts";
import { near } from "./numbers.ts";
import type { ReasonContext, Waiting, WhyWrong } from "./reason-context.ts";
import type { Standings } from "./standing.ts";
import { type Judged, type Onlooker, nameOf } from "./target-walk.ts";
import type { Find } from "./violation.ts";

const REASONS: Partial<Record<ForgoneReason, WhyWrong>> = {
  ...STATE_REASONS,
  ...ACCOUNT_REASONS,
  ...NEWS_REASONS,
  ...SIZE_REASONS,
  ...ORDER_REASONS,
};

/** What an order could not buy. */
const OF_ORDERS: ReadonlySet<ForgoneReason> = new Set([
  "slippage",
  "depth",
  "rejected",
  "paper-account-empty",
  "no-margin",
]);

/** So many of the leader's newest prices may still be waited for. */
const PRICES = 60;

/** "Held = target, or waiting, frozen or forgone with a true reason": each reason is checked against what really was. */
export function forgoneReasons(
  facts: Facts,
  standings: Standings,
  evidence: Evidence,
  waiting: Map<string, Waiting>,
  find: Find,
): Onlooker {
  return (judged, walk) => {
    const { decision } = judged;
    const key = `${decision.followId}|${decision.instrument}`;
    for (const part of decision.forgone) {
      const whys = [
        judged.scale,
        ...judged.scales.filter((one) => one.settings !== judged.scale.settings),
      ].map((scale) =>
        whyWrong(
          {
            facts,
            standings,
            evidence,
            walk,
            judged: { ...judged, scale },
            size: Number(part.size),
            text: part.size,
            waiting: waiting.get(key),
          },
          part.reason,
        ),
      );
      if (!whys.includes(null))
        find(`${nameOf(decision)} forgoes ${part.size} as "${part.reason}", but ${whys[0]}`);
    }
    note(judged, waiting, key, facts);
  };
}

function whyWrong(context: ReasonContext, reason: ForgoneReason): string | null {
  const judges = REASONS[reason];
  if (judges === undefined) return "nothing here can be forgone for that";
  const { source, clientOrderId } = context.judged.decision;
  const ofOrder = source === "own" && clientOrderId !== null && OF_ORDERS.has(reason);
  return judges(context) ?? (ofOrder ? wrongRemainder(context) : null);
}

function note(judged: Judged, waiting: Map<string, Waiting>, key: string, facts: Facts): void {
  const { growth, growths, whole, after, decision, moves, chapter } = judged;
  const { lot } = facts.instrument(decision.instrument);
  const last = moves.at(-1);
  const through = !near(growth - (whole.target - after.target), 0, lot * 1e-3);
  // What is too small for an order had been let through, and a part of a lot that waits keeps its price in its own.
  const tooSmall = growth !== 0 && decision.forgone.some(({ reason }) => reason === "below-minimum");
  if (last === undefined || (!through && !tooSmall)) return;
  const prices = [...(waiting.get(key)?.prices ?? []), ...moves.flatMap(({ price }) => price ?? [])].slice(
    -PRICES,
  );
  const copied = decision.leaderFrom === "0" && judged.follow.baselineAt === decision.at;
  // What adds nothing (a fixed amount is held already) is no growth.
  const newest = moves[growths.findLastIndex((grown) => grown !== 0)] ?? last;
  const newsAt = copied ? chapter.at : newest.at;
  waiting.set(key, { newsAt, late: decision.source === "late", prices });
}

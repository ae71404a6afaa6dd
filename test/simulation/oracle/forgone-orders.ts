import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import type { ForgoneReason } from "../../../lib/model/forgone.ts";
import type { ReasonContext, WhyWrong } from "./reason-context.ts";
import { near, wholeLots } from "./numbers.ts";

/** Reasons that name what became of an order, of a position, or of an amount that is too small. */
export const ORDER_REASONS: Partial<Record<ForgoneReason, WhyWrong>> = {
  rejected: (context) => rejected(context, false),
  "paper-account-empty": (context) => (isPaper(context) ? rejected(context, true) : "the money is real"),
  "no-margin": (context) => (isPaper(context) ? "the money is simulated" : rejected(context, true)),
  "closed-by-hand": (context) =>
    happened(context, ["user", "other-installation"]) || closedByCommand(context) ? null : "nobody closed it",
  liquidated: (context) => (happened(context, ["liquidation"]) ? null : "nothing was liquidated there"),
  "below-minimum": (context) => belowMinimum(context),
};

const MARK_MS = 13_000;

function happened(
  { facts, judged: { decision, chapter } }: ReasonContext,
  causes: readonly string[],
): boolean {
  return facts.record.venue.fills.some(
    ({ at, cause, instrument }) =>
      instrument === decision.instrument && causes.includes(cause) && at <= chapter.at,
  );
}

function closedByCommand({ standings, judged: { decision, chapter } }: ReasonContext): boolean {
  return standings.said.some(
    (one) =>
      one.command.kind === "close-position" &&
      one.command.followId === decision.followId &&
      one.command.instrument === decision.instrument &&
      one.chapter <= chapter.index,
  );
}

function rejected(context: ReasonContext, forMargin: boolean): string | null {
  const row = rowOf(context);
  if (row?.status !== "rejected") return "no order of it was rejected";
  return (row.rejectReason === "insufficient-margin") === forMargin
    ? null
    : `its order was rejected as ${row.rejectReason}`;
}

const isPaper = ({ judged: { follow } }: ReasonContext): boolean => follow.accountId === PAPER_ACCOUNT;

function rowOf({ facts, judged: { decision, chapter } }: ReasonContext) {
  const story = facts.intents.get(decision.clientOrderId as never);
  return story?.rows.findLast((row) => row.chapter <= chapter.index)?.row;
}

/** What an order left over: never more than its own unfilled rest. */
export function wrongRemainder(context: ReasonContext): string | null {
  const { facts, judged, size } = context;
  const { decision } = judged;
  const row = rowOf(context);
  if (row === undefined) return `there is no order ${decision.clientOrderId}`;
  const share = row.intent.shares.find((one) => one.followId === decision.followId);
  const filled = facts.fills
    .filter(({ row: { fill } }) => fill.clientOrderId === row.intent.clientOrderId)
    .flatMap(({ row: { shares } }) => shares)
    .filter((one) => one.followId === decision.followId)
    .reduce((sum, one) => sum + Number(one.size), 0);
  const rest = Number(share?.size ?? 0) - filled;
  const { lot } = facts.instrument(decision.instrument);
  if (size * rest < 0 || (Math.abs(size) > Math.abs(rest) && !near(size, rest, lot)))
    return `its order left only ${rest}`;
  return null;
}

/** A rest goes with a close when it is worth less than half the smallest order; growth only by the user's choice. */
function belowMinimum({ facts, judged, text, waiting }: ReasonContext): string | null {
  const { decision, chapter, moves, scale } = judged;
  const { minNotional, lot } = facts.instrument(decision.instrument);
  const moment = facts.momentOf(decision.at, chapter.at);
  const marks = facts.marks.between(decision.instrument, moment - MARK_MS, moment);
  const prices = [marks?.low ?? 0, ...moves.flatMap(({ price }) => price ?? []), ...(waiting?.prices ?? [])];
  // A rest is judged by its whole lots.
  const coins = Math.abs(wholeLots(text, lot)) * lot;
  const worth = coins * Math.min(...prices);
  const forgoes = scale.settings.belowMinimum === "forgo";
  const most = forgoes ? minNotional * 1.02 : minNotional / 2;
  if (!forgoes && moves.length > 0) return "what is too small waits";
  return worth <= most ? null : `it was worth ${worth.toFixed(2)} USD`;
}

import type { Decision } from "../../../lib/model/follow.ts";
import { decimal, decimalString } from "../../../lib/model/decimal.ts";
import type { ForgoneReason } from "../../../lib/model/forgone.ts";
import { type Mistake, type PlantedBug, stepBug } from "./planted-bug.ts";

/** Decisions that are not written, or written otherwise. */
function told(change: (decision: Decision) => Decision | null): Mistake {
  return (step, state, event) => {
    const done = step(state, event);
    return { ...done, decisions: done.decisions.flatMap((decision) => change(decision) ?? []) };
  };
}

const nothingSaidOfNothing = told((decision) => (decision.outcome === "nothing-to-copy" ? null : decision));

const orderWithoutDecision = told((decision) =>
  decision.source === "own" && decision.clientOrderId !== null && decision.outcome === "ordered"
    ? null
    : decision,
);

const WRONG: Partial<Record<ForgoneReason, ForgoneReason>> = { slippage: "age", age: "slippage" };

const wrongReason = told((decision) => ({
  ...decision,
  forgone: decision.forgone.map((part) => ({ ...part, reason: WRONG[part.reason] ?? part.reason })),
}));

const halfOfWhatWasForgone = told((decision) => ({
  ...decision,
  forgone: decision.forgone.map((part) => ({ ...part, size: decimalString(decimal(part.size).div(2)) })),
}));

export const ANSWERS: readonly PlantedBug[] = [
  stepBug("no-answer-where-nothing-is-done", nothingSaidOfNothing),
  stepBug("order-without-a-decision", orderWithoutDecision),
  stepBug("wrong-reason-told", wrongReason),
  stepBug("half-of-the-forgone-told", halfOfWhatWasForgone),
];

import { decimal } from "../model/decimal.ts";
import type { IntentRow, IntentStatus } from "../model/state.ts";
import { explain } from "./frozen.ts";
import { type OrderEvent, isFinal, orderMove } from "./order-state.ts";
import { clearUnknown } from "./unknown-problem.ts";
import type { Work } from "./work.ts";

/** How many orders that ended in this life are remembered, to know a report that is told again from a false one. */
const ENDED = 500;

/**
 * Carries an event through an order's state machine, with what it tells of the order. Answers the order's status
 * now, or null when the event is ignored.
 */
export function moveOrder(
  work: Work,
  row: IntentRow,
  event: OrderEvent,
  told: Partial<Omit<IntentRow, "intent" | "status" | "statusAt">> = {},
): IntentStatus | null {
  const move = orderMove(row.status, event);
  if (move.to === "ignored") return null;
  const { clientOrderId, accountId, instrument } = row.intent;
  const next: IntentRow = { ...row, ...told };
  const status = move.to === "as-filled" ? asFilled(next) : move.to;
  const moved = { ...next, status, statusAt: status === row.status ? row.statusAt : work.at };
  if (!isFinal(status)) {
    work.intents.put(clientOrderId, moved);
    return status;
  }
  work.intents.remove(clientOrderId);
  work.settled.push(moved);
  const ended = { accountId, filled: moved.filled };
  work.ended = new Map([...work.ended, [clientOrderId, ended] as const].slice(-ENDED));
  clearUnknown(work, clientOrderId);
  explain(work, accountId, instrument, clientOrderId);
  return status;
}

function asFilled({ filled, intent }: IntentRow): IntentStatus {
  if (decimal(filled).isZero()) return "unfilled";
  return decimal(filled).gte(intent.size) ? "filled" : "partly-filled";
}

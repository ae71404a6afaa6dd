import { type AskInfo, type Clock, RequestError } from "../model/request.ts";
import { createRequestBudget } from "./request-budget.ts";

/** Of the 900 that all but orders may spend in a minute: the rest is always there for prices and leaders. */
const GUEST_WEIGHT = 600;

export const CARDS_ASK_TOO_MUCH = "Too many pages ask at once.";

/**
 * The same `/info`, for those who only look (the cards on pages, of which a page can make many): they have a
 * budget of their own inside the common one, and are refused when it is used up.
 */
export function createGuestAsk(ask: AskInfo, clock: Clock): AskInfo {
  const budget = createRequestBudget(GUEST_WEIGHT, 0);
  return async (request, weight) => {
    const wait = budget.take(weight, clock.now());
    if (wait > 0) throw new RequestError("rate-limited", CARDS_ASK_TOO_MUCH, wait);
    const answer = await ask(request, weight);
    budget.giveBack(answer.unspent ?? 0, answer.receivedAt);
    return answer;
  };
}

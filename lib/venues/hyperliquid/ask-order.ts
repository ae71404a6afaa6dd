import type { z } from "zod";
import type { Address, ClientOrderId } from "../../model/identity.ts";
import { parseAnswer } from "../../model/parse-answer.ts";
import type { AskInfo } from "../../model/request.ts";
import { OrderStatusAnswer } from "./account-answers.ts";

/** What `orderStatus` costs (docs, "Rate limits and user limits"). */
const STATUS_WEIGHT = 2;

type Found = Extract<z.infer<typeof OrderStatusAnswer>, { status: "order" }>["order"];

/** An order as the exchange has it by its client order id; null when it knows none. Rejects with a RequestError. */
export async function askOrder(
  ask: AskInfo,
  owner: Address,
  clientOrderId: ClientOrderId,
): Promise<Found | null> {
  const { body } = await ask(
    { type: "orderStatus", user: owner, oid: clientOrderId },
    STATUS_WEIGHT,
    "orders",
  );
  const answer = parseAnswer(OrderStatusAnswer, body, "orderStatus");
  return answer.status === "order" ? answer.order : null;
}

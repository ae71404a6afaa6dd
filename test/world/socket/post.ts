import { z } from "zod";
import { answerAction, exchangeWeight } from "../exchange-actions/answer-action.ts";
import type { Exchange } from "../exchange.ts";
import { answerInfo, infoWeight } from "../info/answer-info.ts";
import { UnreadableRequest } from "../info/info-request.ts";
import type { WeightBudget } from "../limits.ts";

function typeOf(holder: unknown): string {
  const typed = z.looseObject({ type: z.string() }).safeParse(holder);
  return typed.data?.type ?? "";
}

/** Answers `{"method":"post","id","request":{type,payload}}`: the data of the `post` frame. */
export async function answerPost(
  exchange: Exchange,
  budget: WeightBudget,
  ip: string,
  message: Record<string, unknown>,
): Promise<unknown> {
  const id = message["id"];
  const request: Record<string, unknown> =
    typeof message["request"] === "object" ? { ...message["request"] } : {};
  const payload: Record<string, unknown> =
    typeof request["payload"] === "object" ? { ...request["payload"] } : {};
  const isInfo = request["type"] === "info";
  const type = typeOf(isInfo ? payload : payload["action"]);
  const weight = isInfo ? infoWeight(type) : exchangeWeight(payload);
  const allowed = budget.spend(ip, weight);
  exchange.ledger.noteRequest({
    path: isInfo ? "/info" : "/exchange",
    type,
    via: "ws",
    weight,
    time: exchange.clock.now(),
    status: allowed ? 200 : 429,
    body: payload,
  });
  const failed = (words: string) => ({ id, response: { type: "error", payload: words } });
  if (!allowed) return failed("429 Too Many Requests");
  try {
    if (isInfo) {
      return { id, response: { type: "info", payload: { type, data: answerInfo(exchange, type, payload) } } };
    }
    return { id, response: { type: "action", payload: await answerAction(exchange, payload) } };
  } catch (error) {
    if (error instanceof UnreadableRequest) return failed(`422 ${error.message}`);
    throw error;
  }
}

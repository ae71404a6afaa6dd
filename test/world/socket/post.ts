import { STATUS_CODES } from "node:http";
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

/** Answers `{"method":"post","id","request":{type,payload}}`: the data of the `post` frame; undefined for no answer. */
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
  const path = isInfo ? "/info" : "/exchange";
  const note = (status: number, weight: number) =>
    exchange.ledger.noteRequest({
      path,
      type,
      via: "ws",
      weight,
      time: exchange.clock.now(),
      status,
      body: payload,
      origin: null,
    });
  const failed = (status: number, words = STATUS_CODES[status] ?? "") => {
    note(status, 0);
    return { id, response: { type: "error", payload: `${status} ${words}` } };
  };
  const fault = exchange.faults.takeFault({ path, type, via: "ws", body: payload });
  if (fault?.kind === "status") return failed(fault.status);
  if (fault?.kind === "hang") {
    note(0, 0);
    return undefined;
  }
  const { ms: lateMs = 0, where } = fault?.kind === "late" ? fault : {};
  if (where === "before-acceptance") await exchange.clock.pause(lateMs);
  const weight = isInfo ? infoWeight(type) : exchangeWeight(payload);
  if (!budget.spend(ip, weight)) return failed(429);
  try {
    const response = isInfo
      ? { type: "info", payload: { type, data: answerInfo(exchange, type, payload) } }
      : { type: "action", payload: await answerAction(exchange, payload) };
    const unanswered = fault?.kind === "accept-silently";
    note(unanswered ? 0 : 200, weight);
    if (unanswered) return undefined;
    if (where === "after-acceptance") await exchange.clock.pause(lateMs);
    return { id, response };
  } catch (error) {
    if (error instanceof UnreadableRequest) return failed(422, error.message);
    throw error;
  }
}

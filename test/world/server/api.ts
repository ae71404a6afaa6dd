import { STATUS_CODES, type IncomingMessage, type ServerResponse } from "node:http";
import type { Exchange } from "../exchange.ts";
import { answerAction, exchangeWeight } from "../exchange-actions/answer-action.ts";
import { answerInfo, infoWeight, rowsWeight } from "../info/answer-info.ts";
import { UNREADABLE, UnreadableRequest } from "../info/info-request.ts";
import type { WeightBudget } from "../limits.ts";

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, OPTIONS",
  "access-control-allow-headers": "*",
};

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly weight: number;
  readonly headers?: Readonly<Record<string, string>>;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? { ...parsed }
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The type of an info request, or of an exchange request's action. */
function typeOf(path: string, body: Record<string, unknown> | undefined): string {
  const holder = path === "/exchange" ? body?.["action"] : body;
  if (typeof holder !== "object" || holder === null) return "";
  const type: unknown = Reflect.get(holder, "type");
  return typeof type === "string" ? type : "";
}

/** `POST /info` and `POST /exchange`. */
export async function serveApi(
  exchange: Exchange,
  budget: WeightBudget,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? "/", "https://api.hyperliquid.xyz").pathname;
  if (request.method === "OPTIONS") {
    response.writeHead(200, CORS).end();
    return;
  }
  const body = parseObject(await readBody(request));
  const type = typeOf(path, body);
  const note = (status: number, weight: number) =>
    exchange.ledger.noteRequest({
      path,
      type,
      via: "http",
      weight,
      time: exchange.clock.now(),
      status,
      body,
      origin: request.headers.origin ?? null,
    });
  const fault = exchange.faults.takeFault({ path, type, via: "http", body });
  if (fault?.kind === "hang") {
    note(0, 0);
    return;
  }
  const { ms: lateMs = 0, where } = fault?.kind === "late" ? fault : {};
  if (where === "before-acceptance") await exchange.clock.pause(lateMs);
  const ip = request.socket.remoteAddress ?? "";
  const reply: Reply =
    fault?.kind === "status"
      ? refused(fault.status, fault.retryAfter)
      : await answer(exchange, budget, ip, request.method ?? "", path, type, body);
  const unanswered = fault?.kind === "accept-silently";
  note(unanswered ? 0 : reply.status, reply.weight);
  if (unanswered) return;
  if (where === "after-acceptance") await exchange.clock.pause(lateMs);
  send(exchange, response, reply, type);
}

function refused(status: number, retryAfter: number | undefined): Reply {
  const headers: Readonly<Record<string, string>> =
    retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  return { status, body: STATUS_CODES[status] ?? "", weight: 0, headers };
}

async function answer(
  exchange: Exchange,
  budget: WeightBudget,
  ip: string,
  method: string,
  path: string,
  type: string,
  body: Record<string, unknown> | undefined,
): Promise<Reply> {
  if (path !== "/info" && path !== "/exchange") return { status: 404, body: "", weight: 0 };
  if (method !== "POST") return { status: 405, body: "", weight: 0 };
  const weight = path === "/info" ? infoWeight(type) : exchangeWeight(body);
  if (!budget.spend(ip, weight)) return { status: 429, body: null, weight: 0 };
  if (body === undefined) {
    return { status: 400, body: "Failed to parse the request body as JSON", weight };
  }
  try {
    const made = path === "/info" ? answerInfo(exchange, type, body) : await answerAction(exchange, body);
    const extra = path === "/info" ? rowsWeight(type, made) : 0;
    budget.add(ip, extra);
    return {
      status: 200,
      body: made,
      weight: weight + extra,
      headers: { "content-type": "application/json" },
    };
  } catch (error) {
    if (error instanceof UnreadableRequest) return { status: 422, body: UNREADABLE, weight };
    throw error;
  }
}

function send(exchange: Exchange, response: ServerResponse, reply: Reply, type: string): void {
  const json = reply.status === 200;
  const content = json
    ? JSON.stringify(exchange.faults.spoil(type, reply.body))
    : typeof reply.body === "string"
      ? reply.body
      : "null";
  const headers = {
    ...CORS,
    "content-type": json ? "application/json" : "text/plain; charset=utf-8",
    date: new Date(exchange.clock.stamp()).toUTCString(),
    ...reply.headers,
  };
  const finish = () => response.writeHead(reply.status, headers).end(content);
  if (exchange.faults.delayMs > 0) exchange.clock.after(exchange.faults.delayMs, finish);
  else finish();
}

import { request } from "node:https";
import { WebSocket } from "ws";

/** The world's certificate is its own, so these two, in tests only, do not ask who signed it. */
const TRUSTING = { rejectUnauthorized: false, servername: "api.hyperliquid.xyz" };

export function openWorldSocket(url: string): WebSocket {
  return new WebSocket(url, TRUSTING);
}

/** As much of `fetch` as a POST of text needs. */
export const fetchFromWorld: typeof fetch = (input, init) =>
  new Promise((resolve, reject) => {
    const url = input instanceof Request ? input.url : String(input);
    const headers = Object.fromEntries(new Headers(init?.headers));
    const options = {
      ...TRUSTING,
      method: init?.method ?? "GET",
      headers,
      signal: init?.signal ?? undefined,
    };
    const sent = request(url, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const retryAfter = answer.headers["retry-after"];
        const body = Buffer.concat(chunks).toString("utf8");
        resolve(
          new Response(body, {
            status: answer.statusCode ?? 0,
            headers: retryAfter ? { "retry-after": retryAfter } : {},
          }),
        );
      });
    });
    sent.on("error", reject);
    sent.end(typeof init?.body === "string" ? init.body : undefined);
  });

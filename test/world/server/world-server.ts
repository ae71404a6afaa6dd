import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Exchange } from "../exchange.ts";
import { WeightBudget } from "../limits.ts";
import { serveSite } from "../sites/serve-site.ts";
import { SocketServer } from "../socket/socket-server.ts";
import { serveApi } from "./api.ts";
import { SITE_HOSTS, type Certificate } from "./certificate.ts";

export interface WorldServer {
  readonly port: number;
  close(): Promise<void>;
}

function hostOf(request: IncomingMessage): string {
  return (request.headers.host ?? "").split(":")[0] ?? "";
}

/** One TLS port: sites by their host names, everything else is the API. */
export async function openServer(
  exchange: Exchange,
  certificate: Certificate,
  port: number,
  leaders: readonly string[],
): Promise<WorldServer> {
  const budget = new WeightBudget(exchange.limits.weightPerMinute);
  const sites = new Set<string>(SITE_HOSTS);
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const host = hostOf(request);
    if (sites.has(host)) serveSite(host, request, response, leaders);
    else await serveApi(exchange, budget, request, response);
  };
  const server = createServer({ ...certificate }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error("the world failed to answer", error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const sockets = new SocketServer(exchange, budget);
  server.on("upgrade", (request, socket, head) => {
    sockets.upgrade(request, socket, head);
  });
  const bound = await listen(server, port);
  return {
    port: bound,
    close: async () => {
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("the world has no port"));
      else resolve(address.port);
    });
  });
}

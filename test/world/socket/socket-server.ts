import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Exchange } from "../exchange.ts";
import type { WeightBudget } from "../limits.ts";
import { Connection } from "./connection.ts";
import { IpUsage } from "./ip-usage.ts";

/** Takes sockets on `/ws`, within the limits per IP address. */
export class SocketServer {
  readonly #exchange: Exchange;
  readonly #budget: WeightBudget;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #usage = new Map<string, IpUsage>();
  readonly #open = new Set<Connection>();

  constructor(exchange: Exchange, budget: WeightBudget) {
    this.#exchange = exchange;
    this.#budget = budget;
    exchange.faults.onDrop = () => this.#dropAll();
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ip = request.socket.remoteAddress ?? "";
    const usage = this.#usage.get(ip) ?? new IpUsage(this.#exchange.limits);
    this.#usage.set(ip, usage);
    const path = (request.url ?? "").split("?")[0];
    const refusal = this.#exchange.faults.refusesSockets();
    if (path !== "/ws") refuse(socket, "404 Not Found");
    else if (refusal !== undefined) refuse(socket, `${refusal} ${STATUS_CODES[refusal] ?? ""}`);
    else if (usage.connections >= this.#exchange.limits.connections) refuse(socket, "429 Too Many Requests");
    else {
      usage.connections += 1;
      this.#server.handleUpgrade(request, socket, head, (client) => {
        const connection = new Connection(this.#exchange, this.#budget, client, ip, usage);
        this.#open.add(connection);
        client.on("close", () => this.#open.delete(connection));
      });
    }
  }

  close(): void {
    this.#dropAll();
    this.#server.close();
  }

  #dropAll(): void {
    for (const connection of this.#open) connection.drop();
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

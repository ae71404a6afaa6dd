import type { WebSocket } from "ws";
import type { Exchange } from "../exchange.ts";
import type { Subscriber } from "./hub.ts";
import { answerPost } from "./post.ts";
import { readSubscription, type Subscription } from "./subscription.ts";
import type { IpUsage } from "./ip-usage.ts";
import type { WeightBudget } from "../limits.ts";

/** One client's socket: its subscriptions, and everything that is sent to it. */
export class Connection implements Subscriber {
  readonly #exchange: Exchange;
  readonly #budget: WeightBudget;
  readonly #socket: WebSocket;
  readonly #ip: string;
  readonly #usage: IpUsage;
  readonly #subscriptions = new Map<string, Subscription>();
  #cancelIdle: () => void = () => undefined;

  constructor(exchange: Exchange, budget: WeightBudget, socket: WebSocket, ip: string, usage: IpUsage) {
    this.#exchange = exchange;
    this.#budget = budget;
    this.#socket = socket;
    this.#ip = ip;
    this.#usage = usage;
    socket.on("message", (data, isBinary) => {
      if (!isBinary && Buffer.isBuffer(data)) this.#receive(data.toString("utf8"));
    });
    socket.on("close", () => this.#forget());
    socket.on("error", () => socket.terminate());
    this.#watchIdle();
  }

  send(channel: string, data: unknown): void {
    const frame =
      data === undefined ? { channel } : { channel, data: this.#exchange.faults.spoil(channel, data) };
    const text = JSON.stringify(frame);
    this.#exchange.faults.deliver(channel, () => this.#later(text));
  }

  /** Ends it as a broken network does. */
  drop(): void {
    this.#socket.terminate();
  }

  #later(text: string): void {
    const { delayMs } = this.#exchange.faults;
    if (delayMs > 0) this.#exchange.clock.after(delayMs, () => this.#write(text));
    else this.#write(text);
  }

  #write(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(text);
    this.#watchIdle();
  }

  /** The server closes a socket on which it sent nothing for a minute. */
  #watchIdle(): void {
    this.#cancelIdle();
    this.#cancelIdle = this.#exchange.clock.after(this.#exchange.limits.idleMs, () => {
      this.#socket.close(1000, "Inactive");
    });
  }

  #receive(text: string): void {
    const message = parse(text);
    const { method } = message;
    if (method === "ping") this.send("pong", undefined);
    else if (method === "subscribe") this.#subscribe(message["subscription"]);
    else if (method === "unsubscribe") this.#unsubscribe(message["subscription"]);
    else if (method === "post") {
      this.#post(message).catch((error: unknown) => {
        console.error("the world failed to answer a post request", error);
        this.drop();
      });
    } else this.send("error", `Error parsing JSON into valid websocket request: ${text}`);
  }

  async #post(message: Record<string, unknown>): Promise<void> {
    const data = await answerPost(this.#exchange, this.#budget, this.#ip, message);
    if (data !== undefined) this.send("post", data);
  }

  #subscribe(request: unknown): void {
    const subscription = readSubscription(this.#exchange, request);
    const asked = JSON.stringify(request ?? null);
    if (subscription === undefined) {
      this.send("error", `Invalid subscription ${asked}`);
      return;
    }
    if (this.#subscriptions.has(subscription.topic)) {
      this.send("error", `Already subscribed: ${asked}`);
      return;
    }
    const refusal = this.#usage.add(subscription.user);
    if (refusal !== undefined) {
      this.send("error", refusal);
      return;
    }
    this.#subscriptions.set(subscription.topic, subscription);
    this.send("subscriptionResponse", { method: "subscribe", subscription: subscription.echo });
    const first = subscription.first?.();
    if (first !== undefined) this.send(first.channel, first.data);
    this.#exchange.hub.add(subscription.topic, this);
  }

  #unsubscribe(request: unknown): void {
    const wanted = readSubscription(this.#exchange, request);
    const subscription = wanted === undefined ? undefined : this.#subscriptions.get(wanted.topic);
    if (subscription === undefined) {
      this.send("error", `Already unsubscribed: ${JSON.stringify(request ?? null)}`);
      return;
    }
    this.#subscriptions.delete(subscription.topic);
    this.#exchange.hub.remove(subscription.topic, this);
    this.#usage.remove(subscription.user);
    this.send("subscriptionResponse", { method: "unsubscribe", subscription: subscription.echo });
  }

  #forget(): void {
    this.#cancelIdle();
    for (const subscription of this.#subscriptions.values()) {
      this.#exchange.hub.remove(subscription.topic, this);
      this.#usage.remove(subscription.user);
    }
    this.#subscriptions.clear();
    this.#usage.connections -= 1;
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

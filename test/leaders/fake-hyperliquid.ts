import { createHyperliquidAddressSource } from "../../lib/leaders/hyperliquid-address.ts";
import type { WebSocketLike } from "../../lib/model/web-socket-like.ts";
import { Address, leaderIdOf } from "../../lib/model/identity.ts";
import type { LeaderId } from "../../lib/model/identity.ts";
import type { Feed, LeaderEvent, LeaderFillsEvent, LeaderSnapshotEvent } from "../../lib/model/leader.ts";
import type { RequestError } from "../../lib/model/request.ts";
import { FakeClock, settle } from "./fake-clock.ts";

export function leaderNumber(n: number): LeaderId {
  return leaderIdOf(Address.parse(`0x${n.toString(16).padStart(40, "0")}`));
}

/** A socket whose other end is the test. */
class FakeSocket implements WebSocketLike {
  readonly sent: unknown[] = [];
  closed = false;
  readonly #listeners: { type: string; listener: (event: unknown) => void }[] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.closed = true;
  }

  addEventListener(type: string, listener: (event: unknown) => void): void {
    this.#listeners.push({ type, listener });
  }

  fire(type: "open" | "message" | "close" | "error", event: unknown = {}): void {
    for (const entry of this.#listeners) if (entry.type === type) entry.listener(event);
  }

  message(frame: unknown): void {
    this.fire("message", { data: typeof frame === "string" ? frame : JSON.stringify(frame) });
  }

  /** The addresses that are asked for with this method, in order. */
  users(method: "subscribe" | "unsubscribe"): string[] {
    return this.sent.flatMap((message) => {
      const { method: sent, subscription } = message as { method: string; subscription?: { user: string } };
      return sent === method && subscription ? [subscription.user] : [];
    });
  }
}

export function wireFill(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    coin: "BTC",
    px: "66653.0",
    sz: "0.5",
    side: "B",
    time: 1_784_999_999_000,
    startPosition: "0.0",
    dir: "Open Long",
    closedPnl: "0.0",
    hash: "0x00",
    oid: 55,
    crossed: true,
    fee: "0.01",
    tid: 7,
    feeToken: "USDC",
    twapId: null,
    ...over,
  };
}

export function wireState(time: number, sizes: Record<string, string> = {}): Record<string, unknown> {
  const assetPositions = Object.entries(sizes).map(([coin, szi]) => ({
    type: "oneWay",
    position: {
      coin,
      szi,
      entryPx: "100.0",
      leverage: { type: "cross", value: 20 },
      liquidationPx: null,
      positionValue: "50.0",
      unrealizedPnl: "-1.0",
    },
  }));
  return { marginSummary: { accountValue: "1000.0" }, assetPositions, time };
}

/** A source with a hand on its clock, its sockets and its answers. */
export class SourceBench {
  readonly clock = new FakeClock();
  readonly events: LeaderEvent[] = [];
  readonly sockets: FakeSocket[] = [];
  readonly asked: Record<string, unknown>[] = [];
  /** What `clearinghouseState` answers, by address; a RequestError is thrown. */
  readonly states = new Map<string, Record<string, string> | RequestError | { raw: unknown }>();
  readonly others = new Map<string, unknown>();
  /** Answers pongs by itself. */
  pongs = true;
  /** Confirms subscriptions by itself, with this history. */
  history: Record<string, unknown>[] | null = [];
  /** Opens sockets by itself. */
  opens = true;
  online = true;
  answerDelayMs = 0;
  random = 0.5;

  readonly source = createHyperliquidAddressSource({
    emit: (event) => this.events.push(event),
    ask: async (request) => {
      this.asked.push({ ...request });
      const sentAt = this.clock.now();
      const body = this.#answer(request);
      if (this.answerDelayMs > 0) {
        await new Promise<void>((resolve) => {
          this.clock.setTimeout(resolve, this.answerDelayMs);
        });
      }
      return { body, sentAt, receivedAt: this.clock.now() };
    },
    openSocket: () => this.#open(),
    clock: this.clock,
    random: () => this.random,
    isOnline: () => this.online,
  });

  #answer(request: Readonly<Record<string, unknown>>): unknown {
    if (request["type"] !== "clearinghouseState") return this.others.get(String(request["type"])) ?? null;
    const state = this.states.get(String(request["user"])) ?? {};
    if (state instanceof Error) throw state;
    return "raw" in state && typeof state.raw !== "string"
      ? state.raw
      : wireState(this.clock.now(), state as Record<string, string>);
  }

  #open(): FakeSocket {
    const socket = new FakeSocket();
    this.sockets.push(socket);
    const send = socket.send.bind(socket);
    socket.send = (text) => {
      send(text);
      const message = JSON.parse(text) as { method: string; subscription?: { user: string } };
      if (message.method === "ping" && this.pongs) this.#later(socket, { channel: "pong" });
      if (message.method === "subscribe" && this.history && message.subscription) {
        this.#later(socket, { channel: "subscriptionResponse", data: message });
        this.#later(socket, userFills(message.subscription.user, this.history, true));
      }
    };
    if (this.opens) this.clock.setTimeout(() => socket.fire("open"), 10);
    return socket;
  }

  #later(socket: FakeSocket, frame: unknown): void {
    this.clock.setTimeout(() => {
      if (!socket.closed) socket.message(frame);
    }, 20);
  }

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (!last) throw new Error("no socket was opened");
    return last;
  }

  async watch(...leaders: LeaderId[]): Promise<void> {
    for (const leader of leaders) this.source.watch(leader);
    await this.clock.advance(100);
    await settle();
  }

  feeds(leader: LeaderId): Feed[] {
    return this.events.flatMap((e) => (e.kind === "leader-feed" && e.leaderId === leader ? [e.feed] : []));
  }

  feed(leader: LeaderId): string {
    const last = this.feeds(leader).at(-1);
    return last ? `${last.state}/${last.reason}` : "none";
  }

  snapshots(leader: LeaderId): LeaderSnapshotEvent[] {
    return this.events.flatMap((e) => (e.kind === "leader-snapshot" && e.leaderId === leader ? [e] : []));
  }

  fills(leader: LeaderId): LeaderFillsEvent[] {
    return this.events.flatMap((e) => (e.kind === "leader-fills" && e.leaderId === leader ? [e] : []));
  }
}

export function userFills(user: string, fills: unknown, isSnapshot?: boolean): Record<string, unknown> {
  return { channel: "userFills", data: { user, fills, ...(isSnapshot ? { isSnapshot } : {}) } };
}

/** A bench whose leaders traded just now, so that none is idle. */
export function tradingBench(): SourceBench {
  const bench = new SourceBench();
  bench.history = [wireFill({ time: bench.clock.now() - 1_000 })];
  return bench;
}

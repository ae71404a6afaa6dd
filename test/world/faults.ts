import { corrupt } from "./corrupt.ts";

/** What the server is to do with an HTTP request instead of answering it properly. */
export type HttpFault =
  | { readonly kind: "status"; readonly status: number; readonly retryAfter: number | undefined }
  | { readonly kind: "hang" };

interface Planned {
  left: number;
  readonly type: string | undefined;
  readonly fault: HttpFault;
}

/** How the exchange misbehaves. Everything is off until asked for; `clear` turns all off again. */
export class Faults {
  /** The server adds what ends all sockets. */
  onDrop: () => void = () => undefined;
  delayMs = 0;
  #planned: Planned[] = [];
  #acceptSilently = 0;
  #refuseUntil = 0;
  #silentUntil = 0;
  #pongsWhileSilent = true;
  readonly #lose = new Map<string, number>();
  readonly #repeat = new Map<string, number>();
  readonly #corrupt = new Map<string, number>();
  readonly #reorder = new Map<string, { left: number; readonly held: (() => void)[] }>();
  readonly #setSkew: (ms: number) => void;

  constructor(setSkew: (ms: number) => void) {
    this.#setSkew = setSkew;
  }

  /** Ends every open socket without a close frame. */
  dropSockets(): void {
    this.onDrop();
  }

  /** New sockets are refused with 503 for so long. */
  refuseSockets(ms: number): void {
    this.#refuseUntil = Date.now() + ms;
  }

  /** Sockets stay open and nothing is sent on them (pongs on request). What falls into it is lost. */
  silence(options: { readonly pongs: boolean }, ms: number): void {
    this.#silentUntil = Date.now() + ms;
    this.#pongsWhileSilent = options.pongs;
  }

  /** The next n messages of a socket channel never leave ("user" is the channel of userEvents). */
  loseNext(channel: string, n = 1): void {
    this.#lose.set(channel, n);
  }

  /** The next n messages of a channel leave twice. */
  repeatNext(channel: string, n = 1): void {
    this.#repeat.set(channel, n);
  }

  /** The next n messages of a channel are held and leave together, last first. */
  reorderNext(channel: string, n = 2): void {
    this.#reorder.set(channel, { left: n, held: [] });
  }

  /** Every answer and every socket message leaves so much later; 0 ends it. */
  delay(ms: number): void {
    this.delayMs = ms;
  }

  /** The next `times` requests (of this info or action type) are answered with this status, undone. */
  http(options: { status: number; times: number; type?: string; retryAfter?: number }): void {
    const fault = { kind: "status", status: options.status, retryAfter: options.retryAfter } as const;
    this.#planned.push({ left: options.times, type: options.type, fault });
  }

  /** The next requests are not carried out and never answered. */
  hang(options: { times: number; type?: string }): void {
    this.#planned.push({ left: options.times, type: options.type, fault: { kind: "hang" } });
  }

  /** The next payload of this info type or socket channel breaks its schema. */
  corruptNext(typeOrChannel: string, n = 1): void {
    this.#corrupt.set(typeOrChannel, n);
  }

  /** The next `/exchange` requests are carried out and never answered. */
  timeoutAfterAccept(times = 1): void {
    this.#acceptSilently = times;
  }

  /** The exchange's clock is off by so much: all `time` fields written from now on. */
  clockSkew(ms: number): void {
    this.#setSkew(ms);
  }

  clear(): void {
    this.#planned = [];
    this.#acceptSilently = 0;
    this.#refuseUntil = 0;
    this.#silentUntil = 0;
    this.delayMs = 0;
    this.#setSkew(0);
    for (const map of [this.#lose, this.#repeat, this.#corrupt, this.#reorder]) map.clear();
  }

  // What the server asks.

  refusesSockets(): boolean {
    return Date.now() < this.#refuseUntil;
  }

  takeHttpFault(type: string): HttpFault | undefined {
    const planned = this.#planned.find((p) => p.left > 0 && (p.type === undefined || p.type === type));
    if (planned === undefined) return undefined;
    planned.left -= 1;
    return planned.fault;
  }

  takeSilentAccept(): boolean {
    if (this.#acceptSilently === 0) return false;
    this.#acceptSilently -= 1;
    return true;
  }

  /** The payload as it is to leave. */
  spoil(typeOrChannel: string, payload: unknown): unknown {
    return countDown(this.#corrupt, typeOrChannel) ? corrupt(payload) : payload;
  }

  /** Lets one socket message leave never, once, twice or later. */
  deliver(channel: string, send: () => void): void {
    if (Date.now() < this.#silentUntil && !(channel === "pong" && this.#pongsWhileSilent)) return;
    if (countDown(this.#lose, channel)) return;
    const reorder = this.#reorder.get(channel);
    if (reorder !== undefined) {
      reorder.held.push(send);
      reorder.left -= 1;
      if (reorder.left > 0) return;
      this.#reorder.delete(channel);
      for (const held of reorder.held.toReversed()) held();
      return;
    }
    send();
    if (countDown(this.#repeat, channel)) send();
  }
}

function countDown(counters: Map<string, number>, key: string): boolean {
  const left = counters.get(key) ?? 0;
  if (left <= 0) return false;
  counters.set(key, left - 1);
  return true;
}

import { corrupt } from "./corrupt.ts";
import {
  PlannedFaults,
  type ArrivedRequest,
  type FaultTarget,
  type LateWhere,
  type RequestFault,
} from "./planned-faults.ts";

/** How the exchange misbehaves. Everything is off until asked for; `clear` turns all off again. */
export class Faults {
  /** The server adds what ends all sockets. */
  onDrop: () => void = () => undefined;
  delayMs = 0;
  readonly #planned = new PlannedFaults();
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

  /** The next HTTP requests (of this info or action type) are answered with this status, undone. */
  http(options: { status: number; times: number; type?: string; retryAfter?: number }): void {
    const { status, retryAfter, ...target } = options;
    this.#planned.plan({ kind: "status", status, retryAfter }, { ...target, via: "http" });
  }

  /** The next `post` requests on a socket are answered with an error frame that names this status, undone. */
  post(options: { status: number; times: number; type?: string }): void {
    const { status, ...target } = options;
    this.#planned.plan({ kind: "status", status, retryAfter: undefined }, { ...target, via: "ws" });
  }

  /** The next requests, by either way unless `via` names one, are not carried out and never answered. */
  hang(target: FaultTarget): void {
    this.#planned.plan({ kind: "hang" }, target);
  }

  /** The next requests are so much later than usual: carried out later, or carried out at once and answered later. */
  late(options: FaultTarget & { readonly ms: number; readonly where: LateWhere }): void {
    const { ms, where, ...target } = options;
    this.#planned.plan({ kind: "late", ms, where }, target);
  }

  /** For so long every request is answered 503, and no socket lives. */
  maintenance(ms: number): void {
    this.#planned.beginOutage(ms, 503, false);
    this.onDrop();
  }

  /** For so long every request is refused with 429 (or 418), with the seconds that are left as Retry-After; no new socket. */
  ban(ms: number, status: 429 | 418 = 429): void {
    this.#planned.beginOutage(ms, status, true);
  }

  /** The next payload of this info type or socket channel breaks its schema. */
  corruptNext(typeOrChannel: string, n = 1): void {
    this.#corrupt.set(typeOrChannel, n);
  }

  /** The next actions are carried out and never answered, whichever way they come unless `via` names one. */
  timeoutAfterAccept(times = 1, target: Omit<FaultTarget, "times"> = {}): void {
    this.#planned.plan({ kind: "accept-silently" }, { ...target, times, path: "/exchange" });
  }

  /** The exchange's clock is off by so much: all `time` fields written from now on. */
  clockSkew(ms: number): void {
    this.#setSkew(ms);
  }

  clear(): void {
    this.#planned.clear();
    this.#refuseUntil = 0;
    this.#silentUntil = 0;
    this.delayMs = 0;
    this.#setSkew(0);
    for (const map of [this.#lose, this.#repeat, this.#corrupt, this.#reorder]) map.clear();
  }

  // What the server asks.

  /** The status with which a new socket is refused now. */
  refusesSockets(): number | undefined {
    return Date.now() < this.#refuseUntil ? 503 : this.#planned.outage()?.status;
  }

  takeFault(request: ArrivedRequest): RequestFault | undefined {
    return this.#planned.take(request);
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

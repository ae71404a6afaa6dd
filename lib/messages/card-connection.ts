import type { Address } from "../model/identity.ts";
import type { Clock, TimerHandle } from "../model/request.ts";
import type { CardHello } from "./protocol.ts";

/** The part of `runtime.Port` that a card uses. */
export interface CardPort {
  postMessage(hello: CardHello): void;
  onMessage(listener: (raw: unknown) => void): void;
  onDisconnect(listener: () => void): void;
  disconnect(): void;
}

export interface CardConnectionRules {
  /** Opens a port to the background, which wakes the worker. Throws when the extension is gone. */
  readonly connect: () => CardPort;
  readonly clock: Clock;
  /** Between 0 and 1. */
  readonly random: () => number;
  /** False while nobody can see the card: then no worker is woken for it. */
  readonly visible: () => boolean;
  readonly onMessage: (raw: unknown) => void;
  /** Nothing has come for a while after the port was lost: what was last told is not renewed any more. */
  readonly onLost: () => void;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;
/** A worker that only restarts is back sooner; nobody needs to see that. */
const LOST_AFTER_MS = 1_500;

/**
 * Keeps a port open for one leader. A worker that dies closes it; it is opened again with growing waits, which
 * start over as soon as something was received.
 */
export class CardConnection {
  readonly #address: Address;
  readonly #rules: CardConnectionRules;
  #port: CardPort | null = null;
  #retry: TimerHandle | null = null;
  #loss: TimerHandle | null = null;
  #attempts = 0;
  #closed = false;

  constructor(address: Address, rules: CardConnectionRules) {
    this.#address = address;
    this.#rules = rules;
  }

  /** Connects if there is no port and no wait is needed: at the start, or when the card can be seen again. */
  open(): void {
    if (this.#closed || this.#port !== null || !this.#rules.visible()) return;
    this.#retry = this.#cancel(this.#retry);
    let port: CardPort;
    try {
      port = this.#rules.connect();
    } catch (error) {
      console.info("Pilotfish: no connection to the extension.", error);
      this.#lost();
      return;
    }
    this.#port = port;
    port.onMessage((raw) => {
      if (this.#port !== port) return;
      this.#attempts = 0;
      this.#loss = this.#cancel(this.#loss);
      this.#rules.onMessage(raw);
    });
    port.onDisconnect(() => {
      if (this.#port !== port) return;
      this.#port = null;
      this.#lost();
    });
    port.postMessage({ address: this.#address });
  }

  /** Opens a new port in place of the one there is, which may be dead without having said so. */
  renew(): void {
    this.#drop();
    this.open();
  }

  /** Closes the port for good; nothing is told afterwards. */
  close(): void {
    this.#closed = true;
    this.#retry = this.#cancel(this.#retry);
    this.#loss = this.#cancel(this.#loss);
    this.#drop();
  }

  #drop(): void {
    const port = this.#port;
    this.#port = null;
    port?.disconnect();
  }

  #lost(): void {
    if (this.#closed) return;
    const { clock, onLost, random } = this.#rules;
    this.#loss ??= clock.setTimeout(onLost, LOST_AFTER_MS);
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    // Half of the wait is random, so that many tabs do not come back in the same moment.
    const wait = longest / 2 + (longest / 2) * random();
    this.#retry = clock.setTimeout(() => {
      this.#retry = null;
      this.open();
    }, wait);
  }

  #cancel(handle: TimerHandle | null): null {
    if (handle !== null) this.#rules.clock.clearTimeout(handle);
    return null;
  }
}

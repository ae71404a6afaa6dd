import type { WebSocketLike } from "../../lib/model/web-socket-like.ts";
import type { Address } from "../../lib/model/identity.ts";
import type { LeaderSurroundings } from "./leader-surroundings.ts";
import type { Life } from "./life.ts";
import type { SimLeader, WireRow } from "./sim-leader.ts";

interface Request {
  readonly method: string;
  readonly subscription?: { readonly user: Address };
}

const HISTORY = 20;

/** One connection to the leaders' exchange, with all that can happen to its frames. */
export class LeaderSocket implements WebSocketLike {
  closed = false;
  readonly #life: Life;
  readonly #around: LeaderSurroundings;
  readonly #listeners: { readonly type: string; readonly hear: (event: unknown) => void }[] = [];
  readonly #subscribed = new Set<Address>();
  /** When the newest frame arrives: the next does not overtake it by itself. */
  #lastArrival = 0;

  constructor(life: Life, around: LeaderSurroundings) {
    this.#life = life;
    this.#around = around;
    life.later(around.dice.int(30, 400), () => {
      if (this.#isBroken()) this.cut();
      else this.#fire("open", {});
    });
  }

  addEventListener(type: string, hear: (event: unknown) => void): void {
    this.#listeners.push({ type, hear });
  }

  send(text: string): void {
    const { method, subscription } = JSON.parse(text) as Request;
    if (method === "ping") return this.#frame({ channel: "pong" });
    if (subscription === undefined) return;
    const { user } = subscription;
    if (method === "unsubscribe") {
      this.#subscribed.delete(user);
      return;
    }
    const leader = this.#around.leaders.get(user);
    if (leader === undefined) return this.#frame({ channel: "error", data: `Unknown user ${user}` });
    this.#subscribed.add(user);
    this.#frame({ channel: "subscriptionResponse", data: { method, subscription } });
    this.#fills(user, leader.rows.slice(-HISTORY), true, 0);
  }

  close(): void {
    this.closed = true;
  }

  cut(): void {
    if (this.closed) return;
    this.closed = true;
    this.#fire("close", { code: 1006 });
  }

  tell(user: Address, rows: readonly WireRow[]): void {
    const { faults, dice } = this.#around;
    if (this.closed || !this.#subscribed.has(user)) return;
    const about = `${user.slice(-4)} ${rows.length}`;
    if (faults.during("stream-gap", about) || faults.take("message-dropped", about)) return;
    if (faults.take("message-delayed", about)) return this.#fills(user, rows, false, dice.int(1_000, 8_000));
    if (faults.take("message-reordered", about)) return this.#fills(user, rows, false, dice.int(300, 2_500));
    this.#fills(user, rows, false, 0);
    if (faults.take("message-duplicated", about)) this.#fills(user, rows, false, dice.int(50, 4_000));
  }

  replay(leader: SimLeader): void {
    if (this.#subscribed.has(leader.address))
      this.#fills(leader.address, leader.rows.slice(-HISTORY), false, 0);
  }

  #isBroken(): boolean {
    const { machine, faults } = this.#around;
    return !machine.online || faults.during("feed-lost", "socket");
  }

  /** With a delay of its own a frame is overtaken by those behind it. */
  #fills(user: Address, fills: readonly WireRow[], isSnapshot: boolean, delayMs: number): void {
    this.#frame({ channel: "userFills", data: { user, isSnapshot, fills } }, delayMs);
  }

  #frame(frame: unknown, delayMs = 0): void {
    const { time, dice } = this.#around;
    const arrival = Math.max(time.now + dice.int(10, 150), delayMs === 0 ? this.#lastArrival : 0);
    if (delayMs === 0) this.#lastArrival = arrival;
    const data = JSON.stringify(frame);
    this.#life.later(arrival - time.now + delayMs, () => {
      // A line that is down is silent before anybody notices.
      if (!this.closed && !this.#isBroken()) this.#fire("message", { data });
    });
  }

  #fire(type: string, event: unknown): void {
    for (const one of this.#listeners) if (one.type === type) one.hear(event);
  }
}

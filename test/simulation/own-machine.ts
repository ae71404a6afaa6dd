import type { Stamped } from "./record.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** What the product's machine shows and does: its clock may be set, and it may sleep. */
export class OwnMachine {
  /** The product's clock minus the simulation's, ms. */
  offsetMs = 0;
  /** The machine sleeps until then. */
  awakeAt = 0;
  readonly jumps: Stamped<{ offsetMs: number }>[] = [];
  readonly naps: Stamped<{ ms: number }>[] = [];
  readonly network: Stamped<{ online: boolean }>[] = [];
  #online = true;
  readonly #time: VirtualTime;

  constructor(time: VirtualTime) {
    this.#time = time;
    this.jumps.push({ at: time.now, offsetMs: 0 });
  }

  setClock(offsetMs: number): void {
    this.offsetMs = offsetMs;
    this.jumps.push({ at: this.#time.now, offsetMs });
  }

  /** The newest moment until now at which the product's clock showed this; now when it never did. */
  momentOf(shown: number): number {
    const { now } = this.#time;
    const jump = this.jumps.findLast(({ at, offsetMs }) => shown - offsetMs >= at && shown - offsetMs <= now);
    return jump === undefined ? now : shown - jump.offsetMs;
  }

  get online(): boolean {
    return this.#online;
  }

  connect(online: boolean): void {
    this.#online = online;
    this.network.push({ at: this.#time.now, online });
  }

  sleep(ms: number): void {
    this.awakeAt = Math.max(this.awakeAt, this.#time.now + ms);
    this.naps.push({ at: this.#time.now, ms });
  }
}

import { positionAfter } from "../../../lib/leaders/position-chain.ts";
import type { InstrumentId } from "../../../lib/model/identity.ts";
import type { LeaderEvent } from "../../../lib/model/leader.ts";

/**
 * The least that a listener must do to follow one leader in one instrument: take each fill that starts where
 * the last one ended, ask for a snapshot when one does not, and take no snapshot older than its newest fill.
 */
export class CheckingListener {
  held = "0";
  readonly #instrument: InstrumentId;
  readonly #askForSnapshot: () => void;
  readonly #keys = new Set<string>();
  #newest = 0;

  constructor(instrument: InstrumentId, askForSnapshot: () => void) {
    this.#instrument = instrument;
    this.#askForSnapshot = askForSnapshot;
  }

  take(event: LeaderEvent): void {
    if (event.kind === "leader-snapshot" && event.snapshot.time >= this.#newest) {
      const position = event.snapshot.positions.find((each) => each.instrument === this.#instrument);
      this.held = position?.size ?? "0";
    }
    if (event.kind !== "leader-fills") return;
    for (const fill of event.fills) {
      if (this.#keys.has(fill.key)) continue;
      this.#keys.add(fill.key);
      this.#newest = fill.time;
      if (fill.startPosition === this.held) this.held = positionAfter(fill);
      else this.#askForSnapshot();
    }
  }
}

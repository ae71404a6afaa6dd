import type { EngineState } from "../engine/engine-state.ts";
import type { ClientOrderId } from "../model/identity.ts";

/** More stops than one life has whose fills could still be told. */
const REMEMBERED = 2_000;

/** Which ids are those of protective stops: of all that this life knew, also of those that have ended since. */
export class StopMemory {
  readonly #ids = new Set<ClientOrderId>();
  #stops: EngineState["stops"] | null = null;

  /** To be told of every state. */
  note({ stops }: Pick<EngineState, "stops">): void {
    if (stops === this.#stops) return;
    this.#stops = stops;
    for (const id of stops.keys()) this.#ids.add(id);
    for (const id of this.#ids) {
      if (this.#ids.size <= REMEMBERED) return;
      if (!stops.has(id)) this.#ids.delete(id);
    }
  }

  has(id: ClientOrderId): boolean {
    return this.#ids.has(id);
  }
}

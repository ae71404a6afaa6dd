import type { Effect, EngineEvent } from "../engine/engine-event.ts";
import type { Committed } from "../model/journal.ts";
import type { LeaderSource } from "../model/leader.ts";
import type { Clock } from "../model/request.ts";
import type { AccountVenues } from "./account-venues.ts";
import { Executor } from "./executor.ts";
import { LeverageExecutor } from "./leverage-executor.ts";
import { StopExecutor } from "./stop-executor.ts";

interface EffectDeskPorts {
  readonly clock: Clock;
  readonly venues: AccountVenues;
  readonly source: LeaderSource;
  readonly post: (event: EngineEvent) => void;
}

/** Does what a step wants done, once it is durable. */
export class EffectDesk {
  readonly #ports: EffectDeskPorts;
  readonly #executor: Executor;
  readonly #stops: StopExecutor;
  readonly #leverage: LeverageExecutor;

  constructor(ports: EffectDeskPorts) {
    const { clock, venues, post } = ports;
    this.#ports = ports;
    this.#executor = new Executor({ clock, venueOf: (id) => venues.venueOf(id), post });
    this.#stops = new StopExecutor({ clock, deskOf: (id) => venues.stopDeskOf(id), post });
    this.#leverage = new LeverageExecutor({ clock, deskOf: (id) => venues.leverageDeskOf(id), post });
  }

  /** `tick` is the one of this life in which it happens. */
  act(committed: Committed, effects: readonly Effect[], tick: number): void {
    for (const intent of committed.intents) this.#executor.submit(intent);
    for (const stop of committed.stops) this.#stops.place(stop);
    for (const cancel of committed.cancels) this.#stops.cancel(cancel, tick);
    for (const order of committed.leverages) this.#leverage.set(order);
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    const { clock, source, venues } = this.#ports;
    switch (effect.kind) {
      case "submit":
      case "place-stop":
      case "cancel-stop":
      case "set-leverage":
        // Only what the journal's commit hands back is sent.
        return;
      case "lookup-stop":
        return this.#stops.lookup(effect.stop, effect.tick);
      case "lookup":
        return this.#executor.lookup(effect.intent, effect.tick);
      case "refresh-leader": {
        const { leaderId, cause } = effect;
        if (effect.afterMs === 0) return source.refresh(leaderId, cause);
        clock.setTimeout(() => source.refresh(leaderId, cause), effect.afterMs);
        return;
      }
      case "read-account":
        return venues.read(effect.accountId, effect.since);
      case "read-leverage":
        return this.#leverage.read(effect.accountId, effect.instrument);
      case "reset-venue":
        return venues.resetPaper();
    }
  }
}

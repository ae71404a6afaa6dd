import type { AccountId, ClientOrderId } from "../../lib/model/identity.ts";
import type { CommittedStop, StopCancel, StopDesk, StopOrder, StopReport } from "../../lib/model/stop.ts";
import type { Life } from "./life.ts";
import type { StopOutcome } from "./sim-stops.ts";
import { type Route, orderRoute, patient, questionRoute } from "./venue-route.ts";
import type { VenueSurroundings } from "./venue-surroundings.ts";

type Named = Pick<StopOrder, "clientOrderId" | "instrument">;
/** A report before it has come. */
type Said = StopReport extends infer One
  ? One extends StopReport
    ? Omit<One, "at" | "accountId" | "instrument" | "clientOrderId">
    : never
  : never;

/** One life's line to the exchange's stops, over the network that its orders go over. */
export class StopLine implements StopDesk {
  readonly #life: Life;
  readonly #accountId: AccountId;
  readonly #around: VenueSurroundings;
  readonly #underWay = new Set<ClientOrderId>();

  constructor(life: Life, accountId: AccountId, around: VenueSurroundings) {
    this.#life = life;
    this.#accountId = accountId;
    this.#around = around;
  }

  async placeStop(stop: CommittedStop): Promise<StopReport> {
    const { time, stops, stopsSent } = this.#around;
    const { clientOrderId } = stop;
    const route = orderRoute(this.#around, clientOrderId);
    // The venue counts by its own clock, so the adapter says how long the stop may live from now.
    const expiresAt = time.now + (stop.expiresAt - this.#life.clock.now());
    stopsSent.push({
      at: time.now,
      life: this.#life.number,
      clientOrderId,
      kind: "place",
      nonce: stop.nonce,
    });
    this.#underWay.add(clientOrderId);
    const report = await this.#ask("venue.placeStop", route, stop, () => {
      const outcome = route.arrives ? stops.receive({ ...stop, expiresAt }, time.now) : null;
      if (route.instead === "too-many")
        return { kind: "stop-rejected", replacedStands: null, detail: "HTTP 429" };
      return route.instead !== null || outcome === null ? NO_ANSWER : saidOf(outcome);
    });
    this.#underWay.delete(clientOrderId);
    return report;
  }

  cancelStop(cancel: StopCancel): Promise<StopReport> {
    const { time, stops, stopsSent } = this.#around;
    const { clientOrderId } = cancel;
    const route = orderRoute(this.#around, clientOrderId);
    stopsSent.push({
      at: time.now,
      life: this.#life.number,
      clientOrderId,
      kind: "cancel",
      nonce: cancel.nonce,
    });
    return this.#ask("venue.cancelStop", route, cancel, () => {
      const gone = route.arrives && stops.cancel(clientOrderId, time.now);
      if (route.instead !== null || !route.arrives) return NO_ANSWER;
      // The exchange's words for it leave open what became of it.
      return gone ? { kind: "stop-ended", how: "cancelled" } : { kind: "stop-not-found" };
    });
  }

  lookupStop(stop: StopOrder): Promise<StopReport> {
    const route = questionRoute(this.#around, "lookup-failed", stop.clientOrderId);
    return this.#ask("venue.lookupStop", route, stop, () => {
      if (this.#underWay.has(stop.clientOrderId) || !route.arrives) return NO_ANSWER;
      const known = this.#around.stops.of(stop.clientOrderId);
      if (known === undefined) return { kind: "stop-not-found" };
      if (known.end === null) return { kind: "stop-resting" };
      return { kind: "stop-ended", how: known.end === "fired" ? "fired" : "cancelled" };
    });
  }

  async #ask(port: string, route: Route, stop: Named, happen: () => Said): Promise<StopReport> {
    const { clientOrderId, instrument } = stop;
    const said = await this.#life.call({ port, ...patient(route), happen });
    const at = this.#life.clock.now();
    return { ...said, at, accountId: this.#accountId, clientOrderId, instrument };
  }
}

const NO_ANSWER: Said = { kind: "stop-unknown", detail: "No answer within 10 s." };

function saidOf(outcome: StopOutcome): Said {
  if (outcome.kind === "resting") return { kind: "stop-resting" };
  const { detail, replacedStands } = outcome;
  return { kind: "stop-rejected", replacedStands, detail };
}

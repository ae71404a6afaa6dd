import type { FollowBook } from "../../../lib/model/follow.ts";
import type { Guard, Trip } from "../../../lib/model/guard.ts";
import { putBack, seen, withBooks } from "./lies.ts";
import { someHappening, someSettings, touchy } from "./occasions.ts";
import { type Mistake, type PlantedBug, stepBug } from "./planted-bug.ts";

/** A step of an engine that does not remember why a book was closed. */
export function unlatchedAs(latch: NonNullable<FollowBook["latched"]>): Mistake {
  return (step, state, event) =>
    withBooks(
      step,
      state,
      event,
      (book) => (book.latched === latch ? { ...book, latched: null } : book),
      // It is gone only once the leader was flat.
      (after, before) => ({
        ...after,
        latched: after.copyable === "0" ? null : (after.latched ?? before.latched),
      }),
    );
}

const stopsGrowth = ({ instrument, action }: Trip): boolean => instrument === null && action === "no-growth";

const forgetful = (guard: Guard): Guard => ({
  ...guard,
  trips: guard.trips.filter((trip) => !stopsGrowth(trip)),
});

/** A rule that says no more growth says it once: it stays written down, and is not looked at any more. */
const trippedRuleForgotten: Mistake = (step, state, event) => {
  if (event.kind !== "leader-fills") return step(state, event);
  const guards = seen(state.guards, forgetful);
  const done = step({ ...state, guards }, event);
  putBack(done.work.guards, state.guards, guards, (after, before) => ({ ...after, trips: before.trips }));
  const after = done.work.state();
  // Nor is it when the order is about to be handed over.
  return { ...done, state: { ...after, guards: seen(after.guards, forgetful) } };
};

export const LATCHES: readonly PlantedBug[] = [
  stepBug("liquidation-not-latched", unlatchedAs("liquidated"), someHappening("liquidation")),
  {
    ...stepBug("stop-not-latched", unlatchedAs("stop-loss")),
    given: touchy({ positionStopLoss: { limit: 0.05, action: "close" } }),
  },
  {
    ...stepBug("take-profit-not-latched", unlatchedAs("take-profit")),
    given: touchy({ positionTakeProfit: { limit: 0.05, action: "close" } }),
  },
  stepBug(
    "tripped-rule-forgotten",
    trippedRuleForgotten,
    someSettings(({ exits }) => Object.values(exits).some((rule) => rule?.action === "no-growth")),
  ),
];

import type { VenueSurroundings } from "./venue-surroundings.ts";

/** Whoever waits longer for an answer gives up, ms. */
const TIMEOUT_MS = 10_000;

/** The ways there and back for somebody who gives up when it takes too long, or when no answer will come. */
export function patient({ thereMs, backMs, instead }: Route): {
  readonly thereMs: number;
  readonly backMs: number;
} {
  const slow = instead === "timeout" || thereMs + backMs > TIMEOUT_MS;
  return { thereMs, backMs: slow ? Math.max(0, TIMEOUT_MS - thereMs) : backMs };
}

/** How a question fares while the venue answers slowly. */
export function slower({ faults }: VenueSurroundings, route: Route): Route {
  return faults.during("venue-slow", "account") ? { ...route, thereMs: 3_000, backMs: 3_000 } : route;
}

/** How a request fares. */
export interface Route {
  readonly thereMs: number;
  readonly backMs: number;
  /** False: it never arrives. */
  readonly arrives: boolean;
  /** What the sender is told instead of the venue's answer; null: the answer. */
  readonly instead: "timeout" | "server-error" | "too-many" | null;
}

/** How an order fares. */
export function orderRoute({ faults, dice, machine }: VenueSurroundings, id: string): Route {
  const usual = { thereMs: dice.int(20, 300), backMs: dice.int(20, 300), arrives: true, instead: null };
  if (!machine.online) return { ...usual, arrives: false, instead: "timeout" };
  if (faults.take("timeout-before-acceptance", id)) return { ...usual, arrives: false, instead: "timeout" };
  if (faults.take("timeout-after-acceptance", id)) return { ...usual, instead: "timeout" };
  if (faults.during("storm-429", id)) return { ...usual, arrives: false, instead: "too-many" };
  if (faults.during("storm-5xx", id)) {
    return { ...usual, arrives: dice.chance(0.5), instead: "server-error" };
  }
  if (faults.take("late-acknowledgement", id)) return { ...usual, backMs: dice.int(1_500, 9_000) };
  if (faults.take("late-arrival", id)) {
    const thereMs = dice.int(1_500, 9_000);
    return { ...usual, thereMs, instead: thereMs + usual.backMs > TIMEOUT_MS ? "timeout" : null };
  }
  return usual;
}

/** How a question fares: a look-up, a reading of the account. */
export function questionRoute(
  { faults, dice, machine }: VenueSurroundings,
  fault: "lookup-failed" | "account-unreadable",
  about: string,
): Route {
  const usual = { thereMs: dice.int(20, 300), backMs: dice.int(20, 300), arrives: true, instead: null };
  const fails =
    !machine.online ||
    faults.during("storm-429", about) ||
    faults.during("storm-5xx", about) ||
    faults.take(fault, about);
  return fails ? { ...usual, arrives: false } : usual;
}

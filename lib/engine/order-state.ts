import type { IntentStatus } from "../model/state.ts";

/*
 * The life of an order. Each box is an IntentStatus; what is not drawn is ignored, and the table says why.
 *
 *                     report: done             +--------------------------------------+
 *   +-----------+ ---------------------------->|  filled | partly-filled | unfilled    |
 *   | committed | -- rejected ---------------->|  rejected                             |  final
 *   |           | -- not-sent ---------------->|  not-sent                             |
 *   +-----------+                              |  absent                               |
 *         |                                    +--------------------------------------+
 *         | unknown, report-late,                ^        ^           ^            ^
 *         | boot, impossible                     |        |           |            |
 *         v                                      |        |           |            |
 *   +-----------+ -- done, settled-by-hand ------+        |           |            |
 *   |  unknown  | -- rejected --------------------------- +           |            |
 *   |           | -- not-sent ----------------------------------------+            |
 *   |           | -- not-found-twice ----------------------------------------------+
 *   +-----------+
 *     ^       |
 *     +-------+ not-found-once: a piece of evidence is kept
 *
 * `dropped` (the paper account is begun anew) makes either of them absent.
 * No timer leads out of `unknown`, and nothing leads out of what is final.
 */

export const ORDER_EVENTS = [
  /** The venue told the order's end with its fills. */
  "done",
  /** The venue refused it: nothing was filled. */
  "rejected",
  /** No readable answer came. */
  "unknown",
  /** It never left, for certain. */
  "not-sent",
  /** A look-up found neither the order nor a fill of it, after its expiry. */
  "not-found-once",
  /** Another one did, at least five seconds after the first. */
  "not-found-twice",
  /** Its report did not come long after its expiry. */
  "report-late",
  /** A new worker life begins. */
  "boot",
  /** The user looked at the venue and says what became of it. */
  "settled-by-hand",
  /** The venue told of it what cannot be. */
  "impossible",
  /** Its account was begun anew: the venue drops what is under way. */
  "dropped",
] as const;
export type OrderEvent = (typeof ORDER_EVENTS)[number];

/** as-filled: filled, partly-filled or unfilled, by what was filled. */
export type OrderMove =
  | { readonly to: IntentStatus | "as-filled" }
  | { readonly to: "ignored"; readonly because: string };

const to = (status: IntentStatus | "as-filled"): OrderMove => ({ to: status });
const ignored = (because: string): OrderMove => ({ to: "ignored", because });

/** What is final stays: a later report of it is either the same again or impossible, and then freezes its instrument. */
const FINAL: Record<OrderEvent, OrderMove> = {
  done: ignored("its end is booked already"),
  rejected: ignored("its end is booked already"),
  unknown: ignored("its end is known"),
  "not-sent": ignored("its end is booked already"),
  "not-found-once": ignored("asked before its end was known"),
  "not-found-twice": ignored("asked before its end was known"),
  "report-late": ignored("its report came"),
  boot: ignored("a new life changes nothing that is final"),
  "settled-by-hand": ignored("the venue has told its end"),
  impossible: ignored("final; its instrument is frozen instead"),
  dropped: ignored("nothing of it is under way"),
};

const MOVES: Record<IntentStatus, Record<OrderEvent, OrderMove>> = {
  committed: {
    done: to("as-filled"),
    rejected: to("rejected"),
    unknown: to("unknown"),
    "not-sent": to("not-sent"),
    "not-found-once": ignored("it may be on its way"),
    "not-found-twice": ignored("it may be on its way"),
    "report-late": to("unknown"),
    boot: to("unknown"),
    "settled-by-hand": ignored("its report may still come"),
    impossible: to("unknown"),
    dropped: to("absent"),
  },
  unknown: {
    done: to("as-filled"),
    rejected: to("rejected"),
    unknown: ignored("unknown already"),
    "not-sent": to("not-sent"),
    "not-found-once": to("unknown"),
    "not-found-twice": to("absent"),
    "report-late": ignored("unknown already"),
    boot: ignored("unknown already"),
    "settled-by-hand": to("as-filled"),
    impossible: ignored("unknown already, and looked up again"),
    dropped: to("absent"),
  },
  filled: FINAL,
  "partly-filled": FINAL,
  unfilled: FINAL,
  rejected: FINAL,
  "not-sent": FINAL,
  absent: FINAL,
};

/** What an event makes of an order. Throws on a pair that nobody decided: stored text may be anything. */
export function orderMove(status: IntentStatus, event: OrderEvent): OrderMove {
  const decided = Object.hasOwn(MOVES, status) && Object.hasOwn(MOVES[status], event);
  if (!decided) throw new Error(`nobody decided what "${event}" makes of an order that is "${status}"`);
  return MOVES[status][event];
}

export function isFinal(status: IntentStatus): boolean {
  return status !== "committed" && status !== "unknown";
}

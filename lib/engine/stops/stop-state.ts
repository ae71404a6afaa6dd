import type { StopStatus } from "../../model/stop.ts";

/*
 * The life of a protective stop. Each box is a StopStatus; what is not drawn is ignored, and the table says why.
 *
 *   +-----------+ -- rejected ----------------------------------> rejected   \
 *   | committed | -- not-sent ----------------------------------> not-sent    |
 *   |           | -- fired ------------------------------------->  fired      |
 *   |           | -- cancelled --------------------------------->  cancelled  |
 *   +-----------+                                                             |
 *     |       | unknown, report-late, boot                                    |
 *     |       v                                                               |
 *     |   +-----------+ -- rejected, not-sent, fired, cancelled, replaced     | final
 *     |   |  unknown  | -- not-found-twice ---------------------> absent      |
 *     |   +-----------+                                                       |
 *     |       |   ^                                                           |
 *     | resting   | missing                                                   |
 *     v       v   |                                                           |
 *   +---------------+ -- fired, cancelled ------------------------------------|
 *   |    resting    | -- replaced ------------------------------> replaced    |
 *   +---------------+                                                         |
 *     |       ^                                                               |
 *     |       | not-sent                                                      |
 *     | cancel-asked                                                          |
 *     v       |                                                               |
 *   +---------------+ -- fired, cancelled, replaced --------------------------|
 *   |  cancelling   | -- not-found-twice -----------------------> absent     /
 *   +---------------+
 *
 * `dropped` (the paper account is begun anew) makes each of the four absent. A restart leaves `resting` as it is: the
 * next reading of the account shows whether it does. No timer leads out of `unknown` or `cancelling`, and nothing out
 * of what is final.
 */

export const STOP_EVENTS = [
  /** The venue shows it among the orders that rest. */
  "resting",
  /** The venue refused it: it never rested. */
  "rejected",
  /** It, or the request to remove it, never left, for certain. */
  "not-sent",
  /** It became an order, or a fill of it was told. */
  "fired",
  /** It rests no longer: removed by us, by hand or by the venue. */
  "cancelled",
  /** The stop that was to come in its place rests, or has rested. */
  "replaced",
  /** No readable answer came. */
  "unknown",
  /** A look-up found neither it nor a fill of it. */
  "not-found-once",
  /** Another one did, at least five seconds after the first. */
  "not-found-twice",
  /** The venue's report did not come long after its expiry. */
  "report-late",
  /** A reading of the account, or what became of its successor, leaves open whether it rests. */
  "missing",
  /** It is to be removed. */
  "cancel-asked",
  /** A new worker life begins. */
  "boot",
  /** Its account was begun anew: the venue drops what rests. */
  "dropped",
] as const;
export type StopEvent = (typeof STOP_EVENTS)[number];

export type StopMove = { readonly to: StopStatus } | { readonly to: "ignored"; readonly because: string };

const to = (status: StopStatus): StopMove => ({ to: status });
const ignored = (because: string): StopMove => ({ to: "ignored", because });

const over = ignored("its end is known");
const FINAL: Record<StopEvent, StopMove> = {
  resting: ignored("read before its end; one that rests all the same is removed as an orphan"),
  rejected: over,
  "not-sent": over,
  fired: over,
  cancelled: over,
  replaced: over,
  unknown: over,
  "not-found-once": over,
  "not-found-twice": over,
  "report-late": over,
  missing: over,
  "cancel-asked": over,
  boot: ignored("a new life changes nothing that is final"),
  dropped: over,
};

const MOVES: Record<StopStatus, Record<StopEvent, StopMove>> = {
  committed: {
    resting: to("resting"),
    rejected: to("rejected"),
    "not-sent": to("not-sent"),
    fired: to("fired"),
    cancelled: to("cancelled"),
    replaced: ignored("nothing replaces what never rested"),
    unknown: to("unknown"),
    "not-found-once": ignored("it may be on its way"),
    "not-found-twice": ignored("it may be on its way"),
    "report-late": to("unknown"),
    missing: ignored("it may be on its way"),
    "cancel-asked": ignored("it is removed once it rests"),
    boot: to("unknown"),
    dropped: to("absent"),
  },
  unknown: {
    resting: to("resting"),
    rejected: to("rejected"),
    "not-sent": to("not-sent"),
    fired: to("fired"),
    cancelled: to("cancelled"),
    replaced: to("replaced"),
    unknown: ignored("unknown already"),
    "not-found-once": to("unknown"),
    "not-found-twice": to("absent"),
    "report-late": ignored("unknown already"),
    missing: ignored("unknown already, and looked up"),
    "cancel-asked": ignored("it is removed once it is known to rest"),
    boot: ignored("unknown already"),
    dropped: to("absent"),
  },
  resting: {
    resting: to("resting"),
    rejected: ignored("the venue has shown it"),
    "not-sent": ignored("the venue has shown it"),
    fired: to("fired"),
    cancelled: to("cancelled"),
    replaced: to("replaced"),
    unknown: ignored("the venue has shown it"),
    "not-found-once": ignored("asked before the venue showed it"),
    "not-found-twice": ignored("asked before the venue showed it"),
    "report-late": ignored("the venue has shown it"),
    missing: to("unknown"),
    "cancel-asked": to("cancelling"),
    boot: ignored("it rests whether or not we run"),
    dropped: to("absent"),
  },
  cancelling: {
    resting: ignored("the wish to remove it may be on its way; it is asked for again"),
    rejected: ignored("the venue has shown it"),
    "not-sent": to("resting"),
    fired: to("fired"),
    cancelled: to("cancelled"),
    replaced: to("replaced"),
    unknown: ignored("it is asked for again, and looked up"),
    "not-found-once": to("cancelling"),
    "not-found-twice": to("absent"),
    "report-late": ignored("the venue has shown it"),
    missing: ignored("it is to be gone"),
    "cancel-asked": ignored("asked for already"),
    boot: ignored("it is asked for again"),
    dropped: to("absent"),
  },
  fired: FINAL,
  cancelled: FINAL,
  replaced: FINAL,
  rejected: FINAL,
  "not-sent": FINAL,
  absent: FINAL,
};

/** What an event makes of a stop. Throws on a pair that nobody decided: stored text may be anything. */
export function stopMove(status: StopStatus, event: StopEvent): StopMove {
  const decided = Object.hasOwn(MOVES, status) && Object.hasOwn(MOVES[status], event);
  if (!decided) throw new Error(`nobody decided what "${event}" makes of a stop that is "${status}"`);
  return MOVES[status][event];
}

export function isFinalStop(status: StopStatus): boolean {
  return MOVES[status] === FINAL;
}

/** True while it is being placed or removed, or nobody knows: until that is settled nothing else is changed there. */
export function isChanging(status: StopStatus): boolean {
  return !isFinalStop(status) && status !== "resting";
}

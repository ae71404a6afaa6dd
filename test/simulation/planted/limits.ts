import { NO_ACCOUNT_LIMITS, type EntryLimits } from "../../../lib/model/limits.ts";
import { decimalString } from "../../../lib/model/decimal.ts";
import type { FollowSettings } from "../../../lib/model/follow-settings.ts";
import { again, putBack, seen, withLimits, withSettings } from "./lies.ts";
import { both, severalFollows, someCommand, someSettings } from "./occasions.ts";
import { type Mistake, type PlantedBug, stepBug } from "./planted-bug.ts";

const LOTS = decimalString(1e9);
const LONG_MS = 86_400_000;

/** An entry limit of follows is not looked at. */
function without(limits: Partial<EntryLimits>): Mistake {
  return (step, state, event) => withLimits(step, state, event, limits);
}

/** A limit that only some follows have. */
function optional(
  name: string,
  limits: Partial<EntryLimits>,
  has: (limits: EntryLimits) => boolean,
): PlantedBug {
  return stepBug(
    name,
    without(limits),
    someSettings((settings: FollowSettings) => has(settings.limits)),
  );
}

/** What waits is kept however old it is; news is judged by its age. */
const waitingKeptForEver: Mistake = (step, state, event) =>
  event.kind === "leader-fills" || event.kind === "leader-snapshot"
    ? step(state, event)
    : withLimits(step, state, event, { maxAgeMs: LONG_MS });

/** What waits is kept however far the price has gone. */
const waitingKeptAtAnyPrice: Mistake = (step, state, event) =>
  event.kind === "leader-fills" || event.kind === "leader-snapshot"
    ? step(state, event)
    : withLimits(step, state, event, { maxSlippageBps: 1_000 });

const bothSides: Mistake = (step, state, event) =>
  withSettings(step, state, event, (settings) => ({ ...settings, sides: "both" }));

const accountLimitsIgnored: Mistake = (step, state, event) => {
  const accounts = seen(state.accounts, (account) => ({
    ...account,
    settings: { ...account.settings, limits: NO_ACCOUNT_LIMITS },
  }));
  const done = step({ ...state, accounts }, event);
  const edits = event.kind === "command" && event.command.kind === "edit-account";
  putBack(done.work.accounts, state.accounts, accounts, (after, before) =>
    edits ? after : { ...after, settings: before.settings },
  );
  return again(done);
};

/** An account's limits are held against each of its follows alone, before they are netted. */
const judgedBeforeNetting: Mistake = (step, state, event) => {
  if (event.kind !== "leader-fills" && event.kind !== "leader-snapshot") return step(state, event);
  const books = seen(state.books, (book) =>
    state.follows.get(book.followId)?.leaderId === event.leaderId ? book : null,
  );
  const done = step({ ...state, books }, event);
  putBack(done.work.books, state.books, books, (after) => after);
  return again(done);
};

export const LIMITS: readonly PlantedBug[] = [
  stepBug("position-limit-not-looked-at", without({ maxPosition: LOTS })),
  stepBug("leverage-limit-not-looked-at", without({ maxLeverage: 1_000 })),
  stepBug("slippage-limit-not-looked-at", without({ maxSlippageBps: 1_000 })),
  stepBug("age-limit-not-looked-at", without({ maxAgeMs: LONG_MS })),
  optional("order-limit-not-looked-at", { maxOrder: null }, ({ maxOrder }) => maxOrder !== null),
  optional("total-limit-not-looked-at", { maxNotional: null }, ({ maxNotional }) => maxNotional !== null),
  optional(
    "number-of-positions-not-looked-at",
    { maxPositions: null },
    ({ maxPositions }) => maxPositions !== null,
  ),
  optional(
    "rate-of-orders-not-looked-at",
    { maxOrdersPerMinute: null },
    ({ maxOrdersPerMinute }) => maxOrdersPerMinute !== null,
  ),
  optional(
    "lists-not-looked-at",
    { allowedInstruments: null, deniedInstruments: [] },
    ({ allowedInstruments, deniedInstruments }) =>
      allowedInstruments !== null || deniedInstruments.length > 0,
  ),
  stepBug("waiting-kept-for-ever", waitingKeptForEver),
  stepBug("waiting-kept-at-any-price", waitingKeptAtAnyPrice),
  stepBug(
    "other-side-bought",
    bothSides,
    someSettings(({ sides }) => sides !== "both"),
  ),
  stepBug("account-limits-not-looked-at", accountLimitsIgnored, someCommand("edit-account")),
  stepBug(
    "limit-checked-before-netting",
    judgedBeforeNetting,
    both(severalFollows, someCommand("edit-account")),
  ),
];

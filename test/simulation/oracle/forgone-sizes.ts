import type { ForgoneReason } from "../../../lib/model/forgone.ts";
import type { AccountLimits } from "../../../lib/model/limits.ts";
import { type ReasonContext, type WhyWrong, byAccount } from "./reason-context.ts";
import { words } from "./numbers.ts";

/** A mark that judges may be so old, ms. */
const MARK_MS = 13_000;
const MINUTE_MS = 60_000;
/** Prices of other instruments are not known to the moment. */
const DEARER = 1.05;
const ROUNDING = 1.0001;

/** Reasons that name a limit of size or number: all of the growth must have been too much, even at the dearest price. */
export const SIZE_REASONS: Partial<Record<ForgoneReason, WhyWrong>> = {
  "max-position": (context) => position(context, Number(context.judged.scale.settings.limits.maxPosition)),
  "leader-leverage": (context) => {
    const { judged, walk } = context;
    const told = walk.scales.leaderLeverages(judged.follow, judged.decision.instrument, judged.chapter);
    if (told.length === 0) return "his leverage was never told";
    return position(
      context,
      (judged.scale.allocation ?? 0) * Math.min(...told),
      Math.max(...told) / Math.min(...told),
    );
  },
  "max-leverage": (context) => {
    const { scale } = context.judged;
    return total(context, (scale.allocation ?? 0) * scale.settings.limits.maxLeverage, "follow");
  },
  "max-notional": (context) =>
    total(context, limit(context.judged.scale.settings.limits.maxNotional), "follow"),
  "max-order": (context) => order(context, limit(context.judged.scale.settings.limits.maxOrder), "follow"),
  "max-positions": (context) =>
    positions(context, context.judged.scale.settings.limits.maxPositions, "follow"),
  "max-orders-per-minute": (context) =>
    rate(context, context.judged.scale.settings.limits.maxOrdersPerMinute, "follow"),
  "account-max-order": (context) =>
    byLimits(context, ({ maxOrder }) => order(context, limit(maxOrder), "account")),
  "account-max-position": (context) => {
    const here = beside(
      context,
      "account",
      (instrument) => instrument === context.judged.decision.instrument,
    );
    const worth = whole(context) + here.usd;
    return byLimits(context, ({ maxPosition }) =>
      worth > limit(maxPosition) / ROUNDING ? null : `${words(worth)} USD are within ${maxPosition}`,
    );
  },
  "account-max-notional": (context) =>
    byLimits(context, ({ maxNotional }) => total(context, limit(maxNotional), "account")),
  "account-max-leverage": (context) => {
    const equities = context.walk.scales.accountEquities(context.judged.chapter);
    const blur = Math.max(...equities) / Math.min(...equities);
    return byLimits(context, ({ maxLeverage }) =>
      total(context, Math.min(...equities) * (maxLeverage ?? Infinity), "account", blur),
    );
  },
  "account-max-positions": (context) =>
    byLimits(context, ({ maxPositions }) => positions(context, maxPositions, "account")),
  "account-max-orders-per-minute": (context) =>
    byLimits(context, ({ maxOrdersPerMinute }) => rate(context, maxOrdersPerMinute, "account")),
};

const limit = (text: string | null): number => (text === null ? Infinity : Number(text));

function byLimits(context: ReasonContext, wrong: (limits: AccountLimits) => string | null): string | null {
  return byAccount(context, (settings) =>
    settings === undefined ? "the account has no limits" : wrong(settings.limits),
  );
}

/** The dearest price by which it may have been judged. */
function dearest({ facts, walk, judged: { decision, chapter }, waiting }: ReasonContext): number {
  const moment = facts.momentOf(decision.at, chapter.at);
  const high = facts.marks.between(decision.instrument, moment - MARK_MS, moment)?.high ?? 0;
  // Where no mark is fresh, what a leader traded at a moment before is the best that is known.
  return Math.max(
    high,
    ...walk.pricesUntil(chapter, decision.instrument, MARK_MS),
    ...(waiting?.prices ?? []),
  );
}

/** The most USD that would have stood in the instrument with all of the growth. */
const whole = (context: ReasonContext): number => context.judged.summit.target * dearest(context);

function position(context: ReasonContext, most: number, blur = 1): string | null {
  const worth = whole(context);
  if (worth <= most / ROUNDING) return `${words(worth)} USD are within ${words(most)}`;
  return tooMuch(context, Math.abs(context.judged.after.target) * dearest(context), most, blur);
}

/** A limit takes no more than what is above it; of what it left he may have sold since. */
function tooMuch({ judged }: ReasonContext, left: number, most: number, blur: number): string | null {
  // Other growth of the same message counted when this was judged, and was forgone only then.
  const tooSmall = judged.chapter.change.decisions.some(
    (one) =>
      one.followId === judged.decision.followId &&
      one.forgone.some((part) => part.reason === "below-minimum" || part.reason === "max-order"),
  );
  const alone = judged.decision.forgone.length === 1 && judged.decision.source !== "own" && !tooSmall;
  const least = most * judged.summit.kept;
  return alone && left * blur < least / ROUNDING
    ? `what is left, ${words(left)} USD, is below ${words(least)}`
    : null;
}

type Of = "follow" | "account";

function total(context: ReasonContext, most: number, of: Of, blur = 1): string | null {
  const others = beside(
    context,
    of,
    (instrument, followId) =>
      instrument !== context.judged.decision.instrument || followId !== context.judged.decision.followId,
  ).usd;
  if (whole(context) + others <= most / ROUNDING)
    return `${words(whole(context) + others)} USD are within ${words(most)}`;
  const left = Math.abs(context.judged.after.target) * dearest(context) + others;
  return tooMuch(context, left, most, blur);
}

/** What other books may have counted with, USD at the dearest marks, and in which instruments. */
function beside(
  { walk, evidence, facts, judged: { decision, chapter, follow } }: ReasonContext,
  of: Of,
  counts: (instrument: string, followId: string) => boolean,
): { readonly usd: number; readonly instruments: ReadonlySet<string> } {
  const moment = facts.momentOf(decision.at, chapter.at);
  const instruments = new Set<string>();
  let usd = 0;
  for (const key of new Set([...evidence.keys(), ...walk.letters.keys()])) {
    const [followId = "", instrument = ""] = key.split("|");
    const same =
      of === "follow" ? followId === decision.followId : evidence.accountOf(followId) === follow.accountId;
    const isThis = followId === decision.followId && instrument === decision.instrument;
    if (!same || isThis || !counts(instrument, followId)) continue;
    const held = evidence.mostHeld(followId, instrument, chapter.index);
    const books = evidence.booksAround(followId, instrument, chapter.index);
    const targets = [walk.of(followId, instrument).target, ...books.map((book) => Number(book.target))];
    const coins = Math.max(held, ...targets.map((target) => Math.abs(target)));
    if (coins === 0) continue;
    instruments.add(instrument);
    const prices = books.flatMap((book) => [Number(book.entryPrice), Number(book.waitingPrice)]);
    usd +=
      coins *
      Math.max(facts.marks.between(instrument, moment - MARK_MS, moment)?.high ?? 0, ...prices) *
      DEARER;
  }
  return { usd, instruments };
}

function order(context: ReasonContext, most: number, of: Of): string | null {
  const { judged, evidence, walk } = context;
  const { decision, chapter, before, summit, follow } = judged;
  let waits =
    Math.abs(before.target) + evidence.mostHeld(decision.followId, decision.instrument, chapter.index);
  if (before.target === 0 && waits === 0) waits = 0;
  if (of === "account") {
    for (const key of walk.letters.keys()) {
      const [followId = "", instrument = ""] = key.split("|");
      if (instrument === decision.instrument && evidence.accountOf(followId) === follow.accountId)
        waits += Math.abs(walk.of(followId, instrument).target);
    }
  }
  const worth = (summit.growth + waits) * dearest(context);
  return worth <= most / ROUNDING ? `${words(worth)} USD are within ${words(most)}` : null;
}

function positions(context: ReasonContext, most: number | null, of: Of): string | null {
  if (most === null) return "there is no such limit";
  const { instruments } = beside(
    context,
    of,
    (instrument) => instrument !== context.judged.decision.instrument,
  );
  return instruments.size + 1 > most ? null : `${instruments.size + 1} are within ${most}`;
}

/** Opening orders of the last minute, one for each other instrument whose growth may have waited, and this one. */
function rate(context: ReasonContext, most: number | null, of: Of): string | null {
  if (most === null) return "there is no such limit";
  const {
    facts,
    judged: { decision, follow },
  } = context;
  let count = 1;
  for (const { intent, born } of facts.intents.values()) {
    const grows = intent.shares.some(
      (share) => share.growth && (of === "account" || share.followId === decision.followId),
    );
    // A clock that was set back makes an opening look as if it were still to come: it counts as well.
    const recent = decision.at - intent.committedAt < MINUTE_MS && born.index <= context.judged.chapter.index;
    if (grows && recent && intent.accountId === follow.accountId) count += 1;
  }
  const { instruments } = beside(context, of, (instrument) => instrument !== decision.instrument);
  return count + instruments.size > most ? null : `${count + instruments.size} are within ${most}`;
}

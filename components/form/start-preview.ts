import { Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import type { InstrumentId } from "../../lib/model/identity.ts";
import type { Instrument } from "../../lib/model/instrument.ts";
import type { LeaderLook } from "../../lib/model/leader-look.ts";
import type { LeaderPosition } from "../../lib/model/leader.ts";

/** A position of the leader, and what a whole copy of it would be at his mark. */
export interface PreviewLine {
  readonly leader: LeaderPosition;
  /** The venue's; undefined while its list is not known. */
  readonly instrument: Instrument | undefined;
  readonly long: boolean;
  /** Coins and USD, above 0. */
  readonly size: Decimal;
  readonly notional: Decimal;
  /** Below the venue's smallest order, and not raised to it. */
  readonly tooSmall: boolean;
}

export interface StartPreview {
  /** Bought as soon as the follow begins. */
  readonly opened: readonly PreviewLine[];
  /** The largest that is not, because it stands already or is too small; null without one. */
  readonly example: PreviewLine | null;
}

interface Context {
  readonly settings: FollowSettings;
  readonly look: LeaderLook;
  /** USD. */
  readonly allocation: Decimal;
  readonly instruments: ReadonlyMap<InstrumentId, Instrument>;
}

/**
 * What a start would mean for what the leader holds now: an estimate by the rules of sizing and by the follow's own
 * limits of size, one position after the other. The engine judges at the price of the moment, by the account's limits
 * and by what can be traded then, so that it can only be less.
 */
export function startPreview(context: Context): StartPreview {
  const { settings, look } = context;
  const refused = new Set<string>(look.cannotCopy.map(({ instrument }) => instrument));
  const lines = look.positions
    .filter(({ instrument }) => !refused.has(instrument) && isTaken(settings, instrument))
    .map((position) => wholeCopy(context, position))
    .filter((line) => settings.sides === "both" || (settings.sides === "long") === line.long);
  const opened = withinTotals(
    context,
    lines.filter((line) => isCopied(settings, line)),
  );
  const left = lines.filter((line) => line.tooSmall || !isCopied(settings, line));
  const [largest] = left.toSorted((a, b) => b.notional.cmp(a.notional));
  return { opened, example: largest ?? null };
}

function isTaken({ limits }: FollowSettings, instrument: InstrumentId): boolean {
  if (limits.deniedInstruments.includes(instrument)) return false;
  return limits.allowedInstruments === null || limits.allowedInstruments.includes(instrument);
}

/** What stands is copied where the user wants all of it, or that whose price is better now than the leader's entry. */
function isCopied({ existing }: FollowSettings, { leader, long }: PreviewLine): boolean {
  if (existing !== "better") return existing === "all";
  const mark = markOf(leader);
  return long ? mark.lt(leader.entryPrice) : mark.gt(leader.entryPrice);
}

/** His source tells the notional at its own mark. */
function markOf({ size, notional }: LeaderPosition): Decimal {
  return decimal(notional).div(decimal(size).abs());
}

function wholeCopy(context: Context, leader: LeaderPosition): PreviewLine {
  const { settings, allocation, instruments } = context;
  const instrument = instruments.get(leader.instrument);
  const mark = markOf(leader);
  const most = [decimal(settings.limits.maxPosition)];
  if (settings.limits.maxOrder !== null) most.push(decimal(settings.limits.maxOrder));
  if (leader.leverage !== null) most.push(allocation.times(leader.leverage));
  const notional = Decimal.min(notionalOf(context, leader, instrument), ...most);
  return {
    leader,
    instrument,
    long: decimal(leader.size).isPositive() === (settings.direction === "same"),
    size: mark.isZero() ? ZERO : notional.div(mark),
    notional,
    tooSmall: settings.belowMinimum !== "raise" && notional.lt(leastOf(instrument)),
  };
}

/** USD of a whole copy by the rule of sizing, before any limit. */
function notionalOf(
  { settings, look, allocation }: Context,
  leader: LeaderPosition,
  instrument: Instrument | undefined,
): Decimal {
  const { sizing, multiplier } = settings;
  switch (sizing.kind) {
    case "equity-proportional": {
      const equity = decimal(look.equity);
      return equity.gt(0) ? allocation.times(leader.notional).times(multiplier).div(equity) : ZERO;
    }
    case "fixed-ratio":
      return decimal(leader.notional).times(sizing.ratio).times(multiplier);
    case "fixed-amount":
      return decimal(sizing.amount).times(multiplier);
    case "fixed-margin":
      return decimal(sizing.margin)
        .times(leverageOf(settings, leader, instrument))
        .times(multiplier);
  }
}

/** The follow's leverage there, times; a leader who tells none counts as 1. */
function leverageOf(
  { leverage }: FollowSettings,
  leader: LeaderPosition,
  instrument: Instrument | undefined,
): number {
  const leaders = leader.leverage ?? 1;
  const wanted =
    leverage.kind === "leader"
      ? leaders
      : leverage.kind === "fixed"
        ? leverage.times
        : Math.min(leaders, leverage.times);
  return Math.min(wanted, instrument?.maxLeverage ?? wanted);
}

/**
 * The follow's limits over all of its positions: the first ones take the room, also what is too small for an order and
 * waits. It is raised to the smallest order where the user wants that and there is room.
 */
function withinTotals(
  { settings: { limits, belowMinimum }, allocation }: Context,
  lines: readonly PreviewLine[],
): readonly PreviewLine[] {
  let room = allocation.times(limits.maxLeverage);
  if (limits.maxNotional !== null) room = Decimal.min(room, limits.maxNotional);
  const taken: PreviewLine[] = [];
  for (const line of lines) {
    const notional = Decimal.min(line.notional, room);
    if (notional.lte(0) || (limits.maxPositions !== null && taken.length >= limits.maxPositions)) continue;
    room = room.minus(notional);
    taken.push(resized(line, notional));
  }
  return taken.flatMap((line) => {
    const lacking = leastOf(line.instrument).minus(line.notional);
    if (lacking.lte(0)) return [line];
    if (belowMinimum !== "raise" || lacking.gt(room)) return [];
    room = room.minus(lacking);
    return [resized(line, leastOf(line.instrument))];
  });
}

function resized(line: PreviewLine, notional: Decimal): PreviewLine {
  return { ...line, notional, size: line.size.times(notional).div(line.notional) };
}

/** USD of the smallest order. */
function leastOf(instrument: Instrument | undefined): Decimal {
  return decimal(instrument?.minNotional ?? 0);
}

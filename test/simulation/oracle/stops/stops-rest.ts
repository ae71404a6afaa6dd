import type { VenuePosition } from "../../../../lib/model/account.ts";
import type { VenueStop } from "../../record.ts";
import type { Facts } from "../facts.ts";
import type { Find } from "../violation.ts";
import type { PriceRange } from "../marks.ts";
import { wholeLots } from "../numbers.ts";
import { type Exposed, type MirroredPath, exposureOf } from "./mirrored-path.ts";
import { nameOfStop } from "./stop-stories.ts";

/** So long a position has stood without anything failing: then its stop rests. */
const SETTLED_MS = 45_000;
/** Of a price: more than two ticks of any. */
const TICKS = 0.001;

/**
 * "One per account and instrument for the net mirrored amount … placed after the opening fill, resized with the
 * position, removed with it, verified to be resting": as it is at the end, when nothing has been disturbed for long.
 */
export function stopsRest(
  facts: Facts,
  path: MirroredPath,
  finds: { readonly one: Find; readonly missing: Find; readonly left: Find },
): void {
  const { record } = facts;
  oneRests(record.venue.stops, record.endedAt, finds.one);
  if (isHeldUp(facts)) return;
  for (const { stop, status } of record.journal.rows.openStops) {
    const open = status !== "resting" && facts.shown(record.endedAt) - stop.committedAt > SETTLED_MS;
    if (open) finds.left(`${nameOfStop(stop)} of ${stop.committedAt} is still ${status}`);
  }
  for (const instrument of path.instruments()) {
    const exposed = path.last(instrument);
    if (exposed === null || record.endedAt - exposed.at < SETTLED_MS || isUnsure(facts, instrument)) continue;
    const exposure = besideOwn(facts, instrument, exposed);
    const resting = record.venue.stops.filter((stop) => stop.instrument === instrument && rests(stop));
    for (const stop of resting) {
      const lots = facts.lots(instrument, stop.size) * (stop.side === "sell" ? 1 : -1);
      if (lots * exposure <= 0) finds.left(`${nameOfStop(stop)} still rests for ${exposure} lots`);
      else if (Math.abs(lots) > Math.abs(exposure))
        finds.left(`${nameOfStop(stop)} still rests for no more than ${exposure} lots`);
      else if (lots !== exposure && exposed.net === exposed.mirrored)
        finds.missing(`${nameOfStop(stop)} rests for ${exposure} lots`);
    }
    for (const { clientOrderId } of resting) {
      const row = record.journal.rows.openStops.find(({ stop }) => stop.clientOrderId === clientOrderId);
      const half = isToldNone(facts, instrument, exposure) ? halfWay(facts, instrument, exposure) : null;
      if (row?.stop.basis !== "disaster" || half === null) continue;
      const trigger = Number(row.stop.triggerPrice);
      if (trigger < half.low || trigger > half.high)
        finds.missing(
          `${nameOfStop(row.stop)} stands at ${trigger}; half way is ${half.low} to ${half.high}`,
        );
    }
    if (exposure !== 0 && resting.length === 0 && hasPlace(facts, instrument, exposure))
      finds.missing(`nothing rests for ${exposure} lots of ${instrument}, held since ${exposed.at}`);
  }
}

const rests = ({ refused, end }: VenueStop): boolean => refused === null && end === null;

function oneRests(stops: readonly VenueStop[], endedAt: number, find: Find): void {
  const taken = stops.filter(({ refused }) => refused === null);
  for (const [index, stop] of taken.entries()) {
    for (const later of taken.slice(index + 1)) {
      if (later.instrument !== stop.instrument) continue;
      const beside = Math.min(stop.endedAt ?? endedAt, later.endedAt ?? endedAt) - later.at;
      if (beside > 0) find(`${nameOfStop(later)} rested beside ${nameOfStop(stop)} for ${beside} ms`);
    }
  }
}

/**
 * Beside a position of the user's own on the same side: what will be left once what is to be sold has been, also where
 * that is too small to be sold.
 */
function besideOwn(facts: Facts, instrument: string, exposed: Exposed): number {
  const exposure = exposureOf(exposed);
  const own = exposed.net - exposed.mirrored;
  if (own * exposed.mirrored <= 0) return exposure;
  const { books, follows } = facts.record.journal.rows;
  const { lot } = facts.instrument(instrument);
  const side = Math.sign(exposed.mirrored);
  const leaving = books
    .filter((book) => book.instrument === instrument)
    .filter(({ followId }) => follows.find(({ id }) => id === followId)?.status !== "stopped")
    .map((book) => ({
      held: facts.lots(instrument, book.held) * side,
      target: wholeLots(book.target, lot) * side,
    }))
    .filter(({ held }) => held > 0)
    .reduce((sum, { held, target }) => sum + held - Math.min(held, Math.max(0, target)), 0);
  return side * Math.max(0, Math.min(Math.abs(exposure), Math.abs(exposed.mirrored) - leaving));
}

/** Nothing is sent. */
function isHeldUp({ record }: Facts): boolean {
  const { accounts, meta, haltedSince } = record.journal.rows;
  const stands = accounts.every(
    ({ foreignOrder, reconciled, access }) =>
      foreignOrder === null && reconciled && access.state !== "locked" && access.state !== "unusable",
  );
  return !stands || haltedSince !== null || meta?.haltedSince !== null;
}

/** What the account holds there is not certain, or an order is open. */
function isUnsure({ record }: Facts, instrument: string): boolean {
  const { accountBooks, openIntents } = record.journal.rows;
  const book = accountBooks.find((one) => one.instrument === instrument);
  const open = openIntents.some(({ intent }) => intent.instrument === instrument);
  return open || book === undefined || book.frozen !== null || book.heldBack.length > 0;
}

/** The position as the venue showed it last, on the side that is mirrored; null where it showed none. */
function shown({ record }: Facts, instrument: string, exposure: number): VenuePosition | null {
  const read = record.venue.told.findLast(({ report }) => report.kind === "account-read")?.report;
  const positions = read?.kind === "account-read" ? read.positions : [];
  const position = positions.find((one) => one.instrument === instrument);
  return position !== undefined && Number(position.size) * exposure > 0 ? position : null;
}

/** The venue has shown the position, and calls no price the one at which it is liquidated. */
function isToldNone(facts: Facts, instrument: string, exposure: number): boolean {
  const position = shown(facts, instrument, exposure);
  return position !== null && position.liquidationPrice === null;
}

/** Half way from any price of the run to where all is lost, and a tenth of that way to either side. */
function halfWay({ record, marks }: Facts, instrument: string, exposure: number): PriceRange | null {
  const range = marks.between(instrument, 0, record.endedAt);
  if (range === null) return null;
  return exposure > 0
    ? { low: range.low * 0.45 * (1 - TICKS), high: range.high * 0.55 * (1 + TICKS) }
    : { low: range.low * 1.45 * (1 - TICKS), high: range.high * 1.55 * (1 + TICKS) };
}

/**
 * Where the price has come to what the venue calls the liquidation price, or to a few ticks before it, there is no place.
 * Where it calls none that there is one, if stops rest at all: no price here comes near to 0, or to twice an entry.
 */
function hasPlace(facts: Facts, instrument: string, exposure: number): boolean {
  const { record, marks } = facts;
  const position = shown(facts, instrument, exposure);
  const range = marks.between(instrument, record.endedAt - SETTLED_MS, record.endedAt);
  if (position === null || range === null) return false;
  const told = position.liquidationPrice;
  if (told === null)
    return record.journal.rows.accounts.some(
      ({ kind, settings }) => kind === "real" || settings.restingStops === "always",
    );
  return exposure > 0 ? range.low * (1 - TICKS) > Number(told) : range.high * (1 + TICKS) < Number(told);
}

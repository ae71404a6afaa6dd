import { accessIn, decidedIn } from "../account-told.ts";
import type { Facts } from "../facts.ts";
import type { Find } from "../violation.ts";
import { type MirroredPath, exposureOf } from "./mirrored-path.ts";
import { type StopStory, nameOfStop } from "./stop-stories.ts";

/**
 * "A journaled, reduce-only trigger order": every stop at the venue was durable before it was handed over, by the life
 * that committed it, once; never behind a halt; and for no more than what was mirrored then, on its side.
 */
export function stopsFirst(
  facts: Facts,
  stories: ReadonlyMap<string, StopStory>,
  path: MirroredPath,
  find: Find,
): void {
  const handed = new Set<string>();
  for (const { at, life, clientOrderId, kind } of facts.record.venue.stopsSent) {
    const story = stories.get(clientOrderId);
    const name = `stop ${clientOrderId}, asked to ${kind} at ${at} by life ${life},`;
    if (story === undefined) {
      find(`${name} is in no durable row`);
      continue;
    }
    if (kind === "cancel") continue;
    if (handed.has(clientOrderId)) find(`${name} had been handed over before`);
    handed.add(clientOrderId);
    const { born, stop } = story;
    if (born.at > at) find(`${name} was durable only at ${born.at}`);
    if (born.life !== life) find(`${name} was committed by life ${born.life}`);
    if (facts.shown(at) > stop.expiresAt) find(`${name} had expired at ${stop.expiresAt}`);
  }
  const ids = new Set(stories.keys());
  for (const stop of facts.record.venue.stops) {
    const known = stories.get(stop.clientOrderId)?.stop;
    for (const field of ["instrument", "side", "size", "triggerPrice", "limitPrice", "replaces"] as const) {
      if (known !== undefined && stop[field] !== known[field])
        find(`${nameOfStop(stop)} has the ${field} ${stop[field]}, its row ${known[field]}`);
    }
  }
  for (const id of facts.intents.keys()) if (ids.has(id)) find(`${id} is the id of an order and of a stop`);
  for (const { stop, born, rows } of stories.values()) {
    if (rows[0]?.row.status === "not-sent") continue;
    const exposed = path.at(stop.instrument, born.index);
    const may = exposed === null ? 0 : exposureOf(exposed);
    const lots = facts.lots(stop.instrument, stop.size) * (stop.side === "sell" ? 1 : -1);
    if (lots * may <= 0 || Math.abs(lots) > Math.abs(may))
      find(`${nameOfStop(stop)} of ${born.at} is to protect ${may} lots`);
    const { from, to } = decidedIn(facts, stop.committedAt, born);
    const states = accessIn(facts, born.life, from, to);
    if (states.every((state) => state === "locked" || state === "unusable"))
      find(`${nameOfStop(stop)} of ${born.at} was made while the account was ${states.join(", ")}`);
    const set = facts.record.haltSwitch.findLast(({ at }) => at <= born.at);
    if (set !== undefined && set.since !== null)
      find(`${nameOfStop(stop)} became durable at ${born.at}; the halt was set at ${set.at}`);
  }
}

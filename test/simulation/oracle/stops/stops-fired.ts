import type { Evidence } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import type { Find } from "../violation.ts";
import { type StopStory, nameOfStop } from "./stop-stories.ts";

/**
 * "A stop that fires is recognised, attributed and latches": what it sold is in the books, its row says that it fired,
 * and what it protected is wanted no more until the leader has been flat. To whom its fills go is looked at beside this.
 */
export function stopsFired(
  facts: Facts,
  stories: ReadonlyMap<string, StopStory>,
  evidence: Evidence,
  find: Find,
): void {
  for (const stop of facts.record.venue.stops) {
    if (stop.end !== "fired" || stop.sold === 0) continue;
    const story = stories.get(stop.clientOrderId);
    const last = story?.rows.at(-1);
    const name = `${nameOfStop(stop)}, which fired at ${stop.endedAt},`;
    if (last?.row.status !== "fired") find(`${name} is ${last?.row.status ?? "not in the journal"}`);
    const booked = facts.fills
      .filter(({ row }) => row.fill.clientOrderId === stop.clientOrderId)
      .reduce((lots, { row }) => lots + facts.lots(stop.instrument, row.fill.size), 0);
    if (booked !== stop.sold) find(`${name} sold ${stop.sold} lots, ${booked} are in the books`);
    if (story !== undefined) latches(facts, story, evidence, find);
  }
}

function latches(facts: Facts, { stop, rows }: StopStory, evidence: Evidence, find: Find): void {
  const fired = rows.find(({ row }) => row.status === "fired")?.chapter;
  if (fired === undefined) return;
  const { instrument } = stop;
  const side = stop.side === "sell" ? 1 : -1;
  const over = new Set(
    fired.change.follows.put.flatMap(({ id, status }) => (status === "stopped" ? [id as string] : [])),
  );
  const busy = new Set(
    fired.change.decisions.flatMap((one) =>
      one.instrument === instrument && one.source !== "own" ? [one.followId as string] : [],
    ),
  );
  // What the user had closed before it fired was not there any more to be given up.
  const byHand = new Set(
    fired.change.decisions.flatMap(({ followId, instrument: where, forgone }) =>
      where === instrument && forgone.some(({ reason }) => reason === "closed-by-hand")
        ? [followId as string]
        : [],
    ),
  );
  for (const key of evidence.keys()) {
    const [followId = "", where] = key.split("|");
    if (where !== instrument || over.has(followId) || busy.has(followId)) continue;
    const [before, after] = evidence.booksAround(followId, instrument, fired.index);
    if (before === undefined || after === undefined) continue;
    if (isStopped(facts, followId, fired.index)) continue;
    if (byHand.has(followId) && Number(after.held) === 0 && Number(after.target) === 0) continue;
    const onSide = Number(before.held) * side > 0 && Number(before.target) * side > 0;
    if (onSide && (Number(after.target) !== 0 || after.latched === null))
      find(
        `${nameOfStop(stop)} fired, and ${followId} wants ${after.target} ${instrument} (latched: ${after.latched ?? "no"})`,
      );
  }
}

function isStopped(facts: Facts, followId: string, chapter: number): boolean {
  for (let index = chapter; index >= 0; index -= 1) {
    const row = facts.chapters[index]?.change.follows.put.find(({ id }) => id === followId);
    if (row !== undefined) return row.status === "stopped";
  }
  return false;
}

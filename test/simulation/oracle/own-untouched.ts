import type { FillRow } from "../../../lib/model/state.ts";
import { type Facts, nameOf } from "./facts.ts";
import type { Find } from "./violation.ts";

/** Lots of one follow in one instrument. */
interface Part {
  readonly followId: string;
  readonly lots: number;
}

/**
 * "Positions opened by hand untouched": the user's own amount changes only by his own trades, by liquidation and by
 * deleveraging. An order of ours is shared out to the last lot among those who wanted it, by the largest remainder,
 * and nobody sells more than he holds; what no order explains is taken "first from the user's own amount on that
 * side, then from the follows on the net's side pro rata in lots; liquidation and deleveraging pro rata over all on
 * that side; any excess is the user's".
 */
export function ownUntouched(facts: Facts, find: Find): void {
  const held = new Map<string, Map<string, number>>();
  const kept = new Map<string, boolean>();
  const net = new Map<string, number>();
  for (const { change, index, at } of facts.chapters) {
    const keptBefore = new Map(kept);
    for (const { id, status } of change.follows.put) kept.set(id, status === "stopped");
    if (change.fills.length === 0 && change.intents.length === 0) continue;
    const before = new Map<string, ReadonlyMap<string, number>>();
    for (const { fill } of change.fills) before.set(fill.instrument, new Map(held.get(fill.instrument)));
    for (const row of change.fills) {
      const { instrument } = row.fill;
      const parts = held.get(instrument) ?? new Map<string, number>();
      held.set(instrument, parts);
      const say: Find = (detail) =>
        find(`fill ${row.fill.id} of ${at} (${row.fill.side} ${row.fill.size} ${instrument}): ${detail}`);
      if (row.fill.cause === "stop") {
        // Who was stopped in this very chapter may have been so before it or after.
        const wrongs = [keptBefore, kept].map((all) => judgeStop(facts, row, parts, all));
        if (!wrongs.some((wrong) => wrong.length === 0)) for (const wrong of wrongs[0] ?? []) say(wrong);
      } else judgeFill(facts, row, parts, net.get(instrument) ?? 0, say);
      if (row.fill.cause !== "cross")
        net.set(instrument, (net.get(instrument) ?? 0) + facts.signedLots(row.fill));
      for (const { followId, size } of row.shares)
        parts.set(followId, (parts.get(followId) ?? 0) + facts.lots(instrument, size));
    }
    for (const { intent, status } of change.intents) {
      // What it was for came and went within one commit.
      if (status === "not-sent") continue;
      if (facts.intents.get(intent.clientOrderId)?.born.index !== index) continue;
      for (const { followId, size, growth } of intent.shares) {
        const lots = facts.lots(intent.instrument, size);
        const had = [before.get(intent.instrument), held.get(intent.instrument)].map(
          (all) => all?.get(followId) ?? 0,
        );
        // Without fills in the chapter there is nothing before it that differs.
        if (!before.has(intent.instrument)) had.shift();
        if (!growth && had.every((one) => one * lots >= 0 || Math.abs(lots) > Math.abs(one)))
          find(
            `${nameOf(intent)} of ${at} reduces ${followId} by ${lots} lots, who held ${had.join(" or ")}`,
          );
      }
    }
  }
}

function judgeFill(
  facts: Facts,
  row: FillRow,
  held: ReadonlyMap<string, number>,
  net: number,
  say: Find,
): void {
  const { fill, shares } = row;
  const signed = facts.signedLots(fill);
  const parts = shares.map(({ followId, size }) => ({ followId, lots: facts.lots(fill.instrument, size) }));
  const sum = parts.reduce((lots, part) => lots + part.lots, 0);
  if (fill.cause === "cross") {
    const bought = parts.reduce((lots, part) => lots + Math.max(part.lots, 0), 0);
    if (sum !== 0 || bought !== Math.abs(signed))
      say(`${bought} lots were crossed inside and ${sum} are left over`);
    return;
  }
  const story = fill.clientOrderId === null ? undefined : facts.intents.get(fill.clientOrderId);
  if (story === undefined) return judgeForeign(fill.cause === "liquidation", signed, parts, held, net, say);
  if (sum !== signed) say(`${sum} of ${signed} lots were shared out; the rest became the user's`);
  const claims = story.intent.shares.map(({ followId, size }) => ({
    followId,
    lots: Math.abs(facts.lots(fill.instrument, size)),
  }));
  compare(parts, largestRemainder(Math.abs(signed), claims, Math.sign(signed)), say);
}

/** "Attributed pro rata over the follows on that side in whole lots": who left his positions to the user has none. */
function judgeStop(
  facts: Facts,
  { fill, shares }: FillRow,
  held: ReadonlyMap<string, number>,
  kept: ReadonlyMap<string, boolean>,
): string[] {
  const signed = facts.signedLots(fill);
  const side = -Math.sign(signed);
  const claims = [...held]
    .filter(([followId]) => kept.get(followId) !== true)
    .map(([followId, lots]) => ({ followId, lots: lots * side }))
    .filter(({ lots }) => lots > 0);
  const theirs = claims.reduce((sum, { lots }) => sum + lots, 0);
  const parts = shares.map(({ followId, size }) => ({ followId, lots: facts.lots(fill.instrument, size) }));
  const wrong: string[] = [];
  compare(parts, largestRemainder(Math.min(Math.abs(signed), theirs), claims, -side), (detail) => {
    wrong.push(detail);
  });
  return wrong;
}

function judgeForeign(
  liquidation: boolean,
  signed: number,
  parts: readonly Part[],
  held: ReadonlyMap<string, number>,
  net: number,
  say: Find,
): void {
  const side = -Math.sign(signed);
  const claims = [...held]
    .map(([followId, lots]) => ({ followId, lots: lots * side }))
    .filter(({ lots }) => lots > 0);
  const theirs = claims.reduce((sum, { lots }) => sum + lots, 0);
  const all = [...held.values()].reduce((sum, lots) => sum + lots, 0);
  const own = Math.max(0, (net - all) * side);
  const size = Math.abs(signed);
  if (liquidation) {
    const withOwn = own > 0 ? [...claims, { followId: USER, lots: own }] : claims;
    return compare(parts, largestRemainder(Math.min(size, theirs + own), withOwn, -side), say);
  }
  const left = Math.max(0, size - own);
  const takeable = Math.max(0, net * side - own);
  compare(parts, largestRemainder(Math.min(left, takeable, theirs), claims, -side), say);
}

/** Before every follow's id, as the user's part is the first of equal ones. */
const USER = "";

/** Whole lots in proportion to the claims; what is left over goes to the largest remainders, ties by follow id. */
function largestRemainder(total: number, claims: readonly Part[], sign: number): Map<string, number> {
  const weights = claims.reduce((sum, { lots }) => sum + lots, 0);
  if (weights === 0) return new Map();
  const parts = claims.map(({ followId, lots }) => {
    const whole = Math.floor((total * lots) / weights);
    return { followId, whole, remainder: (total * lots) % weights };
  });
  let left = total - parts.reduce((sum, { whole }) => sum + whole, 0);
  const result = new Map<string, number>();
  for (const { followId, whole } of parts.toSorted(
    (a, b) => b.remainder - a.remainder || (a.followId < b.followId ? -1 : 1),
  )) {
    result.set(followId, (whole + (left > 0 ? 1 : 0)) * sign);
    left -= 1;
  }
  return result;
}

function compare(parts: readonly Part[], expected: ReadonlyMap<string, number>, say: Find): void {
  const told = new Map(parts.map(({ followId, lots }) => [followId, lots]));
  for (const followId of new Set([...told.keys(), ...expected.keys()])) {
    if (followId === USER) continue;
    const [is, should] = [told.get(followId) ?? 0, expected.get(followId) ?? 0];
    if (is !== should) say(`${followId} got ${is} lots of it, not ${should}`);
  }
}

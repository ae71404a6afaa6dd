import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Dice } from "./dice.ts";
import type { LeaderAct } from "./leader-acts.ts";
import { type Listing, listing } from "./sim-market.ts";
import type { LeaderPart } from "./sim-leader.ts";
import { unitsOf } from "./units.ts";

const Row = z.looseObject({
  coin: z.string(),
  px: z.string(),
  sz: z.string(),
  side: z.enum(["B", "A"]),
  time: z.number(),
  startPosition: z.string(),
});
type Row = z.infer<typeof Row>;

/** Real leaders' fills; their sources are told beside them. */
const FILES = [
  "raw-fills-2026-07/acc2.leader.fills.json",
  "raw-fills-2026-07/acc3.leader.fills.json",
  "raw-fills-2026-07/acc6.leader.fills.json",
  "scalper-2025-11/fills.json",
] as const;

let loaded: readonly (readonly Row[])[] | null = null;

function recordings(): readonly (readonly Row[])[] {
  loaded ??= FILES.map((file) => {
    const text = readFileSync(new URL(`../fixtures/${file}`, import.meta.url), "utf8");
    const rows = z.array(Row).parse(JSON.parse(text));
    return rows.filter(({ coin }) => /^[A-Za-z0-9]+$/.test(coin)).toSorted((a, b) => a.time - b.time);
  });
  return loaded;
}

/** What a leader of a recording brings into a schedule. */
export interface Replayed {
  readonly listings: readonly Listing[];
  readonly holdings: readonly LeaderPart[];
  readonly acts: readonly LeaderAct[];
  /** USD that such positions need. */
  readonly cash: number;
}

const MESSAGES = 14;
const decimalsOf = (text: string): number => (text.split(".")[1] ?? "").replace(/0+$/, "").length;

/** A stretch of a recording, told between two moments at a pace of its own. */
export function replayed(dice: Dice, from: number, until: number): Replayed {
  const rows = dice.pick(recordings());
  const times = [...new Set(rows.map(({ time }) => time))];
  const first = dice.int(0, Math.max(0, times.length - MESSAGES));
  const chosen = times.slice(first, first + MESSAGES);
  // The order stays; only the pauses are others.
  const moments = chosen.map(() => dice.int(from, until)).toSorted((a, b) => a - b);
  const atOf = new Map(chosen.map((time, index) => [time, moments[index] ?? until]));
  const stretch = rows.filter(({ time }) => atOf.has(time));
  const listings = listingsOf(rows, stretch, atOf);
  const byCoin = new Map(listings.map((one) => [String(one.id), one]));
  const partOf = (row: Row): LeaderPart => {
    const one = byCoin.get(row.coin);
    if (one === undefined) throw new RangeError(row.coin);
    const lots = unitsOf(row.sz, one.lotDecimals) ?? 0;
    const price = Math.max(1, Math.round(Number(row.px) * 10 ** one.priceDecimals));
    return { instrument: one.id, lots: row.side === "B" ? lots : -lots, price };
  };
  const holdings = listings.flatMap((one): LeaderPart[] => {
    const row = stretch.find(({ coin }) => coin === one.id);
    const lots = row === undefined ? 0 : (unitsOf(row.startPosition, one.lotDecimals) ?? 0);
    return row === undefined || lots === 0 ? [] : [{ ...partOf(row), lots }];
  });
  const cash = stretch.reduce(
    (most, row) => Math.max(most, Math.abs(Number(row.startPosition)) * Number(row.px)),
    5_000,
  );
  const acts = chosen.map((time): LeaderAct => ({
    kind: "recorded",
    at: atOf.get(time) ?? until,
    parts: stretch.filter((row) => row.time === time).map(partOf),
  }));
  return { listings, holdings, acts, cash };
}

function listingsOf(
  rows: readonly Row[],
  stretch: readonly Row[],
  atOf: ReadonlyMap<number, number>,
): Listing[] {
  return [...new Set(stretch.map(({ coin }) => coin))].map((coin) => {
    const own = rows.filter((row) => row.coin === coin);
    const lotDecimals = Math.max(
      ...own.map(({ sz, startPosition }) => Math.max(decimalsOf(sz), decimalsOf(startPosition))),
    );
    const recorded = stretch
      .filter((row) => row.coin === coin)
      .map(({ time, px }) => ({ at: atOf.get(time) ?? 0, usd: Number(px) }));
    return listing(coin, Math.min(lotDecimals, 5), recorded[0]?.usd ?? 1, recorded);
  });
}

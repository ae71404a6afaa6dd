/** What the exchange knows of a perpetual. `levelUsd` is the typical notional of one book level. */
export interface InstrumentSpec {
  readonly coin: string;
  readonly szDecimals: number;
  readonly maxLeverage: number;
  readonly startPx: string;
  readonly levelUsd: number;
  /** Distance between the best prices, and between levels, in basis points (at least one tick). */
  readonly spreadBps: number;
  readonly levelBps: number;
}

type Row = readonly [
  coin: string,
  szDecimals: number,
  maxLeverage: number,
  startPx: string,
  levelUsd: number,
];

function spec([coin, szDecimals, maxLeverage, startPx, levelUsd]: Row): InstrumentSpec {
  const thin = levelUsd < 20_000;
  return {
    coin,
    szDecimals,
    maxLeverage,
    startPx,
    levelUsd,
    spreadBps: thin ? 2 : 0.15,
    levelBps: thin ? 1 : 0.15,
  };
}

/**
 * The universe; the index is the asset id. Sizes' decimals and first prices are those of the recorded fills
 * of July 2026 (BTC: of the recorded books).
 */
const ROWS: readonly Row[] = [
  ["BTC", 5, 40, "66400", 90_000],
  ["ETH", 4, 25, "1904.5", 60_000],
  ["SOL", 2, 20, "77.45", 40_000],
  ["HYPE", 2, 10, "60.758", 30_000],
  ["LTC", 2, 10, "47.319", 9_000],
  ["BCH", 3, 10, "224.04", 9_000],
  ["ZEC", 2, 10, "559.73", 12_000],
  ["WLD", 1, 10, "0.37753", 6_000],
  ["PUMP", 0, 10, "0.001855", 9_000],
  ["ENA", 0, 10, "0.084083", 6_000],
  ["ONDO", 0, 10, "0.40124", 6_000],
  ["FARTCOIN", 1, 10, "0.13187", 6_000],
  ["kBONK", 0, 10, "0.003202", 8_000],
  ["XPL", 0, 10, "0.086108", 5_000],
  ["ETHFI", 1, 5, "0.45277", 4_000],
  ["PENDLE", 0, 5, "1.6687", 4_000],
  ["AERO", 0, 5, "0.43613", 3_500],
  ["VIRTUAL", 1, 5, "0.64084", 3_500],
  ["JTO", 0, 5, "0.61076", 3_000],
  ["LIT", 0, 5, "2.219", 4_000],
  ["POPCAT", 0, 3, "0.043244", 3_000],
  ["KAITO", 0, 5, "0.91369", 3_000],
  ["GRAM", 0, 5, "1.5423", 3_000],
  ["0G", 0, 3, "0.1689", 2_500],
  ["RESOLV", 0, 3, "0.019644", 2_500],
  ["CASHCAT", 0, 3, "0.06432", 2_500],
];

export const INSTRUMENTS: readonly InstrumentSpec[] = ROWS.map(spec);

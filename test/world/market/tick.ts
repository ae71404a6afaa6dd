import { Decimal } from "decimal.js";
import { exact, type Exact } from "../exact.ts";

/** Perpetuals: at most 6 - szDecimals decimals. */
const MAX_DECIMALS = 6;
const FIGURES = 5;

/** Smallest step of a price near `px`: five significant figures, 6 - szDecimals decimals, integers always. */
export function tickAt(px: Exact, szDecimals: number): Exact {
  const exponent = Math.floor(Math.log10(px.toNumber()));
  const byFigures = exact(10).pow(exponent - FIGURES + 1);
  const byDecimals = exact(10).pow(-(MAX_DECIMALS - szDecimals));
  const tick = byFigures.gt(byDecimals) ? byFigures : byDecimals;
  return tick.gt(1) ? exact(1) : tick;
}

export function isValidPrice(px: Exact, szDecimals: number): boolean {
  if (px.lte(0) || px.decimalPlaces() > MAX_DECIMALS - szDecimals) return false;
  return px.isInteger() || px.precision() <= FIGURES;
}

export function isValidSize(size: Exact, szDecimals: number): boolean {
  return size.decimalPlaces() <= szDecimals;
}

export function roundPrice(px: Exact, szDecimals: number, direction: "down" | "up" | "near"): Exact {
  const rounding = { down: Decimal.ROUND_FLOOR, up: Decimal.ROUND_CEIL, near: Decimal.ROUND_HALF_EVEN }[
    direction
  ];
  const tick = tickAt(px, szDecimals);
  return px.div(tick).toDecimalPlaces(0, rounding).times(tick);
}

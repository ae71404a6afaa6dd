import { decimal } from "../../lib/model/decimal.ts";
import { grouped, roundedSign, UNKNOWN } from "./grouped.ts";

/** Slippage with its direction: positive is worse. One decimal: "3.9 bps worse", "1.2 bps better". */
export function formatSlippage(bps: number | null): string {
  if (bps === null) return UNKNOWN;
  const value = decimal(bps);
  const figure = `${grouped(value, 1)} bps`;
  return { "-1": `${figure} better`, 0: figure, 1: `${figure} worse` }[roundedSign(value, 1)];
}

/** A number of basis points within a sentence: "24 bps", "15.5 bps". */
export function formatBps(bps: number): string {
  const value = decimal(bps).abs().toDecimalPlaces(1);
  return `${grouped(value, value.decimalPlaces())} bps`;
}

import { type Decimal, type DecimalString, decimal } from "../model/decimal.ts";
import type { InstrumentId } from "../model/identity.ts";
import { finestStep } from "./divide-in-lots.ts";
import type { Work } from "./work.ts";

/**
 * The step in which these sizes of an instrument are divided, coins: its lot, or the finest step of the sizes
 * where they are not whole in it (it is no longer listed, or its lot has changed).
 */
export function lotOf(work: Work, instrument: InstrumentId, sizes: readonly DecimalString[]): Decimal {
  const listed = work.instruments.get(instrument);
  const lot = listed === undefined ? null : decimal(listed.lotSize);
  const whole = lot !== null && sizes.every((size) => decimal(size).mod(lot).isZero());
  return whole ? lot : finestStep(listed === undefined ? sizes : [...sizes, listed.lotSize]);
}

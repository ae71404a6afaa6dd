import { z } from "zod";
import { Millis } from "../../model/identity.ts";
import { Instrument } from "../../model/instrument.ts";
import { MarginMode } from "../../model/leverage-setting.ts";

/** The instruments of the exchange as last read. */
export const MarketRow = z.object({
  /** Our clock when they were read. */
  readAt: Millis,
  assets: z.array(
    z.object({
      instrument: Instrument,
      index: z.number().int().nonnegative(),
      sizeDecimals: z.number().int().nonnegative(),
      marginModes: z.array(MarginMode).min(1),
    }),
  ),
});
export type MarketRow = z.infer<typeof MarketRow>;

/** Where they are kept over restarts. The row is parsed by who reads it. */
export interface MarketStore {
  /** Undefined where there is none, or one that is not as it was written. Rejects when it cannot be read. */
  load(): Promise<unknown>;
  save(row: MarketRow): Promise<void>;
}

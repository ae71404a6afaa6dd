import { z } from "zod";
import type { Decimal } from "./decimal.ts";
import type { InstrumentId } from "./identity.ts";
import { NotCopyable } from "./leader.ts";

/** Why an instrument of a leader has none at a venue. */
export const NotMappable = z.enum([
  /** The venue lists nothing of this base. */
  "not-listed",
  /** It did, and takes no more orders in it. */
  "delisted",
  /** It is priced in something else than dollars there. */
  "other-quote",
  /** Its contract is a number of dollars there, not of coins. */
  "inverse",
  /** One of the marks is missing, so that nobody can prove that both are the same thing. */
  "no-price",
  /** The marks are too far apart for the same thing (`apartPercent`). */
  "price-differs",
]);
export type NotMappable = z.infer<typeof NotMappable>;

/** An instrument of a leader as a venue has it. */
export type InstrumentMapping =
  | {
      readonly ok: true;
      readonly instrument: InstrumentId;
      /** The venue's size is the leader's times this, each in its own market's unit. */
      readonly sizeFactor: Decimal;
      /** The venue's price is the leader's times this. */
      readonly priceFactor: Decimal;
    }
  | {
      readonly ok: false;
      readonly reason: NotMappable;
      /** How far the nearest mark is away, percent; null for the other reasons. */
      readonly apartPercent: number | null;
    };

/** One line of "Cannot be copied here, because". */
export const CannotCopy = z.object({
  /** As the leader's source names it. */
  instrument: z.string().max(60),
  reason: z.enum([...NotMappable.options, ...NotCopyable.shape.reason.options]),
  /** How far the nearest mark is away, percent; null for the other reasons. */
  apartPercent: z.number().nullable(),
});
export type CannotCopy = z.infer<typeof CannotCopy>;

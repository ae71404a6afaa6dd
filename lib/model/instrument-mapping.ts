import type { Decimal } from "./decimal.ts";
import type { InstrumentId } from "./identity.ts";
import type { NotCopyable } from "./leader.ts";

/** Why an instrument of a leader has none at a venue. */
export type NotMappable =
  /** The venue lists nothing of this base. */
  | "not-listed"
  /** It did, and takes no more orders in it. */
  | "delisted"
  /** It is priced in something else than dollars there. */
  | "other-quote"
  /** Its contract is a number of dollars there, not of coins. */
  | "inverse"
  /** One of the marks is missing, so that nobody can prove that both are the same thing. */
  | "no-price"
  /** The marks are too far apart for the same thing (`apartPercent`). */
  | "price-differs";

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
export interface CannotCopy {
  /** As the leader's source names it. */
  readonly instrument: string;
  readonly reason: NotMappable | NotCopyable["reason"];
  readonly apartPercent: number | null;
}

import type { Decimal } from "../../model/decimal.ts";
import type { InstrumentId } from "../../model/identity.ts";

/** A perpetual contract as far as it has to be known to find the same thing elsewhere. */
export interface Listing {
  readonly id: InstrumentId;
  /** What is traded, as the market writes it, a multiplier in it included: "BTC", "kPEPE", "1000PEPE". */
  readonly asset: string;
  /** What it is priced in: "USDC". */
  readonly quote: string;
  /** How many of `asset` one unit of size is; 1 where sizes are in coins. */
  readonly contractSize: Decimal;
  /** True for a contract whose unit is an amount of the quote. */
  readonly inverse: boolean;
  readonly delisted: boolean;
  /** Price of one `asset`; null where none is known. */
  readonly mark: Decimal | null;
}

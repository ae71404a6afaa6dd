import type { MarginMode } from "./leverage-setting.ts";

/** What a venue can do and how; each field says what the engine or the runtime does about it. */
export interface VenueCapabilities {
  /** What a client order id looks like there, and whether the venue itself refuses the second order with one. */
  readonly clientOrderId: {
    readonly form: "0x-32-hex" | "alphanumeric-32";
    readonly unique: "refused" | "answered-as-the-first" | "not-known";
  };
  /** The shortest life that an order can be given, ms; null where the venue knows no expiry. */
  readonly shortestExpiryMs: number | null;
  readonly reduceOnly: boolean;
  /** The unit of an order's size there. */
  readonly sizeUnit: "base" | "contracts";
  /** Smallest notional of an order, USD; null where instruments tell their own. */
  readonly minNotional: string | null;
  /** leverage: margin modes that it can be told; empty where it can be told nothing. */
  readonly marginModes: readonly MarginMode[];
  /** Resting stops: whether they can be changed in one act; null where there are none. */
  readonly stops: { readonly replaceInPlace: boolean } | null;
  /** Requests per minute and socket, with the part that is kept back for reductions, cancels and questions. */
  readonly limits: { readonly weightPerMinute: number; readonly reserved: number } | null;
  readonly testnet: boolean;
}

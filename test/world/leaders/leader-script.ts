import { z } from "zod";
import { Fill } from "../wire/fill.ts";

/** A recording in the form of `userFills`, in any order of time. */
export const Recording = z.array(Fill);

interface Common {
  readonly address: string;
  /** Account value at the start, USD. */
  readonly equity: string;
  /** Makes the address a vault. */
  readonly vault?: { readonly name: string };
}

export interface RecordedScript extends Common {
  readonly kind: "recorded";
  readonly fills: readonly Fill[];
  /** Recorded time over real time: 60 plays an hour in a minute. */
  readonly speed: number;
  /** Real time between two fills is at most this, ms. */
  readonly maxGapMs?: number;
  /** Starts with the world; otherwise with `play`. */
  readonly autoplay?: boolean;
}

export interface SeededScript extends Common {
  readonly kind: "seeded";
  readonly coins: readonly string[];
  readonly tradesPerMinute: number;
  readonly maxLeverage: number;
  readonly autoplay?: boolean;
}

export interface ManualScript extends Common {
  readonly kind: "manual";
  /** Signed sizes that stand at the start. */
  readonly positions?: readonly { readonly coin: string; readonly size: string; readonly entryPx: string }[];
}

export type LeaderScript = RecordedScript | SeededScript | ManualScript;

export interface TradeRequest {
  readonly coin: string;
  readonly side: "buy" | "sell";
  /** Coins, above 0. */
  readonly size: string;
  /** Moves the market to this price first; without it the trade is at the best price. */
  readonly price?: string;
}

/** A leader of the world, as tests steer him. */
export interface LeaderControl {
  readonly address: string;
  /** Starts trading, or goes on. A recording that has ended plays again, with new ids. */
  play(): void;
  /** Stops trading; positions stay. */
  rest(): void;
  /** Resolves when the recording has been played to its end; for other leaders when the world closes. */
  readonly done: Promise<void>;
  /** One trade at once, whatever the script does. */
  trade(request: TradeRequest): Fill;
  /** Several trades in one socket message. */
  tradeTogether(requests: readonly TradeRequest[]): Fill[];
  /** Signed position, coins, canonical decimal text. */
  position(coin: string): string;
  /** Account value at the present marks, USD. */
  equity(): string;
  /** USD; negative withdraws. */
  deposit(amount: string): void;
}

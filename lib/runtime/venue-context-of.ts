import type { EngineState } from "../engine/engine-state.ts";
import { type AccountId, type ClientOrderId, PAPER_ACCOUNT } from "../model/identity.ts";
import type { Instrument } from "../model/instrument.ts";
import type { MarketData } from "../model/market-data.ts";
import type { Clock } from "../model/request.ts";
import { clockOffsetOf } from "./clock-offset.ts";

/** What a venue may know of the rest. */
export interface VenueContext {
  readonly clock: Clock;
  readonly marketData: MarketData;
  /** Our clock minus the venue's, ms, as last measured; null when not known. */
  clockOffsetMs(): number | null;
  /** Whether an id is that of a protective stop of ours. */
  isStop(id: ClientOrderId): boolean;
  /** Takes what the venue lists, all of it, where that became different. */
  onInstruments(instruments: readonly Instrument[]): void;
}

/**
 * What an account's venue may know of the rest. A real account's clock is told by its own readings; before the first
 * one there is only what the leaders told.
 */
export function venueContextOf(
  accountId: AccountId,
  around: {
    readonly clock: Clock;
    readonly marketData: MarketData;
    readonly state: () => EngineState;
    readonly isStop: (id: ClientOrderId) => boolean;
    readonly onInstruments: (instruments: readonly Instrument[]) => void;
  },
): VenueContext {
  const { clock, marketData, state, isStop, onInstruments } = around;
  const own = (): number | null =>
    accountId === PAPER_ACCOUNT ? null : (state().accounts.get(accountId)?.clock?.offsetMs ?? null);
  return { clock, marketData, isStop, onInstruments, clockOffsetMs: () => own() ?? clockOffsetOf(state()) };
}

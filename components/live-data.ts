import { createContext, useContext } from "react";
import type { Instrument } from "../lib/model/instrument.ts";
import type { VaultStatus } from "../lib/model/vault-status.ts";
import type { ActivityItem, Overview, PositionView } from "../lib/model/view.ts";

/** How many of the newest decisions the surfaces show. */
export const ACTIVITY_LIMIT = 500;

/** What the journal says now. Undefined is: not read yet. */
export interface LiveData {
  readonly overview: Overview | undefined;
  readonly positions: readonly PositionView[] | undefined;
  readonly activity: readonly ActivityItem[] | undefined;
  /** Undefined also where they cannot be read: a form then checks less, and the engine's side the rest. */
  readonly instruments: readonly Instrument[] | undefined;
  /** Null before the worker has said it for the first time. */
  readonly vault: VaultStatus | null | undefined;
  /** Why the journal cannot be read; null when it can. */
  readonly failed: string | null;
}

/** Provides LiveData to a surface: `<Live value={useLiveData()}>`. */
export const Live = createContext<LiveData>({
  overview: undefined,
  positions: undefined,
  activity: undefined,
  instruments: undefined,
  vault: undefined,
  failed: null,
});

export function useLive(): LiveData {
  return useContext(Live);
}

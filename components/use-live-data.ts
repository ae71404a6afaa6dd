import { useLiveQuery } from "dexie-react-hooks";
import { readActivity } from "../lib/journal/read/activity.ts";
import { readInstrumentList } from "../lib/journal/read/instruments.ts";
import { readOverview } from "../lib/journal/read/overview.ts";
import { readVaultStatus } from "../lib/journal/read/vault-status.ts";
import { readPositions } from "../lib/journal/read/positions.ts";
import type { LiveData } from "./live-data.ts";
import { ACTIVITY_LIMIT } from "./live-data.ts";
import { useNow } from "./use-now.ts";

type Read<T> = { readonly value: T } | { readonly failed: string };

/** A failed read becomes a value: a hook that throws would take the whole surface down. */
async function caught<T>(reading: Promise<T>): Promise<Read<T>> {
  try {
    return { value: await reading };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

function valueOf<T>(read: Read<T> | undefined): T | undefined {
  return read !== undefined && "value" in read ? read.value : undefined;
}

/** Reads the journal live: again on each change of it, and once a minute, because "today" ends by itself. */
export function useLiveData(): LiveData {
  const minute = useNow(60_000);
  const overview = useLiveQuery(async () => caught(readOverview(Date.now())), [minute]);
  const positions = useLiveQuery(async () => caught(readPositions(Date.now())), [minute]);
  const activity = useLiveQuery(async () => caught(readActivity(ACTIVITY_LIMIT)), []);
  const instruments = useLiveQuery(async () => caught(readInstrumentList()), []);
  const vault = useLiveQuery(async () => caught(readVaultStatus()), []);
  const failure = [overview, positions, activity].find((read) => read !== undefined && "failed" in read);
  return {
    overview: valueOf(overview),
    positions: valueOf(positions),
    activity: valueOf(activity),
    instruments: valueOf(instruments),
    vault: valueOf(vault),
    failed: failure !== undefined && "failed" in failure ? failure.failed : null,
  };
}

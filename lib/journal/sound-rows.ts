import type { JournalRows } from "../model/journal-change.ts";

/** What the state tables hold that is sound. */
export type SoundRows = Omit<JournalRows, "haltedSince" | "damaged">;

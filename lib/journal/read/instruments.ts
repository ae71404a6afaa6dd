import type { Instrument } from "../../model/instrument.ts";
import { journalDatabase } from "../database.ts";

/** The instruments as the venue last listed them; none before the first time. */
export async function readInstrumentList(): Promise<readonly Instrument[]> {
  return journalDatabase().instruments.toArray();
}

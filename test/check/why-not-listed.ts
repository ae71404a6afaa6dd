interface Lists {
  readonly allowedInstruments: readonly string[] | null;
  readonly deniedInstruments: readonly string[];
}

/** Whether the lists let an instrument be bought. */
export function isListed({ allowedInstruments, deniedInstruments }: Lists, instrument: string): boolean {
  return !deniedInstruments.includes(instrument) && (allowedInstruments?.includes(instrument) ?? true);
}

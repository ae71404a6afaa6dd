import type { InstrumentId } from "../../lib/model/identity.ts";
import type { Instrument } from "../../lib/model/instrument.ts";

/** Something of a leader's that an account can't copy, and why. */
export type CannotCopy =
  | { readonly why: "spot" | "other-dex" }
  | { readonly why: "not-listed" | "delisted"; readonly instruments: readonly InstrumentId[] };

/**
 * What is known before a follow starts: kinds of trades that are never copied, and of the instruments that the user
 * allows those that the venue does not trade. Without the venue's list (none) nothing is said of instruments.
 */
export function cannotCopy(
  allowed: readonly InstrumentId[] | null,
  listed: readonly Instrument[],
): readonly CannotCopy[] {
  const byId = new Map(listed.map((instrument) => [instrument.id, instrument]));
  const named = listed.length === 0 ? [] : (allowed ?? []);
  const unlisted = named.filter((id) => !byId.has(id));
  const delisted = named.filter((id) => byId.get(id)?.delisted === true);
  const found: readonly CannotCopy[] = [
    { why: "not-listed", instruments: unlisted },
    { why: "delisted", instruments: delisted },
  ];
  return [
    ...found.filter((one) => "instruments" in one && one.instruments.length > 0),
    { why: "spot" },
    { why: "other-dex" },
  ];
}
